/** What surfaces draw of a run, made from its record and its tally. Pure. */
import { nextDay } from "./day";
import { usedToday } from "./pace";
import { type RollingWindow, WINDOW_MS } from "./rolling-window";
import type { PauseReason, Run, RunView } from "./run";
import { effectiveLimit } from "./slowdown";
import { isEnded } from "./steer";
import type { PaceRecord, RunRecord } from "./store";
import type { Tally } from "./tally";

/** The unread mark can be put back for so long after a run has ended. */
export const MARK_UNREAD_MS = 7 * 24 * 60 * 60 * 1000;

/** A request takes about so long; only for the estimate of the end. */
const EXCHANGE_MS = 300;

export interface ViewContext {
  readonly now: number;
  readonly elapsed: number;
  readonly pace: PaceRecord;
  readonly settings: { readonly requestsPerMinute: number; readonly dailyLimit: number | null };
  readonly window: RollingWindow;
  /** The disk refuses: shown in place of the state that could not be written. */
  readonly trouble?: PauseReason | undefined;
  /** Names that are not on disk. */
  readonly names?: ReadonlyMap<string, string> | undefined;
}

export function viewOf(record: RunRecord, tally: Tally, at: ViewContext): RunView {
  const run = publicRun(record, at.trouble);
  const counts = tally.counts();
  const limit = effectiveLimit(at.settings.requestsPerMinute, record.slow);
  const { dailyLimit } = at.settings;
  return {
    run,
    counts,
    requestsPerMinute: limit,
    finishAt: finishAt(run, counts.pending, counts.leased, limit, at),
    failures: tally.failures().map((f) => ({ ...f, name: at.names?.get(f.urn) ?? f.name })),
    skips: tally.skips(),
    added: record.added,
    daily: dailyLimit === null ? undefined : { used: usedToday(at.pace, at.now), limit: dailyLimit },
    markUnreadUntil: counts.done > 0 ? markUnreadUntil(record, at.pace, at.now) : undefined,
  };
}

/** undefined: it can't be taken back any more, or never could. */
export function markUnreadUntil(run: RunRecord, pace: PaceRecord, now: number): number | undefined {
  if (run.action !== "seen" || run.ephemeral || pace.unreadUnsupported) return undefined;
  const until = (run.endedAt ?? now) + MARK_UNREAD_MS;
  return now < until ? until : undefined;
}

function publicRun(record: RunRecord, trouble: PauseReason | undefined): Run {
  const { v, seq, size, slow, streak, added, ...run } = record;
  void [v, seq, size, slow, streak, added];
  return trouble && !isEnded(record) ? { ...run, state: "paused", pauseReason: trouble } : run;
}

function finishAt(
  run: Run,
  pending: number,
  leased: number,
  limit: number,
  at: ViewContext,
): number | undefined {
  if (run.state === "paused" || run.endedAt !== undefined) return undefined;
  if (pending === 0) return leased === 0 ? undefined : at.now + EXCHANGE_MS;
  const { dailyLimit } = at.settings;
  if (dailyLimit !== null) {
    const later = pending - Math.max(0, dailyLimit - usedToday(at.pace, at.now));
    if (later > 0) return endAfterMidnight(later, dailyLimit, limit, at.now);
  }
  const start = Math.max(run.state === "holding" ? run.holdUntil : 0, run.waitUntil ?? 0, at.now);
  const paced = at.now + at.window.estimateMs(pending, limit, at.elapsed);
  return Math.max(start, paced) + EXCHANGE_MS;
}

/** What today's share leaves: full days from the next midnight on, then the rest on the last. */
function endAfterMidnight(pending: number, dailyLimit: number, limit: number, now: number): number {
  const days = Math.ceil(pending / dailyLimit);
  const onLast = pending - (days - 1) * dailyLimit;
  return nextDay(now, days) + WINDOW_MS * Math.floor((onLast - 1) / limit) + EXCHANGE_MS;
}
