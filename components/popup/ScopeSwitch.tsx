import { t } from "../../lib/extension/i18n";
import type { Scope } from "./props";

interface Props {
  readonly scope: Scope;
  /** Shown beside its scope; undefined: not known. "50+" where the list goes on. */
  readonly counts: Readonly<Record<Scope, string | undefined>>;
  onScope(scope: Scope): void;
}

const LABELS = { here: "scopeHere", everything: "scopeEverything" } as const;

export function ScopeSwitch({ scope, counts, onScope }: Props) {
  return (
    <fieldset class="scope">
      <legend class="visually-hidden">{t("scopeLabel")}</legend>
      {(["here", "everything"] as const).map((each) => (
        <label key={each}>
          <input
            type="radio"
            name="scope"
            value={each}
            checked={scope === each}
            onChange={() => onScope(each)}
          />
          <span>
            {t(LABELS[each])} {counts[each] !== undefined && <span class="numbers soft">{counts[each]}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
