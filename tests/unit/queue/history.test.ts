/**
 * What was done, read from the records.
 * Seen red by: the run that ended first, or the first active one, taken for the current one; any paused run giving way
 * to another; ended runs listed before active ones; mark-unread offered for what failed; search by exact letters;
 * unread runs in the chart; yesterday's requests in today's count; purge that drops what is newer, and erase that goes
 * by the clock or takes active runs too.
 */
import { describe, expect, test } from "vitest";
import { urn, urns, World } from "./world";

const DAY = 24 * 3_600_000;
const names = (...list: string[]) => list.map((name, n) => ({ urn: urn(n), name }));

async function finished(world: World, ...args: Parameters<World["started"]>): Promise<string> {
  const runId = await world.started(...args);
  await world.pass(120_000);
  return runId;
}

describe("current", () => {
  test("nothing at first, then the active run, then the one that ended last", async () => {
    const world = new World();
    expect(await world.queue.current()).toBeUndefined();
    const first = await finished(world, urns(1));
    const second = await world.started(urns(1), { holdMs: 1_000 });
    expect((await world.queue.current())?.run.id).toBe(second);
    await world.queue.undo(second);
    await world.pass(100);
    expect((await world.queue.current())?.run.id).toBe(second);
    await world.queue.erase();
    expect(await world.queue.current()).toBeUndefined();
    expect(await world.queue.view(first)).toBeUndefined();
  });

  test("a run that a person has paused gives way to one that is on", async () => {
    const world = new World();
    const first = await world.started(urns(3), { holdMs: 5_000 });
    await world.queue.pause(first);
    expect((await world.queue.current())?.run.id).toBe(first);
    const second = await world.started(urns(3), { holdMs: 5_000, action: "unread" });
    expect((await world.queue.current())?.run.id).toBe(second);
  });

  test("a run that stands still for another reason does not: that is what a person has to know", async () => {
    const world = new World();
    world.answer = () => ({ kind: "pause", reason: "api-moved" });
    const first = await world.started(urns(3));
    await world.pass(1_000);
    await world.started(urns(3), { holdMs: 5_000, action: "unread" });
    expect((await world.queue.current())?.run.id).toBe(first);
  });
});

test("views: active ones first, then by their end, no more than asked for", async () => {
  const world = new World();
  const a = await finished(world, urns(1));
  const b = await finished(world, urns(1));
  const c = await world.started(urns(1), { holdMs: 5_000 });
  expect((await world.queue.views(10)).map((v) => v.run.id)).toEqual([c, b, a]);
  expect((await world.queue.views(2)).map((v) => v.run.id)).toEqual([c, b]);
  // Erased between the look and the view.
  const [views] = await Promise.all([world.queue.views(10), world.queue.erase()]);
  expect(views.map((v) => v.run.id)).toEqual([c]);
});

test("items: every conversation of a run in its order, with what became of it", async () => {
  const world = new World();
  world.answer = (i) =>
    i.order === 1 ? { kind: "fail", reason: "not-found", detail: "gone" } : { kind: "done" };
  const runId = await finished(world, names("Ada", "Bo"));
  const until = (await world.view(runId)).markUnreadUntil;
  expect(await world.queue.items(runId)).toEqual([
    {
      runId,
      action: "seen",
      urn: urn(0),
      name: "Ada",
      state: "done",
      reason: undefined,
      detail: undefined,
      attempts: 1,
      endedAt: expect.any(Number),
      markUnreadUntil: until,
    },
    expect.objectContaining({
      name: "Bo",
      state: "failed",
      reason: "not-found",
      detail: "gone",
      markUnreadUntil: undefined,
    }),
  ]);
  expect(await world.queue.items("none")).toEqual([]);
});

test("search: by name, any case and alphabet, newest first, bounded", async () => {
  const world = new World();
  const first = await finished(world, names("Ada Łukasz", "Bo"));
  const second = await finished(world, names("ada again", "Cy"), { action: "unread" });
  const found = await world.queue.search(" ADA ", 10);
  expect(found.map((i) => [i.runId, i.name])).toEqual([
    [second, "ada again"],
    [first, "Ada Łukasz"],
  ]);
  expect(found.map((i) => i.action)).toEqual(["unread", "seen"]);
  expect(await world.queue.search("łuk", 10)).toHaveLength(1);
  // As in the popup: accents aside, and every word wherever it stands.
  expect(await world.queue.search("ŁUKÁSZ", 10)).toHaveLength(1);
  expect(await world.queue.search("", 10)).toHaveLength(4);
  expect(await world.queue.search("", 3)).toHaveLength(3);
  expect(await world.queue.search("nobody", 3)).toEqual([]);
});

test("per day: conversations marked as seen, by local day, oldest first", async () => {
  const world = new World();
  world.answer = (i) => (i.order === 0 ? { kind: "fail", reason: "not-found" } : { kind: "done" });
  const runId = await finished(world, urns(4));
  await finished(world, urns(2, 20), { action: "unread" });
  await world.pass(2 * DAY);
  await finished(world, urns(3, 50));
  expect(await world.queue.perDay(30)).toEqual([
    { day: "2026-11-03", count: 3 },
    { day: "2026-11-05", count: 2 },
  ]);
  expect(await world.queue.perDay(1)).toEqual([{ day: "2026-11-05", count: 2 }]);
  expect(runId).toBeDefined();
});

test("used today: every request begun since local midnight, failed ones too, and none of yesterday's", async () => {
  const world = new World();
  expect(await world.queue.usedToday()).toBe(0);
  world.answer = (i) => (i.order === 0 ? { kind: "fail", reason: "not-found" } : { kind: "done" });
  await finished(world, urns(4));
  expect(await world.queue.usedToday()).toBe(4);
  await world.pass(DAY);
  expect(await world.queue.usedToday()).toBe(0);
});

describe("purge and erase", () => {
  test("what ended longer ago goes, with all its items; what is newer or active stays", async () => {
    const world = new World();
    const old = await finished(world, urns(2));
    await world.pass(10 * DAY);
    const recent = await finished(world, urns(2));
    const active = await world.started(urns(2), { holdMs: 60_000 });
    await world.queue.purge(7);
    expect(world.disk.durabilities.at(-1)).toBe("strict");
    expect([...world.disk.runs.keys()]).toEqual([recent, active]);
    expect(world.disk.items(old)).toEqual([]);
    await world.queue.purge(0);
    expect([...world.disk.runs.keys()]).toEqual([active]);
  });

  test("erase takes everything that has ended, also when the clock was set back since", async () => {
    const world = new World();
    await finished(world, urns(2));
    world.clock.offset -= 3 * DAY;
    await world.queue.erase();
    expect(world.disk.runs.size).toBe(0);
    expect(await world.queue.search("", 10)).toEqual([]);
  });

  test("erased in the middle of a run, the run goes on", async () => {
    const world = new World();
    world.latency = 1_000;
    const runId = await world.started(urns(20));
    await world.pass(500);
    await world.queue.erase();
    await world.pass(10_000);
    expect((await world.view(runId)).counts.done).toBe(20);
  });
});
