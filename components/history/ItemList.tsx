import { locale, t } from "../../lib/extension/i18n";
import { clockText } from "../../lib/outcome/time-text";
import type { HistoryItem } from "../../lib/queue/deps";
import { itemText } from "../texts";
import type { HistoryProps } from "./props";

interface Props extends Pick<HistoryProps, "now" | "markUnreadUnavailable" | "callbacks"> {
  readonly items: readonly HistoryItem[];
}

/** One line a conversation: what became of it, and its way back. */
export function ItemList({ items, now, markUnreadUnavailable, callbacks }: Props) {
  return (
    <ul class="items">
      {items.map((item) => (
        <li key={`${item.runId} ${item.urn}`}>
          <span class="item-name">
            <bdi>{item.name || t("nameUnknown")}</bdi>
          </span>
          <span class={item.state === "failed" ? "problem" : "soft"} title={item.detail}>
            {itemText(item)}
          </span>
          {item.endedAt !== undefined && (
            <time class="soft numbers" dateTime={new Date(item.endedAt).toISOString()}>
              {clockText(item.endedAt, now, locale())}
            </time>
          )}
          {item.markUnreadUntil !== undefined && now < item.markUnreadUntil && !markUnreadUnavailable && (
            <button
              type="button"
              class="link"
              aria-label={t("markOneUnreadAgain", item.name || t("nameUnknown"))}
              onClick={() => callbacks.onMarkUnread(item.runId, [item.urn])}
            >
              {t("markUnreadAgain")}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
