/**
 * Ratios of one run, with room for a busy machine: they fail when something is of another order, and say the figure.
 * The goals themselves, and how far they are met, are in docs/BENCHMARKS.md.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { minimumTime } from "../bench/kit/minimum-time.ts";
import { LATENCY } from "../bench/measures/latency.ts";
import { type LongRun, longRun } from "../bench/measures/long-runs.ts";
import { measureInbox } from "../bench/measures/page-cost.ts";
import { measureUnlimited } from "../bench/measures/unlimited-runs.ts";

const N = 65;
let limited: Promise<LongRun>;

// It waits for the clock nearly all of its time, and the others measure meanwhile.
beforeAll(() => {
  limited = longRun(N);
  limited.catch(() => {});
});
afterAll(() => limited.catch(() => {}));

// Seen red with every answer read twenty-one times: 0.50.
test("An inbox of 300 costs the page at most four tenths of what the page itself spends on it", async () => {
  const { added, without, floor } = await measureInbox(300, 4);
  const told = JSON.stringify({ added, without });
  expect(without.median).toBeGreaterThan(0);
  expect(floor.characters).toBeGreaterThan(1_000_000);
  expect(added.median / without.median, told).toBeLessThan(0.4);
});

// Seen red with one request in flight instead of ten: 11.5.
test("1,000 conversations without a limit take at most 1.4 times the least possible", async () => {
  const { run } = await measureUnlimited(1);
  expect(run.ratio.median, JSON.stringify(run)).toBeGreaterThanOrEqual(0.9);
  expect(run.ratio.median, JSON.stringify(run)).toBeLessThan(1.4);
});

// Seen red with a window of 65 s: 1.11.
test(`${N} conversations at 60 a minute take at most 1.07 times the least possible, none refused`, async () => {
  const run = await limited;
  const told = JSON.stringify(run);
  expect(run.unmarked, told).toBe(0);
  expect(run.refused, told).toBe(0);
  expect(run.ms / minimumTime(N, 60, LATENCY), told).toBeLessThan(1.07);
});
