import { Driver, mailboxWith } from "../kit/driver.ts";
import { usedHeap, workerSession } from "../kit/heap.ts";
import { type RunFigure, runFigure } from "./short-runs.ts";

const N = 1_000;
const UNLIMITED_LATENCY = 100;
/** The most that the settings allow: it never binds at ten in flight. */
const PER_MINUTE = 6_000;

export interface UnlimitedFigures {
  readonly run: RunFigure;
  /** Of the background, after garbage collection, and after how many conversations of its life. */
  readonly heap: readonly { readonly items: number; readonly bytes: number }[];
}

/** No limit at the server. */
export async function measureUnlimited(repetitions: number): Promise<UnlimitedFigures> {
  const world = { ...mailboxWith(N * repetitions + 50), rateLimit: null, latencyMs: UNLIMITED_LATENCY };
  await using driver = await Driver.open({ world, requestsPerMinute: PER_MINUTE });
  const times: number[] = [];
  const heap: { items: number; bytes: number }[] = [];
  await driver.run(50, 60_000);
  const session = await workerSession(driver.stage);
  const look = async () => {
    heap.push({ items: driver.world.api.marks().length, bytes: await usedHeap(session) });
  };
  await look();
  for (let i = 0; i < repetitions; i++) {
    times.push((await driver.run(N, 180_000)).ms);
    await look();
  }
  return { run: runFigure(N, null, UNLIMITED_LATENCY, times), heap };
}
