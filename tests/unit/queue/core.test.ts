/**
 * What commands, drainer and history share: the books in memory, what is told after a commit, other calls of the key.
 * Seen red by: books that stay open; items not followed by the books; books opened by a commit while nobody drains, or
 * by a transaction that failed; a run whose record alone has changed not told; what is done told of every run; no last
 * view of a deleted run; a run deleted out of the history told with its last known view; a view with the settings of
 * the last drain; keys told apart by their id alone, or by the words of a change alone; an error with nobody to report
 * to thrown; a sender that throws taken for a refusal; a word that comes as the lock is let go unheard; an earlier
 * worker's places not counted by other calls; every other call waiting.
 */
import { describe, expect, test } from "vitest";
import { Core } from "../../../lib/queue/core";
import type { QueueDeps, QueueEvent } from "../../../lib/queue/deps";
import { newItem } from "../../../lib/queue/item";
import { createQueue } from "../../../lib/queue/queue";
import type { RunView } from "../../../lib/queue/run";
import { EMPTY_PACE, type RunRecord } from "../../../lib/queue/store";
import { MemoryDisk } from "./memory-disk";
import { urn, urns, World } from "./world";

const run = (id: string, seq: number, more: Partial<RunRecord> = {}): RunRecord => ({
  v: 1,
  id,
  seq,
  size: 1,
  action: "seen",
  source: "popup",
  createdAt: 0,
  holdUntil: 0,
  state: "running",
  ephemeral: false,
  ...more,
});
const item = (runId: string, n: number) => newItem(runId, n, { urn: urn(n), name: `N${n}` }, 0);

function setUp(more: Partial<QueueDeps> = {}) {
  const disk = new MemoryDisk();
  const told: { view: RunView; event: QueueEvent }[] = [];
  const core = new Core({
    clock: { now: () => 1_000, sleep: async () => {} },
    store: disk,
    send: async () => ({ kind: "done" }),
    pace: async () => ({ requestsPerMinute: 33, dailyLimit: null }),
    random: () => 0.5,
    lock: async (work) => work(),
    wake: { at: async () => {}, clear: async () => {} },
    changed: (view, event) => void told.push({ view, event }),
    ...more,
  });
  return { disk, core, told };
}

describe("the books in memory", () => {
  test("are opened with the active runs and closed again", async () => {
    const { core, disk } = setUp();
    await disk.write("strict", async (tx) => {
      for (const each of [run("b", 2), run("a", 1), run("over", 0, { endedAt: 5 })]) await tx.putRun(each);
      await tx.putItem(item("a", 0));
      await tx.putPace({ ...EMPTY_PACE, nextSeq: 9 });
    });
    await core.openBooks();
    expect(core.books().map((book) => book.run.id)).toEqual(["a", "b"]);
    expect(core.book("a")?.tally.counts().pending).toBe(1);
    expect(core.pace.nextSeq).toBe(9);
    core.closeBooks();
    expect(core.books()).toEqual([]);
  });

  test("follow each commit: a new run, an item, the pace, an end", async () => {
    const { core } = setUp();
    await core.openBooks();
    await core.write("strict", async (tx) => {
      await tx.putRun(run("a", 1));
      await tx.putItem(item("a", 0));
      await tx.putPace({ ...EMPTY_PACE, nextSeq: 4 });
    });
    expect(core.book("a")?.tally.counts().pending).toBe(1);
    expect(core.pace.nextSeq).toBe(4);
    await core.write("strict", async (tx) => {
      await tx.putItem({ ...item("a", 0), state: "done" });
      await tx.putRun(run("a", 1, { state: "paused" }));
    });
    expect(core.book("a")?.tally.counts()).toMatchObject({ pending: 0, done: 1 });
    expect(core.book("a")?.run.state).toBe("paused");
    await core.write("strict", (tx) => tx.putRun(run("a", 1, { state: "finished", endedAt: 5 })));
    expect(core.book("a")).toBeUndefined();
  });

  test("are not kept while nobody drains", async () => {
    const { core } = setUp();
    await core.write("strict", (tx) => tx.putRun(run("a", 1)));
    expect(core.books()).toEqual([]);
    await core.openBooks();
    core.closeBooks();
    await core.write("strict", (tx) => tx.putRun(run("b", 2)));
    expect(core.books()).toEqual([]);
  });

  test("know nothing of a transaction that failed", async () => {
    const { core } = setUp();
    await core.openBooks();
    const failing = core.write("strict", async (tx) => {
      await tx.putRun(run("a", 1));
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(core.books()).toEqual([]);
    await core.write("strict", async () => {});
    expect(core.books()).toEqual([]);
  });
});

describe("what is told after a commit", () => {
  test("a run whose record alone has changed, as a change", async () => {
    const { core, told } = setUp();
    await core.write("strict", (tx) => tx.putRun(run("a", 1)));
    await core.notifier.flush();
    expect(told.map(({ view, event }) => [view.run.id, event.kind, event.done])).toEqual([
      ["a", "changed", []],
    ]);
  });

  test("each run that changed, with what was done of it and nothing of another", async () => {
    const { core, told } = setUp();
    await core.openBooks();
    await core.write("strict", async (tx) => {
      await tx.putRun(run("a", 1));
      await tx.putRun(run("b", 2));
      await tx.putItem({ ...item("a", 0), state: "done" });
      await tx.putItem({ ...item("b", 1), state: "done" });
      await tx.putItem(item("b", 2));
      tx.tell("a", "started");
    });
    await core.notifier.flush();
    expect(told.map(({ view, event }) => [view.run.id, event.kind, event.done])).toEqual([
      ["a", "started", [urn(0)]],
      ["b", "changed", [urn(1)]],
    ]);
    expect(told[0]?.view.requestsPerMinute).toBe(15);
  });

  test("of a run that is deleted its last view, and its names are forgotten", async () => {
    const { core, told } = setUp();
    core.privateNames.set("a", new Map([[urn(0), "Ada"]]));
    await core.openBooks();
    await core.write("strict", async (tx) => {
      await tx.putRun(run("a", 1, { ephemeral: true }));
      await tx.putItem({ ...item("a", 0), name: "", state: "failed", reason: "network" });
    });
    await core.notifier.flush();
    await core.write("strict", async (tx) => {
      await tx.putRun(run("a", 1, { ephemeral: true, state: "finished", endedAt: 9 }));
      await tx.deleteRun("a");
      tx.tell("a", "ended");
    });
    await core.notifier.flush();
    expect(told.at(-1)?.event.kind).toBe("ended");
    expect(told.at(-1)?.view.run.state).toBe("finished");
    expect(told.at(-1)?.view.failures[0]?.name).toBe("Ada");
    expect(core.privateNames.size).toBe(0);
    expect(core.book("a")).toBeUndefined();
  });

  test("of a run deleted out of the history nothing", async () => {
    const { core, told } = setUp();
    await core.write("strict", (tx) => tx.putRun(run("a", 1, { endedAt: 5 })));
    await core.notifier.flush();
    const before = told.length;
    await core.write("strict", (tx) => tx.deleteRun("a"));
    await core.notifier.flush();
    expect(told).toHaveLength(before);
  });
});

test("a view outside a drain has the settings of now", async () => {
  const { core } = setUp();
  await core.write("strict", (tx) => tx.putRun(run("a", 1)));
  expect((await core.view("a"))?.requestsPerMinute).toBe(33);
  expect(await core.view("none")).toBeUndefined();
});

test("keys are told apart by their id and by each word of a change", async () => {
  let keyId: string | undefined = "one";
  const { core } = setUp({ keyId: async () => keyId });
  const tags = new Set<string>();
  const note = async () => {
    await core.readSettings();
    tags.add(core.keyTag);
  };
  await note();
  keyId = "two";
  await note();
  keyId = undefined;
  await note();
  core.keyGeneration += 1;
  await note();
  expect(tags.size).toBe(4);
  await note();
  expect(tags.size).toBe(4);
});

test("without anyone to report to, an error stops nothing", async () => {
  const { core } = setUp({ pace: async () => Promise.reject(new Error("no")) });
  await core.readSettings();
  expect(core.settings.requestsPerMinute).toBe(15);
});

test("a sender that throws at once counts as a broken connection", async () => {
  const disk = new MemoryDisk();
  const reported: unknown[] = [];
  const queue = createQueue({
    clock: { now: Date.now, sleep: async () => {} },
    store: disk,
    send: () => {
      throw new Error("bug");
    },
    pace: async () => ({ requestsPerMinute: 1, dailyLimit: null }),
    random: () => 0.5,
    lock: async (work) => work(),
    wake: { at: async () => {}, clear: async () => {} },
    changed: () => {},
    report: (error) => reported.push(error),
  });
  await queue.start({
    action: "seen",
    source: "popup",
    items: [{ urn: urn(0), name: "N" }],
    ephemeral: false,
    holdMs: 0,
  });
  await queue.drain();
  const [only] = [...disk.runs.keys()].flatMap((id) => disk.items(id));
  expect(only).toMatchObject({ state: "pending", strikes: 1, lastReason: "network" });
  expect(reported).toHaveLength(1);
});

test("a word that comes as the lock is let go is heeded", async () => {
  const disk = new MemoryDisk();
  const sent: string[] = [];
  let dailyLimit = 1;
  let raised = false;
  const queue = createQueue({
    clock: { now: Date.now, sleep: async () => {} },
    store: disk,
    send: async (each) => {
      sent.push(each.urn);
      return { kind: "done" };
    },
    pace: async () => ({ requestsPerMinute: 60, dailyLimit }),
    random: () => 0.5,
    lock: async (work) => {
      const result = await work();
      dailyLimit = 2;
      if (!raised) void queue.drain();
      raised = true;
      return result;
    },
    wake: { at: async () => {}, clear: async () => {} },
    changed: () => {},
  });
  const items = urns(2).map((each) => ({ urn: each, name: "N" }));
  await queue.start({ action: "seen", source: "popup", items, ephemeral: false, holdMs: 0 });
  await queue.drain();
  expect(sent).toEqual(urns(2));
});

test("a call that waits counts what an earlier worker has sent", async () => {
  const world = new World();
  world.limit = 2;
  await world.started(urns(2));
  await world.pass(1_000);
  world.kill();
  let at = 0;
  void world.queue.counted(
    async () => {
      at = world.clock.time;
    },
    { wait: true },
  );
  await world.pass(59_000);
  expect(at).toBe(0);
  await world.pass(3_000);
  expect(at).toBeGreaterThanOrEqual(60_100);
});

test("a call that does not wait goes at once even when the minute is full", async () => {
  const world = new World();
  world.limit = 1;
  await world.started(urns(1));
  await world.pass(1_000);
  let at = 0;
  await world.queue.counted(async () => {
    at = world.clock.time;
  });
  expect(at).toBe(1_000);
});
