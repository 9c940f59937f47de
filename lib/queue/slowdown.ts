/** How far a run slows down after a 429, and how it comes back. */
import { WINDOW_MS } from "./rolling-window";
import type { Slowdown } from "./store";

/** The write limit that a newer catalogue of the API names: under every limit that may apply. */
const UNHINTED_LIMIT = 15;
const MIN_LIMIT = 4;

/** The limit in effect. */
export function effectiveLimit(setting: number, slow: Slowdown | undefined): number {
  return Math.max(1, Math.min(setting, slow?.limit ?? setting));
}

/**
 * After a 429: 15 a minute when the server gave no hint, half when it did. Answers to requests begun before the
 * last slowdown say nothing new: a burst of ten slows down once.
 */
export function slowedDown(
  slow: Slowdown | undefined,
  answer: {
    readonly setting: number;
    readonly hinted: boolean;
    readonly begunAt: number;
    readonly now: number;
  },
): Slowdown {
  if (slow && answer.begunAt <= slow.at) return slow;
  const current = effectiveLimit(answer.setting, slow);
  const half = Math.floor(current / 2);
  const limit = slow || answer.hinted ? half : Math.min(UNHINTED_LIMIT, half);
  return { limit: Math.min(current, Math.max(MIN_LIMIT, limit)), at: answer.now, successes: 0 };
}

/**
 * A success: when a minute of them has gone well at this limit it rises by a tenth; at the setting it is over. Not
 * sooner, because the rise would otherwise fall into the very minute that it was measured in.
 */
export function recovered(slow: Slowdown | undefined, setting: number, now: number): Slowdown | undefined {
  if (!slow) return undefined;
  const since = slow.since ?? now;
  const successes = slow.successes + 1;
  if (successes < slow.limit || now - since < WINDOW_MS) return { ...slow, since, successes };
  const limit = slow.limit + Math.max(1, Math.round(slow.limit / 10));
  return limit >= setting ? undefined : { ...slow, limit, since: now, successes: 0 };
}
