/**
 * The disk across versions and troubles. Seen red by: letting `upgrade` throw without aborting (half a migration is
 * then committed under the new number); leaving out `blocking`; reading an index under a name that version 1 doesn't
 * have; leases that no start-up takes back; opening whatever version is there; a failed write that resolves, or is not
 * aborted; not writing what is done.
 */
import { deleteDB, openDB } from "idb";
import { beforeEach, describe, expect, test } from "vitest";
import { createQueueStore, type Migration, QUEUE_DATABASE } from "../../../lib/extension/queue-store";
import type { QueueDeps } from "../../../lib/queue/deps";
import { createQueue } from "../../../lib/queue/queue";
import v1 from "../../fixtures/queue-store/v1.json";
import { VirtualClock } from "../queue/virtual-clock";

beforeEach(() => deleteDB(QUEUE_DATABASE));

/** Writes a store as an old version left it, without any of today's code. */
async function plant(fixture: typeof v1): Promise<void> {
  const database = await openDB(QUEUE_DATABASE, fixture.version, {
    upgrade(db) {
      for (const { name, keyPath, indexes } of fixture.stores) {
        const store = db.createObjectStore(name, { keyPath });
        for (const index of indexes) store.createIndex(index.name, index.keyPath);
      }
    },
  });
  for (const { name, records, ...rest } of fixture.stores) {
    for (const [i, record] of records.entries()) {
      await database.put(name, record, "keys" in rest ? rest.keys?.[i] : undefined);
    }
  }
  database.close();
}

function queueOver(store: QueueDeps["store"], clock: VirtualClock, sent: string[] = []) {
  return createQueue({
    clock: {
      now: () => clock.wall,
      elapsed: () => clock.time,
      sleep: (ms, signal) => clock.after(ms, signal),
    },
    store,
    send: async (item) => {
      sent.push(`${item.runId} ${item.order}`);
      return { kind: "done" };
    },
    pace: async () => ({ requestsPerMinute: 60, dailyLimit: null }),
    random: () => 0.5,
    lock: async (work) => work(),
    wake: { at: async () => {}, clear: async () => {} },
    changed: () => {},
  });
}

/** fake-indexeddb takes macrotasks, so time is let pass in small real steps. */
async function drained(queue: ReturnType<typeof queueOver>, clock: VirtualClock): Promise<void> {
  let ended = false;
  void queue.drain().then(() => {
    ended = true;
  });
  for (let n = 0; n < 5_000 && !ended; n += 1) await clock.pass(20);
  expect(ended).toBe(true);
}

describe("a store of version 1, in the middle of two runs", () => {
  test("opens and is carried on: what was leased is sent again, what was done is not", async () => {
    await plant(v1);
    const clock = new VirtualClock();
    clock.time = 1_000;
    const sent: string[] = [];
    const queue = queueOver(createQueueStore(), clock, sent);
    const [seen, unread] = ["mw0giw00-eeeeeeee", "mw0giwb4-eeeeeeee"];
    expect((await queue.view(seen))?.counts).toEqual({
      total: 12,
      pending: 3,
      leased: 3,
      done: 4,
      skipped: 1,
      failed: 1,
    });
    await drained(queue, clock);
    expect((await queue.view(seen))?.run.state).toBe("finished");
    expect((await queue.view(seen))?.counts).toEqual({
      total: 12,
      pending: 0,
      leased: 0,
      done: 10,
      skipped: 1,
      failed: 1,
    });
    expect((await queue.view(unread))?.counts.done).toBe(1);
    expect(sent.filter((s) => s.startsWith(seen)).sort()).toEqual(
      [6, 7, 8, 9, 10, 11].map((n) => `${seen} ${n}`).sort(),
    );
    expect(await queue.search("فاطمة", 5)).toHaveLength(1);
  });
});

describe("migration", () => {
  const today: readonly Migration[] = [
    async () => {
      throw new Error("a store of version 1 is there already");
    },
  ];
  const toTwo: Migration = async (_, transaction) => {
    for (const run of await transaction.objectStore("runs").getAll()) {
      await transaction.objectStore("runs").put({ ...run, pauseDetail: "migrated" });
    }
  };

  test("runs inside the upgrade and sees what was there", async () => {
    await plant(v1);
    const store = createQueueStore(QUEUE_DATABASE, [...today, toTwo]);
    const runs = await store.read((r) => r.activeRuns());
    expect(runs.map((r) => r.pauseDetail)).toEqual(["migrated", "migrated"]);
  });

  test("one that fails half way takes everything back: no run is dropped, and the old version still works", async () => {
    await plant(v1);
    const failing: Migration = async (database, transaction) => {
      await toTwo(database, transaction);
      await transaction.objectStore("items").clear();
      throw new Error("half way");
    };
    const broken = createQueueStore(QUEUE_DATABASE, [...today, failing]);
    await expect(broken.read((r) => r.activeRuns())).rejects.toThrow();
    await expect(broken.write("strict", async () => 1)).rejects.toThrow();
    const before = createQueueStore();
    const runs = await before.read((r) => r.activeRuns());
    expect(runs.map((r) => r.pauseDetail)).toEqual([undefined, undefined]);
    expect(await before.read((r) => r.items("mw0giw00-eeeeeeee"))).toHaveLength(12);
  });

  test("a store of a newer version is left as it is", async () => {
    await plant(v1);
    await createQueueStore(QUEUE_DATABASE, [...today, toTwo]).read((r) => r.slots());
    const older = createQueueStore();
    await expect(older.read((r) => r.activeRuns())).rejects.toThrow();
    const newer = createQueueStore(QUEUE_DATABASE, [...today, toTwo]);
    expect(await newer.read((r) => r.activeRuns())).toHaveLength(2);
  });

  test("an open store steps aside for an upgrade, and says so when used again", async () => {
    const open = createQueueStore();
    await open.write("strict", (tx) => tx.putSlot({ token: "x", endedAt: 1 }));
    const upgraded = createQueueStore(QUEUE_DATABASE, [...today, async () => {}]);
    expect(await upgraded.read((r) => r.slots())).toHaveLength(1);
    await expect(open.read((r) => r.slots())).rejects.toThrow();
  });
});

describe("trouble", () => {
  test("a write that fails rejects with its reason, and the store goes on", async () => {
    const store = createQueueStore();
    const failing = store.write("strict", async (tx) => {
      await tx.putSlot({ token: "x", endedAt: 1 });
      await tx.putSlot({ token: undefined, endedAt: 1 } as never);
    });
    await expect(failing).rejects.toThrow();
    expect(await store.read((r) => r.slots())).toEqual([]);
    await store.write("strict", (tx) => tx.putSlot({ token: "y", endedAt: 1 }));
    expect(await store.read((r) => r.slots())).toHaveLength(1);
  });
});

test("a run over the real store: every conversation is sent once and ends as seen", async () => {
  const clock = new VirtualClock();
  const sent: string[] = [];
  const first = queueOver(createQueueStore(), clock, sent);
  const items = Array.from({ length: 40 }, (_, n) => ({
    urn: `urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAViewer,2-${n}==)` as never,
    name: `N${n}`,
  }));
  const started = await first.start({ action: "seen", source: "popup", items, ephemeral: false, holdMs: 0 });
  await drained(first, clock);
  const view = started.ok ? await first.view(started.runId) : undefined;
  expect(view?.counts).toMatchObject({ total: 40, done: 40 });
  expect(new Set(sent).size).toBe(40);
  expect(sent).toHaveLength(40);
});
