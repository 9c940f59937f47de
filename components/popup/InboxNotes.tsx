import { formatNumber, plural, t } from "../../lib/extension/i18n";
import { CopyButton } from "../controls/CopyButton";
import { EVERYTHING_PROBLEM_TEXT } from "../texts";
import type { PopupProps } from "./props";

interface Props extends Pick<PopupProps, "tab" | "inbox" | "everything"> {
  /** Known, but neither read nor unread. */
  readonly unknown: number;
  readonly onUseEverything: (() => void) | undefined;
  onCopyDiagnostics(): Promise<void>;
}

/** What has to be known to believe the list: what it lacks, and why. A live region, there before its first word. */
export function InboxNotes(props: Props) {
  return (
    <div class="notes" aria-live="polite">
      <Notes {...props} />
    </div>
  );
}

function Notes({ tab, inbox, everything, unknown, onUseEverything, onCopyDiagnostics }: Props) {
  const diagnostics = <CopyButton label={t("copyDiagnostics")} onCopy={onCopyDiagnostics} />;
  const useEverything = onUseEverything && (
    <button type="button" class="link" onClick={onUseEverything}>
      {t("useEverything")}
    </button>
  );
  const notReadable = unknown > 0 && <p class="small soft">{plural("notReadable", unknown)}</p>;

  if (everything.state === "loading") return <p class="note">{t("everythingLoading")}</p>;
  if (everything.state === "loaded") {
    const { result } = everything;
    if (!result.ok) {
      return (
        <div class="callout">
          <p>{t(EVERYTHING_PROBLEM_TEXT[result.reason])}</p>
          {onUseEverything && (
            <div class="actions">
              <button type="button" class="button" onClick={onUseEverything}>
                {t("tryAgain")}
              </button>
            </div>
          )}
        </div>
      );
    }
    return (
      <>
        {!result.complete && (
          <p class="small soft">{t("everythingIncomplete", formatNumber(result.conversations.length))}</p>
        )}
        {result.salesNavigator > 0 && (
          <p class="small soft">{plural("everythingSalesNavigator", result.salesNavigator)}</p>
        )}
        {notReadable}
      </>
    );
  }
  if (tab !== "messaging") return notReadable || null;
  if (!inbox || inbox.health === "empty") return <p class="note">{t("nothingHeard")}</p>;
  if (inbox.health === "unreadable") {
    return (
      <div class="callout warn">
        <p>{t("healthUnreadable")}</p>
        <div class="actions">
          {useEverything}
          {diagnostics}
        </div>
      </div>
    );
  }
  return (
    <>
      {inbox.health === "drift" && (
        <p class="small soft">
          {t("healthDrift")} {diagnostics}
        </p>
      )}
      {notReadable}
      {inbox.more && (
        <p class="small soft">
          {t("inboxMore")} {useEverything}
        </p>
      )}
    </>
  );
}
