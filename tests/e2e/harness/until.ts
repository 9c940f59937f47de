import { setTimeout as delay } from "node:timers/promises";

/** With CHAOS set a run mostly waits for its alarm, 30 s after each death of the worker. */
const PATIENCE = process.env.CHAOS ? 6 : 1;

export interface UntilOptions {
  /** Milliseconds; generous, because two noisy cores run browser, server and test. */
  readonly timeout?: number;
  readonly every?: number;
}

/** Asks again until the answer is neither undefined, null nor false, and returns it. Throws with `what` after the timeout. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  { timeout = 15_000, every = 50 }: UntilOptions = {},
): Promise<Exclude<T, undefined | null | false>> {
  const end = performance.now() + timeout * PATIENCE;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) {
        return answer as Exclude<T, undefined | null | false>;
      }
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) throw new Error(`Waited ${timeout} ms in vain: ${what}`, { cause: last });
    await delay(every);
  }
}
