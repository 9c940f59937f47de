import { formatNumber, locale, plural, t } from "../../lib/extension/i18n";
import { ended, leftToday } from "../../lib/outcome/progress";
import { clockText, durationText } from "../../lib/outcome/time-text";
import type { PauseReason, RunView } from "../../lib/queue/run";
import { ProgressBar } from "../controls/ProgressBar";
import { activityText, countsText, PAUSE_TEXT, perMinuteText } from "../texts";
import type { RunCallbacks } from "./callbacks";

interface Props {
  readonly view: RunView;
  readonly now: number;
  readonly callbacks: RunCallbacks;
}

export function ActiveRun({ view, now, callbacks }: Props) {
  const { run, counts, daily } = view;
  return (
    <>
      <h2 id="run-title">{activityText(view, now)}</h2>
      <ProgressBar
        label={t("runProgress")}
        value={ended(counts)}
        max={counts.total}
        text={countsText(run.action, counts)}
      />
      {run.state !== "holding" && <p class="numbers">{countsText(run.action, counts)}</p>}
      {run.state === "running" && <p class="small soft">{pace(view, now)}</p>}
      {view.added !== undefined && view.added > 0 && <p>{plural("runAdded", view.added)}</p>}
      {run.state === "paused" && run.pauseReason && !SAID_ELSEWHERE.has(run.pauseReason) && (
        <p class="callout warn">
          {t(PAUSE_TEXT[run.pauseReason])}
          {run.waitUntil !== undefined && ` ${t("runTriesAgainAt", clockText(run.waitUntil, now, locale()))}`}
        </p>
      )}
      {run.state === "waiting" && <p class="soft">{t("waitingWhy")}</p>}
      {daily && (
        <p class="small soft">
          {t("runDaily", formatNumber(daily.used), formatNumber(daily.limit), formatNumber(leftToday(daily)))}
        </p>
      )}
      <Controls view={view} callbacks={callbacks} />
    </>
  );
}

/** The button says the first; the key form and the missing host above it the others. */
const SAID_ELSEWHERE: ReadonlySet<PauseReason> = new Set(["person", "key-refused", "permission-lost"]);

/** A new key takes these on; resuming without it would only pause again. */
const RESUMED_BY_CURE: ReadonlySet<PauseReason> = new Set(["key-missing", "key-refused"]);

function Controls({ view: { run }, callbacks }: Pick<Props, "view" | "callbacks">) {
  if (run.state === "holding") {
    return (
      <div class="actions">
        <button type="button" class="button primary" onClick={() => callbacks.onUndo(run.id)}>
          {t("undo")}
        </button>
      </div>
    );
  }
  const paused = run.state === "paused";
  const curable = paused && run.pauseReason !== undefined && RESUMED_BY_CURE.has(run.pauseReason);
  return (
    <div class="actions">
      {!curable && (
        <button
          type="button"
          class="button"
          onClick={() => (paused ? callbacks.onResume(run.id) : callbacks.onPause(run.id))}
        >
          {paused ? t("resume") : t("pause")}
        </button>
      )}
      <button type="button" class="button danger" onClick={() => callbacks.onStop(run.id)}>
        {t("stop")}
      </button>
    </div>
  );
}

function pace({ finishAt, requestsPerMinute }: RunView, now: number): string {
  const rate = perMinuteText(requestsPerMinute);
  if (finishAt === undefined) return rate;
  return `${rate} · ${t("runTimeLeft", durationText(Math.max(0, finishAt - now), locale()))}`;
}
