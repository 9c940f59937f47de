/**
 * Why conversations of a run were left alone, counted for the views.
 * Seen red by: a later worker that reads no skipped items; reasons of which there was none listed with 0.
 */
import { describe, expect, test } from "vitest";
import { urns, World } from "./world";

describe("what a run left alone", () => {
  test("is counted by its reason, and a worker born later counts the same", async () => {
    const world = new World();
    world.latency = 2_000;
    world.check = async (i) => (i.order === 1 ? "already-read" : i.order < 4 ? "new-message" : undefined);
    const runId = await world.started(urns(30));
    await world.pass(500);
    const skips = (await world.view(runId)).skips;
    expect(skips?.slice().sort((a, b) => a.count - b.count)).toEqual([
      { reason: "already-read", count: 1 },
      { reason: "new-message", count: 3 },
    ]);
    await world.queue.stop(runId);
    await world.pass(3_000);
    const view = await world.view(runId);
    expect(view.skips).toEqual([
      { reason: "stopped", count: 16 },
      { reason: "new-message", count: 3 },
      { reason: "already-read", count: 1 },
    ]);
    expect(view.skips?.reduce((sum, { count }) => sum + count, 0)).toBe(view.counts.skipped);
    world.kill();
    expect(await world.view(runId)).toMatchObject({ skips: view.skips, counts: view.counts });
  });

  test("is nothing where nothing was", async () => {
    const world = new World();
    const runId = await world.started(urns(2));
    await world.pass(1_000);
    expect((await world.view(runId)).skips).toEqual([]);
  });
});
