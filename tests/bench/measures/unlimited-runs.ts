import { Driver, mailboxWith } from "../kit/driver.ts";
import { usedHeap, workerSession } from "../kit/heap.ts";
import { IN_FLIGHT } from "../kit/minimum-time.ts";
import { type RunFigure, runFigure } from "./short-runs.ts";

const N = 1_000;
const WARM_UP = 50;
/** What they show is the same each time. */
const BARE = 4;
const UNLIMITED_LATENCY = 100;
const WINDOW_MS = 60_000;
/** The most that the settings allow: it never binds at ten in flight. */
const PER_MINUTE = 6_000;

export interface UnlimitedFigures {
  readonly run: RunFigure;
  /** As many requests by a page of the extension, ten at a time: what browser and server take without any queue. */
  readonly bare: RunFigure;
  /** Of the background, after garbage collection, and after how many conversations of its life; a minute after a run. */
  readonly heap: readonly { readonly items: number; readonly bytes: number }[];
}

/** No limit at the server. */
export async function measureUnlimited(repetitions: number): Promise<UnlimitedFigures> {
  const world = {
    ...mailboxWith(N * repetitions + 4 * WARM_UP),
    rateLimit: null,
    latencyMs: UNLIMITED_LATENCY,
  };
  await using driver = await Driver.open({ world, requestsPerMinute: PER_MINUTE });
  const times: number[] = [];
  const bare: number[] = [];
  const heap: { items: number; bytes: number }[] = [];
  await driver.run(WARM_UP, 60_000);
  const session = await workerSession(driver.stage);
  let items = WARM_UP;
  // What has become read is kept for up to 2,000 conversations of a tab: the third run has filled that.
  const looks = new Set([0, 2, repetitions - 1]);
  for (let i = 0; i < repetitions; i++) {
    times.push((await driver.run(N, 180_000)).ms);
    items += N;
    if (i < BARE) bare.push(await driver.bareRequests(N, IN_FLIGHT));
    if (!looks.has(i)) continue;
    // The window of the last minute holds a slot for each of its requests; the next run finds it empty.
    await new Promise((done) => setTimeout(done, WINDOW_MS));
    await driver.run(WARM_UP, 60_000);
    items += WARM_UP;
    heap.push({ items, bytes: await usedHeap(session) });
  }
  return {
    run: runFigure(N, null, UNLIMITED_LATENCY, times),
    bare: runFigure(N, null, UNLIMITED_LATENCY, bare),
    heap,
  };
}
