/** What state a run is in. Pure: a record in, a record out. */
import { isGate } from "./pace";
import type { PauseReason } from "./run";
import type { Gate, PaceRecord, RunRecord } from "./store";

/** A countdown that a page holds goes on after this: the page may be gone. */
const MAX_HELD_MS = 60_000;

export function isEnded(run: RunRecord): boolean {
  return run.endedAt !== undefined;
}

/** When the hold ends, epoch ms. */
export function holdEnd(run: RunRecord): number {
  return run.heldSince === undefined ? run.holdUntil : Math.max(run.holdUntil, run.heldSince + MAX_HELD_MS);
}

/** The state that an active run has to be in now. */
export function steered(
  run: RunRecord,
  at: { readonly now: number; readonly gate: Gate | undefined; readonly pace: PaceRecord },
): RunRecord {
  if (run.state === "stopped" || run.state === "finished") return run;
  if (run.state === "paused" && !isGate(run.pauseReason)) return run;
  if (run.state === "holding" && at.now < holdEnd(run)) return run;
  if (at.gate) return paused(run, at.gate.reason, at.gate.detail, at.gate.until);
  const block = at.pace.block;
  if (block?.shown && block.until > at.now) {
    return run.state === "waiting" && run.waitUntil === block.until
      ? run
      : { ...plain(run), state: "waiting", waitUntil: block.until };
  }
  return run.state === "running" ? run : { ...plain(run), state: "running" };
}

export function paused(
  run: RunRecord,
  reason: PauseReason,
  detail?: string | undefined,
  waitUntil?: number | undefined,
): RunRecord {
  if (run.state === "paused" && run.pauseReason === reason && run.waitUntil === waitUntil) return run;
  return { ...plain(run), state: "paused", pauseReason: reason, pauseDetail: detail, waitUntil };
}

/** Out of a pause: what it goes on with is for `steered` to say. */
export function unpaused(run: RunRecord, now: number): RunRecord {
  return { ...plain(run), state: now < run.holdUntil ? "holding" : "running", streak: undefined };
}

/** Nothing more is begun; it has ended when nothing is on the wire any more. */
export function halted(run: RunRecord): RunRecord {
  return { ...plain(run), state: "stopped" };
}

export function ended(run: RunRecord, now: number): RunRecord {
  return { ...plain(run), state: run.state === "stopped" ? "stopped" : "finished", endedAt: now };
}

/** Failed items go again: a run that has ended, or is about to, is on once more. */
export function restarted(run: RunRecord, now: number): RunRecord {
  // Its hold is long over, even if the clock was set back since.
  const again = { ...run, streak: undefined, added: undefined, holdUntil: Math.min(run.holdUntil, now) };
  return isEnded(run) || run.state === "stopped"
    ? { ...unpaused(again, now), state: "running", endedAt: undefined }
    : again;
}

/** Times moved along with a clock that was set back by `ms`. */
export function runSetBack(run: RunRecord, ms: number): RunRecord {
  const back = (time: number | undefined) => (time === undefined ? undefined : time - ms);
  return {
    ...run,
    holdUntil: run.holdUntil - ms,
    heldSince: back(run.heldSince),
    waitUntil: back(run.waitUntil),
    slow: run.slow && { ...run.slow, at: run.slow.at - ms, since: back(run.slow.since) },
  };
}

function plain(run: RunRecord): RunRecord {
  return {
    ...run,
    pauseReason: undefined,
    pauseDetail: undefined,
    waitUntil: undefined,
    heldSince: undefined,
  };
}
