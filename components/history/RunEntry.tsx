import { locale, t } from "../../lib/extension/i18n";
import { canMarkUnread } from "../../lib/outcome/progress";
import { clockText } from "../../lib/outcome/time-text";
import type { RunView } from "../../lib/queue/run";
import { countsText } from "../texts";
import { ItemList } from "./ItemList";
import type { HistoryProps } from "./props";

interface Props extends Pick<HistoryProps, "now" | "items" | "markUnreadUnavailable" | "callbacks"> {
  readonly view: RunView;
}

export function RunEntry({ view, now, items, markUnreadUnavailable, callbacks }: Props) {
  const { run, counts } = view;
  const listed = items.get(run.id);
  return (
    <li class="run-entry">
      <details onToggle={(event) => event.currentTarget.open && callbacks.onOpenRun(run.id)}>
        <summary>
          <time class="numbers" dateTime={new Date(run.createdAt).toISOString()}>
            {clockText(run.createdAt, now, locale())}
          </time>{" "}
          {countsText(run.action, counts)}
        </summary>
        {listed ? (
          <ItemList
            items={listed}
            now={now}
            markUnreadUnavailable={markUnreadUnavailable}
            callbacks={callbacks}
          />
        ) : (
          <p class="soft">{t("historyReading")}</p>
        )}
      </details>
      {canMarkUnread(view, now) && !markUnreadUnavailable && (
        <button type="button" class="button compact" onClick={() => callbacks.onMarkUnread(run.id)}>
          {t("markUnreadAgain")}
        </button>
      )}
    </li>
  );
}
