/** A rolling window, strict: never more than `perMinute` accepted in any 60 s. Refused requests do not count. */
export interface RateLimit {
  /** null: over the limit; else counted. */
  take(): RateState;
  set(limit: { perMinute: number } | null): void;
}

export interface RateState {
  readonly allowed: boolean;
  /** undefined: no limit is set, and no headers are sent. */
  readonly limit?: number;
  readonly used: number;
  /** Epoch ms at which the next place frees. */
  readonly resetAt: number;
}

const WINDOW_MS = 60_000;

export function createRateLimit(initial: { perMinute: number } | null, now: () => number): RateLimit {
  let limit = initial;
  let taken: number[] = [];
  return {
    set(next) {
      limit = next;
    },
    take() {
      const at = now();
      taken = taken.filter((t) => t > at - WINDOW_MS);
      if (!limit) return { allowed: true, used: 0, resetAt: at };
      const allowed = taken.length < limit.perMinute;
      if (allowed) taken.push(at);
      return { allowed, limit: limit.perMinute, used: taken.length, resetAt: (taken[0] ?? at) + WINDOW_MS };
    },
  };
}

/** The documented headers; "on every response". */
export function rateHeaders(state: RateState, action: string): Record<string, string> {
  if (state.limit === undefined) return {};
  return {
    "x-ratelimit-action": action,
    "x-ratelimit-limit": String(state.limit),
    "x-ratelimit-used": String(state.used),
    "x-ratelimit-remaining": String(Math.max(0, state.limit - state.used)),
    "x-ratelimit-reset": new Date(state.resetAt).toISOString(),
  };
}

/** The documented 429 body with a hold. */
export function limitExceeded(action: string, used: number, limit: number, resetAt: number): object {
  const at = new Date(resetAt).toISOString();
  return {
    success: false,
    error: `Rate limit exceeded for ${action}: ${used}/${limit} used. Resets at ${at}`,
    holdUntil: at,
  };
}
