import { locale, t } from "../../lib/extension/i18n";
import { canMarkUnread, isActive } from "../../lib/outcome/progress";
import { clockText } from "../../lib/outcome/time-text";
import type { RunView } from "../../lib/queue/run";
import { countsText } from "../texts";

interface Props {
  readonly runs: readonly RunView[];
  /** Drawn above already. */
  readonly shownRunId: string | undefined;
  readonly now: number;
  readonly markUnreadUnavailable: boolean;
  onMarkUnread(runId: string): void;
}

/** The last runs, each with its way back. */
export function RecentRuns({ runs, shownRunId, now, markUnreadUnavailable, onMarkUnread }: Props) {
  const ended = runs.filter(({ run }) => run.id !== shownRunId && !isActive(run.state)).slice(0, 3);
  if (ended.length === 0) return null;
  return (
    <details class="recent">
      <summary>{t("recentRuns")}</summary>
      <ul>
        {ended.map((view) => (
          <li key={view.run.id}>
            <span>
              <span class="soft numbers">{clockText(view.run.createdAt, now, locale())}</span>{" "}
              {countsText(view.run.action, view.counts)}
            </span>
            {canMarkUnread(view, now) && !markUnreadUnavailable && (
              <button type="button" class="link" onClick={() => onMarkUnread(view.run.id)}>
                {t("markUnreadAgain")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
