/** What an answer means for its run and for all runs. Pure. */
import type { SendResult } from "./deps";
import { isGate, withBlock, withGate, withServerError, withSuccess } from "./pace";
import { recovered, slowedDown } from "./slowdown";
import { paused } from "./steer";
import type { PaceRecord, RunRecord, Streak } from "./store";

/** Without any hint from the server. */
const WAIT_MS = 60_000;
/** Added to what the server says, so that not everyone comes back in the same second. */
const EXTRA_MS = 1_000;
const EXTRA_SPREAD_MS = 4_000;
/** Failures in a row that make the account, or the API itself, the suspect. */
const SUSPICIOUS = 5;
/** After the account turned out to be fine, so many more before it is asked for again. */
const ASK_AGAIN = 20;

export interface OutcomeContext {
  readonly now: number;
  readonly random: () => number;
  /** The person's limit. */
  readonly setting: number;
  /** Epoch ms of the request's lease. */
  readonly begunAt: number;
  /** The key it was sent with. */
  readonly keyId: string | undefined;
  /** Something of the run is done. */
  readonly anyDone: boolean;
  /** Someone can be asked for the account's status. */
  readonly canAsk: boolean;
}

export function runAfter(run: RunRecord, result: SendResult, at: OutcomeContext): RunRecord {
  switch (result.kind) {
    case "done":
      // As it is where nothing changes: an untouched record need not be written.
      if (!run.streak && !run.slow) return run;
      return { ...run, streak: undefined, slow: recovered(run.slow, at.setting, at.now) };
    case "wait":
      return {
        ...run,
        slow: slowedDown(run.slow, {
          setting: at.setting,
          hinted: result.waitMs !== undefined,
          begunAt: at.begunAt,
          now: at.now,
        }),
      };
    case "pause":
      return isGate(result.reason) || run.state === "stopped"
        ? run
        : paused(run, result.reason, result.detail);
    case "fail": {
      if (!result.suspect) return run;
      const streak = longer(run.streak, "not-found");
      const suspicious = streak.count >= SUSPICIOUS && !at.anyDone && run.state !== "stopped";
      return suspicious
        ? paused({ ...run, streak: undefined }, result.suspect, result.detail)
        : { ...run, streak };
    }
    case "retry": {
      if (result.reason !== "server-error" || !at.canAsk) return run;
      const streak = longer(run.streak, "server-error");
      return { ...run, streak: { ...streak, ask: streak.ask || streak.count >= SUSPICIOUS } };
    }
  }
}

/** After the account's status was asked for. */
export function runAfterAsking(run: RunRecord, condition: "fine" | "disconnected" | "unknown"): RunRecord {
  if (!run.streak?.ask) return run;
  const asked = { ...run, streak: { kind: "server-error", count: SUSPICIOUS - ASK_AGAIN } as const };
  return condition === "disconnected" && run.state !== "stopped"
    ? paused({ ...asked, streak: undefined }, "account-disconnected")
    : asked;
}

export function paceAfter(
  pace: PaceRecord,
  run: RunRecord,
  result: SendResult,
  at: OutcomeContext,
): PaceRecord {
  const next = withBlockFor(pace, run, result, at);
  switch (result.kind) {
    case "done":
      return next.offlineCount === undefined && next.serverErrors === undefined ? next : withSuccess(next);
    case "retry":
      return result.reason === "server-error" ? withServerError(next, at.now) : next;
    case "pause":
      return isGate(result.reason)
        ? withGate(next, result.reason, at.now, { detail: result.detail, keyId: at.keyId })
        : next;
    case "fail":
      return result.reason === "unsupported" ? { ...next, unreadUnsupported: true } : next;
    default:
      return next;
  }
}

function withBlockFor(pace: PaceRecord, run: RunRecord, result: SendResult, at: OutcomeContext): PaceRecord {
  if (result.kind === "wait") {
    // Told to come back at once, and refused again without a success between: then a minute after all.
    const again = run.slow !== undefined && run.slow.successes === 0 && at.begunAt > run.slow.at;
    const told = result.waitMs ?? WAIT_MS;
    const wait = again ? Math.max(told, WAIT_MS) : told;
    return withBlock(pace, at.now + wait + EXTRA_MS + Math.round(at.random() * EXTRA_SPREAD_MS), at.now, {
      shown: true,
    });
  }
  if (result.kind === "retry" && result.waitMs !== undefined) {
    return withBlock(pace, at.now + result.waitMs, at.now, { shown: true });
  }
  return result.blockMs === undefined ? pace : withBlock(pace, at.now + result.blockMs, at.now, {});
}

function longer(streak: Streak | undefined, kind: Streak["kind"]): Streak {
  return streak?.kind === kind ? { ...streak, count: streak.count + 1 } : { kind, count: 1 };
}
