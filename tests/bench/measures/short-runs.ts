import { Driver, mailboxWith } from "../kit/driver.ts";
import { minimumTime } from "../kit/minimum-time.ts";
import { type Figure, figure } from "../kit/stats.ts";
import { LATENCY } from "./latency.ts";

const SHORT = [10, 60] as const;

export interface RunFigure {
  readonly n: number;
  readonly perMinute: number | null;
  readonly latency: number;
  readonly minimumMs: number;
  readonly ms: Figure;
  readonly ratio: Figure;
}

/**
 * Runs that end within the first minute's allowance. Each repetition needs an empty window, so they are taken between
 * other measurements, whenever a minute has passed.
 */
export class ShortRuns implements AsyncDisposable {
  readonly #driver: Driver;
  readonly #times = new Map<number, number[]>(SHORT.map((n) => [n, []]));
  #turn = 0;

  private constructor(driver: Driver) {
    this.#driver = driver;
  }

  static async open(turns: number): Promise<ShortRuns> {
    const world = { ...mailboxWith(60 * turns), rateLimit: { perMinute: 60 }, latencyMs: LATENCY };
    return new ShortRuns(await Driver.open({ world, requestsPerMinute: 60 }));
  }

  /** Waits for an empty window; then one run of 60, or five of 10. */
  async next(): Promise<void> {
    await this.#driver.windowEmpty();
    const n = this.#turn++ % 2 === 0 ? 60 : 10;
    for (let i = 0; i < (n === 10 ? 5 : 1); i++) {
      this.#times.get(n)?.push((await this.#driver.run(n, 60_000)).ms);
    }
  }

  figures(): RunFigure[] {
    return SHORT.flatMap((n) => {
      const times = this.#times.get(n) ?? [];
      return times.length > 0 ? [runFigure(n, 60, LATENCY, times)] : [];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#driver[Symbol.asyncDispose]();
  }
}

export function runFigure(
  n: number,
  perMinute: number | null,
  latency: number,
  times: readonly number[],
): RunFigure {
  const minimumMs = minimumTime(n, perMinute, latency);
  return {
    n,
    perMinute,
    latency,
    minimumMs,
    ms: figure(times),
    ratio: figure(times.map((ms) => ms / minimumMs)),
  };
}
