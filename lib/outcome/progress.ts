import type { Run, RunCounts, RunState, RunView } from "../queue/run";

/** Items that have come to an end, whatever end. */
export function ended(counts: RunCounts): number {
  return counts.done + counts.skipped + counts.failed;
}

export function toGo(counts: RunCounts): number {
  return counts.pending + counts.leased;
}

export function isActive(state: RunState): boolean {
  return state !== "finished" && state !== "stopped";
}

/** 0 to 3, the last quarter passed: what is spoken, so that a long run is not read out item by item. */
export function quarter(counts: RunCounts): number {
  return counts.total === 0 ? 0 : Math.min(3, Math.floor((4 * ended(counts)) / counts.total));
}

/** Whole seconds until `at`, never negative; the last one is shown as 1 until it is over. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}

/** The countdown of a hold; it stands still while the in-page message is hovered. */
export function undoSeconds({ holdUntil, heldSince }: Run, now: number): number {
  return secondsUntil(holdUntil, heldSince ?? now);
}

export function canMarkUnread(view: RunView, now: number): boolean {
  return view.markUnreadUntil !== undefined && now < view.markUnreadUntil && view.counts.done > 0;
}

/** Requests that the daily limit still allows; the limit may have been lowered below what is used. */
export function leftToday({ used, limit }: NonNullable<RunView["daily"]>): number {
  return Math.max(0, limit - used);
}
