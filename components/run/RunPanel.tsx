import { isActive } from "../../lib/outcome/progress";
import type { RunView } from "../../lib/queue/run";
import { ActiveRun } from "./ActiveRun";
import { EndedRun } from "./EndedRun";

export interface RunCallbacks {
  onUndo(runId: string): void;
  onPause(runId: string): void;
  onResume(runId: string): void;
  onStop(runId: string): void;
  onRetryFailed(runId: string): void;
  onMarkUnread(runId: string): void;
  onDismissRun(runId: string): void;
  onGrantHost(): void;
  onCopy(text: string): void;
}

interface Props {
  readonly view: RunView;
  readonly now: number;
  /** Marking as unread again is not offered where ConnectSafely has no such call. */
  readonly markUnreadUnavailable?: boolean | undefined;
  readonly callbacks: RunCallbacks;
}

export function RunPanel(props: Props) {
  return (
    <section class={`run run-${props.view.run.state}`} aria-labelledby="run-title">
      {isActive(props.view.run.state) ? <ActiveRun {...props} /> : <EndedRun {...props} />}
    </section>
  );
}
