import { locale, t } from "../../lib/extension/i18n";
import { canMarkUnread } from "../../lib/outcome/progress";
import { clockText } from "../../lib/outcome/time-text";
import type { RunView } from "../../lib/queue/run";
import { CloseIcon } from "../controls/icons";
import { skipTexts } from "../texts";
import type { RunCallbacks } from "./callbacks";
import { Failures } from "./Failures";

interface Props {
  readonly view: RunView;
  readonly now: number;
  readonly markUnreadUnavailable?: boolean | undefined;
  readonly callbacks: RunCallbacks;
}

/** What was done and what can be done about it. The outcome itself is in the status above. */
export function EndedRun({ view, now, markUnreadUnavailable, callbacks }: Props) {
  const { run, counts } = view;
  const undoable = canMarkUnread(view, now) && !markUnreadUnavailable;
  return (
    <>
      <h2 id="run-title" class="small soft">
        {t(
          run.state === "stopped" ? "runStoppedAt" : "runFinishedAt",
          clockText(run.endedAt ?? run.createdAt, now, locale()),
        )}
      </h2>
      <button
        type="button"
        class="icon-button dismiss"
        aria-label={t("dismiss")}
        title={t("dismiss")}
        onClick={() => callbacks.onDismissRun(run.id)}
      >
        <CloseIcon />
      </button>
      {skipTexts(view).map((text) => (
        <p key={text}>{text}</p>
      ))}
      {counts.failed > 0 && (
        <Failures failures={view.failures} total={counts.failed} onCopy={callbacks.onCopy} />
      )}
      {(counts.failed > 0 || undoable) && (
        <div class="actions">
          {counts.failed > 0 && (
            <button type="button" class="button primary" onClick={() => callbacks.onRetryFailed(run.id)}>
              {t("retryFailed")}
            </button>
          )}
          {undoable && (
            <button type="button" class="button" onClick={() => callbacks.onMarkUnread(run.id)}>
              {t("markUnreadAgain")}
            </button>
          )}
        </div>
      )}
      {undoable && <p class="small soft">{t("markUnreadNote")}</p>}
    </>
  );
}
