import { formatNumber, plural, t } from "../../lib/extension/i18n";
import type { InboxSnapshot } from "../../lib/inbox/snapshot";
import { unreadOf } from "../../lib/selection/unread";
import type { DryRun } from "./props";

interface Props {
  readonly dryRun: DryRun;
  onReloadTab(): void;
}

/** The same reading as the popup's, and nothing after it. */
export function DryRunResult({ dryRun, onReloadTab }: Props) {
  return (
    <>
      <p role="status">{resultText(dryRun)}</p>
      {dryRun.state === "unreachable" && (
        <p>
          <button type="button" class="button" onClick={onReloadTab}>
            {t("reloadTab")}
          </button>
        </p>
      )}
    </>
  );
}

function resultText(dryRun: DryRun): string {
  switch (dryRun.state) {
    case "idle":
      return "";
    case "reading":
      return t("dryRunReading");
    case "no-tab":
      return t("dryRunNoTab");
    case "unreachable":
      return t("placeUnreachable");
    case "read":
      return readText(dryRun.inbox);
  }
}

function readText(inbox: InboxSnapshot): string {
  if (inbox.health === "empty" || inbox.health === "unreadable") return t("nothingHeard");
  const { conversations, unknown } = unreadOf(inbox.conversations, new Set());
  const starred = conversations.filter((conversation) => conversation.starred).length;
  const parts = [
    starred > 0
      ? plural("dryRunUnreadStarred", conversations.length, formatNumber(starred))
      : plural("dryRunUnread", conversations.length),
  ];
  if (inbox.more) parts.push(t("inboxMore"));
  if (unknown > 0) parts.push(plural("notReadable", unknown));
  return parts.join(" ");
}
