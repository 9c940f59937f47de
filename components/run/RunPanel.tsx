import { t } from "../../lib/extension/i18n";
import { isActive } from "../../lib/outcome/progress";
import type { RunView } from "../../lib/queue/run";
import { ActiveRun } from "./ActiveRun";
import type { RunCallbacks } from "./callbacks";
import { EndedRun } from "./EndedRun";
import { RunLive } from "./RunLive";

interface Props {
  readonly view: RunView | undefined;
  /** Why a press did not start a run; empty: it did. */
  readonly problem: string;
  readonly now: number;
  /** Marking as unread again is not offered where ConnectSafely has no such call. */
  readonly markUnreadUnavailable?: boolean | undefined;
  readonly callbacks: RunCallbacks;
}

/** A run and its live regions, which are there before it is. */
export function RunPanel({ view, problem, ...rest }: Props) {
  return (
    <section class={view ? "run" : "run-idle"} aria-label={t("runProgress")}>
      <RunLive view={view} problem={problem} />
      {view &&
        (isActive(view.run.state) ? <ActiveRun view={view} {...rest} /> : <EndedRun view={view} {...rest} />)}
    </section>
  );
}
