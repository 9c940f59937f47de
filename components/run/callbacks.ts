/** What can be done about a run, by its id. */
export interface RunCallbacks {
  onUndo(runId: string): void;
  onPause(runId: string): void;
  onResume(runId: string): void;
  onStop(runId: string): void;
  onRetryFailed(runId: string): void;
  onMarkUnread(runId: string): void;
  onDismissRun(runId: string): void;
  onCopy(text: string): Promise<void>;
}
