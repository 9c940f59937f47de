import { setTimeout as delay } from "node:timers/promises";
import { Driver, mailboxWith, type RunTimes } from "../kit/driver.ts";
import { LATENCY } from "./latency.ts";

const DEATH_EVERY_MS = 20_000;

export interface Trouble {
  /** Each twentieth request is answered with a 500. */
  readonly errors?: boolean;
  /** The worker is stopped once, when about half is marked. */
  readonly killedOnce?: boolean;
  /** The worker is stopped every 20 s. */
  readonly deaths?: boolean;
}

export interface LongRun extends RunTimes {
  readonly n: number;
  readonly kills: number;
  readonly unmarked: number;
  /** From the press to the last answer, ms. */
  readonly allMs: number;
}

/** One run at 60 a minute, longer than a minute, in a browser of its own. */
export async function longRun(n: number, trouble: Trouble = {}): Promise<LongRun> {
  const world = { ...mailboxWith(n), rateLimit: { perMinute: 60 }, latencyMs: LATENCY };
  await using driver = await Driver.open({ world, requestsPerMinute: 60 });
  const { stage } = driver;
  if (trouble.errors) stage.world.api.faults.every(20, "error-500");
  const chosen = stage.world.mailbox.unread().slice(0, n);
  await driver.windowEmpty();
  const over = new AbortController();
  let kills = 0;
  const kill = async () => {
    if (over.signal.aborted || !stage.workerAlive) return;
    await stage.stopWorker();
    kills += 1;
  };
  const killing = (async () => {
    if (trouble.killedOnce) {
      await stage.world.api.waitFor(() => stage.world.api.marks().length >= n / 2, 600_000);
      await kill();
    }
    while (trouble.deaths) {
      await delay(DEATH_EVERY_MS, undefined, { signal: over.signal });
      await kill();
    }
  })().catch((error: unknown) => {
    if (!over.signal.aborted) throw error;
  });
  const result = await driver.run(n, (n / 60 + 6) * 60_000);
  over.abort();
  await killing;
  const unmarked = chosen.filter((each) => !each.read).length;
  return { ...result, n, kills, unmarked, allMs: result.ms + result.beforeMs };
}
