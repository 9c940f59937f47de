/**
 * What the queue relies on, for the disk that ships and for the one that its own tests use.
 * Seen red by: active runs in the order of their ids; records merged with what was there before; items due whatever
 * their time; items of every run whose id begins alike; places that can't be given back; a deleted run whose items
 * stay; a failed transaction that is not taken back; a transaction that reads what was there before it.
 */
import { deleteDB } from "idb";
import { beforeEach, describe, expect, test } from "vitest";
import { createQueueStore } from "../../../lib/extension/queue-store";
import { newItem } from "../../../lib/queue/item";
import {
  EMPTY_PACE,
  type ItemRecord,
  type QueueReads,
  type QueueStore,
  type RunRecord,
} from "../../../lib/queue/store";
import { MemoryDisk } from "./memory-disk";
import { urn } from "./world";

const run = (id: string, seq: number, more: Partial<RunRecord> = {}): RunRecord => ({
  v: 1,
  id,
  seq,
  size: 0,
  action: "seen",
  source: "popup",
  createdAt: 1_000 + seq,
  holdUntil: 2_000,
  state: "running",
  ephemeral: false,
  ...more,
});

const item = (runId: string, n: number, more: Partial<ItemRecord> = {}): ItemRecord => ({
  ...newItem(runId, n, { urn: urn(n), name: `N${n}` }, 0),
  ...more,
});

let number = 0;
const stores: [string, () => QueueStore | Promise<QueueStore>][] = [
  ["IndexedDB", () => createQueueStore(`contract-${number}`)],
  ["the tests' own disk", () => new MemoryDisk()],
];

describe.each(stores)("%s", (_, make) => {
  let store: QueueStore;
  beforeEach(async () => {
    number += 1;
    await deleteDB(`contract-${number}`);
    store = await make();
  });

  const read = <T>(work: (reads: QueueReads) => Promise<T>) => store.read(work);

  test("runs: active ones in their order, ended ones by their end, the latest first", async () => {
    await store.write("strict", async (tx) => {
      await tx.putRun(run("a", 2));
      await tx.putRun(run("b", 1));
      await tx.putRun(run("c", 3, { endedAt: 50 }));
      await tx.putRun(run("d", 4, { endedAt: 70 }));
      await tx.putRun(run("e", 5, { endedAt: 60 }));
    });
    expect((await read((r) => r.activeRuns())).map((r) => r.id)).toEqual(["b", "a"]);
    expect((await read((r) => r.endedRuns(2))).map((r) => r.id)).toEqual(["d", "e"]);
    expect(await read((r) => r.endedRuns(Number.MAX_SAFE_INTEGER))).toHaveLength(3);
    expect(await read((r) => r.run("none"))).toBeUndefined();
  });

  test("a run comes back as it was put, and an ended run can be active again", async () => {
    const active = run("a", 1, { streak: { kind: "not-found", count: 2 }, pauseDetail: "words" });
    await store.write("strict", (tx) => tx.putRun({ ...active, endedAt: 5 }));
    expect(await read((r) => r.activeRuns())).toEqual([]);
    await store.write("strict", (tx) => tx.putRun(active));
    expect(await read((r) => r.run("a"))).toEqual(active);
    expect(await read((r) => r.activeRuns())).toEqual([active]);
    expect(await read((r) => r.endedRuns(9))).toEqual([]);
  });

  test("due: never delayed ones first in their order, then by their time, none before its time", async () => {
    await store.write("relaxed", async (tx) => {
      await tx.putItem(item("a", 0, { notBefore: 100 }));
      await tx.putItem(item("a", 1, { notBefore: 50 }));
      await tx.putItem(item("a", 3));
      await tx.putItem(item("a", 2));
      await tx.putItem(item("a", 4, { state: "leased" }));
      await tx.putItem(item("b", 5));
    });
    const due = async (now: number, limit = 99) =>
      (await read((r) => r.due("a", now, limit))).map((i) => i.order);
    expect(await due(49)).toEqual([2, 3]);
    expect(await due(50)).toEqual([2, 3, 1]);
    expect(await due(100)).toEqual([2, 3, 1, 0]);
    expect(await due(100, 2)).toEqual([2, 3]);
    expect(await read((r) => r.firstDue("a"))).toBe(0);
    expect(await read((r) => r.firstDue("a", 0))).toBe(50);
    expect(await read((r) => r.firstDue("a", 50))).toBe(100);
    expect(await read((r) => r.firstDue("a", 100))).toBeUndefined();
    expect(await read((r) => r.firstDue("none"))).toBeUndefined();
  });

  test("states and items of one run only", async () => {
    await store.write("relaxed", async (tx) => {
      await tx.putItem(item("a", 2, { state: "done", endedAt: 5 }));
      await tx.putItem(item("a", 1, { state: "failed", reason: "network", endedAt: 6 }));
      await tx.putItem(item("a", 0, { state: "failed", reason: "network", endedAt: 7 }));
      await tx.putItem(item("ab", 3));
    });
    const states = await read((r) => r.states("a"));
    expect(states).toEqual({
      pending: [],
      leased: [],
      done: [urn(2)],
      skipped: [],
      failed: [urn(0), urn(1)],
    });
    expect((await read((r) => r.items("a"))).map((i) => i.order)).toEqual([0, 1, 2]);
    expect((await read((r) => r.inState("a", "failed"))).map((i) => i.order)).toEqual([0, 1]);
    expect((await read((r) => r.inState("a", "failed", 1))).map((i) => i.order)).toEqual([0]);
    expect((await read((r) => r.endedItems(6))).map((i) => i.order)).toEqual([1, 0]);
    expect((await read((r) => r.item("a", urn(2))))?.state).toBe("done");
    expect(await read((r) => r.item("a", urn(9)))).toBeUndefined();
  });

  test("an item that is put again takes the place of the old one in every index", async () => {
    await store.write("relaxed", (tx) => tx.putItem(item("a", 0, { endedAt: 4, state: "done" })));
    await store.write("relaxed", (tx) => tx.putItem(item("a", 0)));
    expect((await read((r) => r.states("a"))).done).toEqual([]);
    expect(await read((r) => r.endedItems(0))).toEqual([]);
    expect(await read((r) => r.due("a", 0, 9))).toHaveLength(1);
  });

  test("slots and pace", async () => {
    expect(await read((r) => r.pace())).toEqual(EMPTY_PACE);
    await store.write("relaxed", async (tx) => {
      await tx.putSlot({ token: "x", endedAt: 0 });
      await tx.putSlot({ token: "y", endedAt: 5 });
      await tx.putSlot({ token: "x", endedAt: 9 });
      await tx.putPace({ ...EMPTY_PACE, days: { "2026-11-03": 4 } });
    });
    expect(await read((r) => r.slots())).toEqual([
      { token: "x", endedAt: 9 },
      { token: "y", endedAt: 5 },
    ]);
    await store.write("relaxed", (tx) => tx.deleteSlots(["x", "none"]));
    expect(await read((r) => r.slots())).toHaveLength(1);
    expect((await read((r) => r.pace())).days).toEqual({ "2026-11-03": 4 });
  });

  test("a deleted run takes its items with it and nobody else's", async () => {
    await store.write("relaxed", async (tx) => {
      for (const id of ["a", "ab"]) {
        await tx.putRun(run(id, 1));
        await tx.putItem(item(id, 1));
      }
      await tx.deleteRun("a");
    });
    expect(await read((r) => r.run("a"))).toBeUndefined();
    expect(await read((r) => r.items("a"))).toEqual([]);
    expect(await read((r) => r.items("ab"))).toHaveLength(1);
  });

  test("a transaction that throws has written nothing", async () => {
    const failing = store.write("strict", async (tx) => {
      await tx.putRun(run("a", 1));
      await tx.putItem(item("a", 1));
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await read((r) => r.run("a"))).toBeUndefined();
    expect(await read((r) => r.items("a"))).toEqual([]);
  });

  test("inside a transaction what it has put can be read; transactions run one after another", async () => {
    const add = () =>
      store.write("relaxed", async (tx) => {
        const pace = await tx.pace();
        await tx.putPace({ ...pace, nextSeq: pace.nextSeq + 1 });
        return (await tx.pace()).nextSeq;
      });
    expect(await Promise.all(Array.from({ length: 20 }, add))).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 2),
    );
  });
});
