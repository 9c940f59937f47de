import { plural, t } from "../../lib/extension/i18n";
import { failureDetails, groupFailures } from "../../lib/outcome/failures";
import type { ItemFailure } from "../../lib/queue/run";
import { CopyButton } from "../controls/CopyButton";
import { FAIL_TEXT } from "../texts";

interface Props {
  readonly failures: readonly ItemFailure[];
  /** The truth: `failures` holds the first of them only. */
  readonly total: number;
  onCopy(text: string): Promise<void>;
}

/** Who was not marked, under the reason that they share. */
export function Failures({ failures, total, onCopy }: Props) {
  const unlisted = total - failures.length;
  const lines = failureDetails(failures, (reason) => t(FAIL_TEXT[reason]));
  const details = unlisted > 0 ? `${lines}\n${plural("copyRest", unlisted)}` : lines;
  return (
    <div class="failures">
      {groupFailures(failures).map((group) => (
        <section key={group.reason}>
          <h3>{t(FAIL_TEXT[group.reason])}</h3>
          <ul>
            {group.failures.map(({ urn, name, detail }) => (
              <li key={urn} title={detail}>
                <bdi>{name || t("nameUnknown")}</bdi>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {unlisted > 0 && <p class="soft">{plural("failuresUnlisted", unlisted)}</p>}
      <CopyButton label={t("copyDetails")} onCopy={() => onCopy(details)} />
    </div>
  );
}
