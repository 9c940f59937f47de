/** What holds for every run: gates, waits that the server asked for, the daily count, the clock. Pure. */
import { dayOf, nextDay } from "./day";
import type { PauseReason } from "./run";
import type { Block, Gate, PaceRecord } from "./store";

const KEEP_DAYS = 3;
/** A shorter wait is the ordinary pace and not a state that people see. */
const SHOWN_FROM_MS = 65_000;
const OFFLINE_FIRST_MS = 60_000;
const OFFLINE_MAX_MS = 300_000;
/** With more server errors it is not worth the wait, and items use up their attempts. */
const REST_UP_TO = 12;
const REST_FIRST_MS = 500;
const REST_FACTOR = 1.4;

/** What stops every run, because the next request of any would meet the same. */
const GATES: ReadonlySet<PauseReason> = new Set<PauseReason>([
  "key-missing",
  "key-refused",
  "no-subscription",
  "permission-lost",
  "offline",
  "daily-limit",
  "storage-failed",
]);

export function isGate(reason: PauseReason | undefined): boolean {
  return reason !== undefined && GATES.has(reason);
}

/** What a new key may mend. */
export const KEY_REASONS: readonly PauseReason[] = ["key-missing", "key-refused", "no-subscription"];

export function isAboutKey(reason: PauseReason): boolean {
  return KEY_REASONS.includes(reason);
}

/** Requests begun today. */
export function usedToday(pace: PaceRecord, now: number): number {
  return pace.days[dayOf(now)] ?? 0;
}

/** Counts requests in the transaction that writes their leases, so it is exact although it is a sum. */
export function withRequests(pace: PaceRecord, count: number, now: number): PaceRecord {
  const days = { ...pace.days, [dayOf(now)]: usedToday(pace, now) + count };
  const kept = Object.entries(days)
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .slice(0, KEEP_DAYS);
  return { ...pace, days: Object.fromEntries(kept), seen: Math.max(pace.seen, now) };
}

/** Closes the gate for every run. Offline opens by itself after 1, 2, 4, then 5 minutes, to try one request. */
export function withGate(
  pace: PaceRecord,
  reason: PauseReason,
  now: number,
  more: Pick<Gate, "detail" | "keyId"> = {},
): PaceRecord {
  const open = !pace.gate || (pace.gate.until !== undefined && pace.gate.until <= now);
  if (!open && pace.gate?.reason === reason) return pace;
  // A key that was refused stays refused, whatever else comes in meanwhile.
  if (!open && pace.gate?.reason === "key-refused") return pace;
  if (reason !== "offline") return { ...pace, gate: { ...more, reason, since: now } };
  const count = (pace.offlineCount ?? 0) + 1;
  const until = now + Math.min(OFFLINE_MAX_MS, OFFLINE_FIRST_MS * 2 ** (count - 1));
  return { ...pace, offlineCount: count, gate: { reason, since: now, until } };
}

/** Opens the gate if it is closed for one of `reasons`. */
export function withoutGate(pace: PaceRecord, reasons: readonly PauseReason[]): PaceRecord {
  return pace.gate && reasons.includes(pace.gate.reason) ? { ...pace, gate: undefined } : pace;
}

/** The gate in effect. */
export function currentGate(pace: PaceRecord, dailyLimit: number | null, now: number): Gate | undefined {
  if (pace.gate && (pace.gate.until === undefined || pace.gate.until > now)) return pace.gate;
  if (dailyLimit === null || usedToday(pace, now) < dailyLimit) return undefined;
  return { reason: "daily-limit", since: now, until: nextDay(now) };
}

/** Nobody sends before `until`; an earlier, longer wait stays. `own`: after server errors, not told by the server. */
export function withBlock(
  pace: PaceRecord,
  until: number,
  now: number,
  { shown = false, own = false }: { readonly shown?: boolean; readonly own?: boolean },
): PaceRecord {
  const block = pace.block && pace.block.until > now ? pace.block : undefined;
  // Of two waits that overlap only one is kept: what the server has told stays in it.
  const isOwn = own && (block === undefined || block.own === true);
  const next: Block = {
    until: Math.max(until, block?.until ?? 0),
    shown: shown || (block?.shown ?? false) || until - now > SHOWN_FROM_MS,
    ...(isOwn ? { own: true } : {}),
  };
  return { ...pace, block: next };
}

/**
 * A server in trouble is left alone for longer with each error. Chromium does the same to extensions: after two
 * answers 500, 503 or 509 it refuses requests to the same address, unsent, for 0.7 s × 1.4 per error, and `fetch`
 * says no more than "failed". Counted and grown alike, with a margin, a few bad seconds cost no attempts and no places
 * of the window on such refusals. Source: extension_throttle_entry.cc.
 */
export function withServerError(pace: PaceRecord, now: number): PaceRecord {
  const next = { ...pace, serverErrors: (pace.serverErrors ?? 0) + 1 };
  if (next.serverErrors > REST_UP_TO) return next;
  const rest = Math.round(REST_FIRST_MS * REST_FACTOR ** (next.serverErrors - 1));
  return withBlock(next, now + rest, now, { own: true });
}

/** A success takes one error back, as it does in Chromium. */
export function withSuccess(pace: PaceRecord): PaceRecord {
  const left = (pace.serverErrors ?? 0) - 1;
  return { ...pace, offlineCount: undefined, serverErrors: left > 0 ? left : undefined };
}

/** Whether the next request will get through is anyone's guess. */
export function isDoubtful({ offlineCount = 0, serverErrors = 0 }: PaceRecord): boolean {
  return offlineCount > 0 || (serverErrors > 0 && serverErrors <= REST_UP_TO);
}

/** Everything that waits, moved along with a clock that was set back by `ms`. */
export function paceSetBack(pace: PaceRecord, ms: number, now: number): PaceRecord {
  const { gate, block } = pace;
  return {
    ...pace,
    seen: now,
    gate: gate && { ...gate, until: gate.until === undefined ? undefined : gate.until - ms },
    block: block && { ...block, until: block.until - ms },
  };
}
