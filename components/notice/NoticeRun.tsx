import { useEffect, useRef } from "preact/hooks";
import { plural, t } from "../../lib/extension/i18n";
import { ended, isActive } from "../../lib/outcome/progress";
import type { RunView } from "../../lib/queue/run";
import { ProgressBar } from "../controls/ProgressBar";
import { useSpoken } from "../run/use-spoken";
import { activityText, countsText, outcomeText, PAUSE_TEXT } from "../texts";

interface Props {
  readonly view: RunView;
  readonly now: number;
  onUndo(runId: string): void;
}

/** What is marked and how far it is; who failed and what to do about it is in the popup. */
export function NoticeRun({ view, now, onUndo }: Props) {
  const { run, counts } = view;
  const active = isActive(run.state);
  const holding = run.state === "holding";
  const undo = useUndoKey(holding);
  const spoken = useSpoken(view);
  return (
    <>
      <p class="visually-hidden" role="status">
        {spoken}
      </p>
      <p aria-hidden="true" class="title">
        {active ? activityText(view, now) : outcomeText(run, counts)}
      </p>
      {active && !holding && <p aria-hidden="true">{countsText(run.action, counts)}</p>}
      {run.state === "paused" && run.pauseReason && run.pauseReason !== "person" && (
        <p>
          {t(PAUSE_TEXT[run.pauseReason])} {t("noticeOpenPopup")}
        </p>
      )}
      {counts.failed > 0 && <p class="bad">{plural("noticeFailedSome", counts.failed)}</p>}
      {view.added !== undefined && view.added > 0 && active && <p>{plural("runAdded", view.added)}</p>}
      {active && (
        <ProgressBar
          label={t("runProgress")}
          value={ended(counts)}
          max={counts.total}
          text={countsText(run.action, counts)}
        />
      )}
      {holding && (
        <p class="undo-line">
          <button
            ref={undo}
            type="button"
            class="undo"
            aria-keyshortcuts="Alt+Shift+U"
            onClick={() => onUndo(run.id)}
          >
            {t("undo")}
          </button>
          <span class="hint" aria-hidden="true">
            Alt+Shift+U
          </span>
        </p>
      )}
    </>
  );
}

/** Alt+Shift+U brings the focus to Undo, which stops the clock; from there Enter takes the run back. */
function useUndoKey(on: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!on) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === "KeyU") {
        event.preventDefault();
        button.current?.focus();
      }
    };
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [on]);
  return button;
}
