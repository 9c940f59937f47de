import { expect, test } from "vitest";
import { urns, World } from "./world";

test("a run of 30 is sent once each, in order, and ends finished", async () => {
  const world = new World();
  const runId = await world.started(urns(30));
  await world.pass(2_000);
  expect(world.requests.map((r) => r.urn)).toEqual(urns(30));
  const view = await world.view(runId);
  expect(view.run.state).toBe("finished");
  expect(view.counts).toEqual({ total: 30, pending: 0, leased: 0, done: 30, skipped: 0, failed: 0 });
  expect(world.alarm).toBeUndefined();
});

test("no more than ten are in flight, and a place that frees is filled at once", async () => {
  const world = new World();
  await world.started(urns(30));
  await world.pass(2_000);
  expect(world.mostInFlight).toBe(10);
  expect(world.requests.map((r) => r.time)).toEqual([0, 100, 200].flatMap((t) => Array(10).fill(t)));
});

test("the first burst goes at once, the rest a minute after the exchanges that hold its places ended", async () => {
  const world = new World();
  await world.started(urns(130));
  await world.pass(200_000);
  expect(world.requests).toHaveLength(130);
  expect(world.requests.filter((r) => r.time < 1_000)).toHaveLength(60);
  expect(world.busiestMinute()).toBe(60);
  expect(world.requests.at(-1)?.time).toBeLessThan(122_000);
});
