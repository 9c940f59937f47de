/**
 * How long the server asks us to wait. Its documents disagree on units, so every reading is bounded: a value in
 * the past, unreadable or beyond a day is no hint at all.
 */
import type { AnswerBody } from "./body";

/** The longest hold documented is 24 h. */
const MAX_WAIT_MS = 25 * 60 * 60 * 1000;

/** A reset below this is a number of seconds from now, as in the IETF draft, not a moment of 1970. */
const MAX_RELATIVE_SECONDS = 86_400;
const EPOCH_MS_FROM = 100_000_000_000;

export interface RateHints {
  /** The latest of all readable hints, ms from `now`; undefined: none. */
  readonly waitMs?: number | undefined;
  /** `X-RateLimit-Remaining: 0`: the next request would be refused. */
  readonly exhausted: boolean;
}

/** `now` is ours; moments are measured against the server's own `Date` where it sent one. */
export function rateHints(headers: Headers, body: AnswerBody | undefined, now: number): RateHints {
  const serverNow = serverTime(headers, now);
  const waits = [
    retryAfterMs(headers.get("retry-after"), serverNow),
    momentMs(headers.get("x-ratelimit-reset"), serverNow),
    momentMs(body?.holdUntil === undefined ? null : String(body.holdUntil), serverNow),
  ].filter((wait): wait is number => wait !== undefined && wait >= 0 && wait <= MAX_WAIT_MS);
  return {
    waitMs: waits.length > 0 ? Math.max(...waits) : undefined,
    exhausted: /^0+$/.test(headers.get("x-ratelimit-remaining") ?? ""),
  };
}

function serverTime(headers: Headers, now: number): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isFinite(date) ? date : now;
}

/** Seconds or a date. */
function retryAfterMs(text: string | null, now: number): number | undefined {
  const value = text ?? "";
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  return /[a-z]/i.test(value) ? dateMs(value, now) : undefined;
}

/** ISO-8601, a Unix time in seconds or milliseconds, or seconds from now. */
function momentMs(text: string | null, now: number): number | undefined {
  const value = text?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(value)) {
    const number = Number(value);
    if (number <= MAX_RELATIVE_SECONDS) return number * 1000;
    if (number >= EPOCH_MS_FROM) return number - now;
    // Whole seconds are cut off, not rounded: the moment lies somewhere in that second.
    return (number + 1) * 1000 - now;
  }
  return /^\d{4}-\d\d-\d\dT/.test(value) ? dateMs(value, now) : undefined;
}

function dateMs(text: string, now: number): number | undefined {
  const time = Date.parse(text);
  return Number.isFinite(time) ? time - now : undefined;
}
