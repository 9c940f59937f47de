/**
 * The queue's disk: IndexedDB, which content scripts can't read and whose transactions hold several records
 * together. One record an item, so that a write costs the same in a run of 10 and of 10,000.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import type { ConversationUrn } from "../conversation";
import type { ItemState } from "../queue/run";
import {
  EMPTY_PACE,
  type ItemRecord,
  type PaceRecord,
  type QueueReads,
  type QueueStore,
  type QueueTransaction,
  type RunRecord,
  type SlotRecord,
} from "../queue/store";

const STATES: readonly ItemState[] = ["pending", "leased", "done", "skipped", "failed"];
const LAST = Number.MAX_SAFE_INTEGER;

/** `active` is there only while a run has not ended, so its index holds active runs only. */
type StoredRun = RunRecord & { readonly active?: 1 };
/** An index leaves out records that lack one of its fields, so this one is always there. */
type StoredItem = ItemRecord & { readonly notBefore: number };

export interface QueueSchema extends DBSchema {
  runs: {
    key: string;
    value: StoredRun;
    indexes: { active: [number, number]; ended: number };
  };
  items: {
    key: [string, string];
    value: StoredItem;
    indexes: { turn: [string, string, number, number]; ended: number };
  };
  slots: { key: string; value: SlotRecord };
  meta: { key: string; value: PaceRecord };
}

type Database = IDBPDatabase<QueueSchema>;
type Stores = StoreNames<QueueSchema>[];
type Upgrade = IDBPTransaction<QueueSchema, Stores, "versionchange">;

/**
 * Step n brings a store from version n to n + 1. A step that throws takes the whole upgrade back: the store stays
 * as it was, and the next start tries again.
 */
export type Migration = (database: Database, transaction: Upgrade) => Promise<void>;

const MIGRATIONS: readonly Migration[] = [
  async (database) => {
    const runs = database.createObjectStore("runs", { keyPath: "id" });
    runs.createIndex("active", ["active", "seq"]);
    runs.createIndex("ended", "endedAt");
    const items = database.createObjectStore("items", { keyPath: ["runId", "urn"] });
    items.createIndex("turn", ["runId", "state", "notBefore", "order"]);
    items.createIndex("ended", "endedAt");
    database.createObjectStore("slots", { keyPath: "token" });
    database.createObjectStore("meta");
  },
];

const ALL: Stores = ["runs", "items", "slots", "meta"];

export const QUEUE_DATABASE = "caught-up-queue";

/** Opens at the first use, and again when the browser has closed it. */
export function createQueueStore(
  name: string = QUEUE_DATABASE,
  migrations: readonly Migration[] = MIGRATIONS,
): QueueStore {
  let opening: Promise<Database> | undefined;

  const open = (): Promise<Database> => {
    opening ??= openDB<QueueSchema>(name, migrations.length, {
      async upgrade(database, oldVersion, _newVersion, transaction) {
        try {
          for (const migrate of migrations.slice(oldVersion)) await migrate(database, transaction as Upgrade);
        } catch {
          // Left alone, the half of it would be committed under the new version's number.
          transaction.done.catch(() => {});
          transaction.abort();
        }
      },
      // Another context brings a newer version: it must not wait for us.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        opening = undefined;
      },
      terminated: () => {
        opening = undefined;
      },
    }).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  return {
    async read(work) {
      const transaction = (await open()).transaction(ALL, "readonly");
      const result = await work(reads(transaction));
      await transaction.done;
      return result;
    },

    async write(durability, work) {
      const transaction = (await open()).transaction(ALL, "readwrite", { durability });
      try {
        const result = await work(writes(transaction));
        await transaction.done;
        return result;
      } catch (error) {
        abort(transaction);
        // The reason why it failed (a full disk) is with the transaction; the request may only say "aborted".
        await transaction.done.catch(() => {});
        throw transaction.error ?? error;
      }
    },
  };
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It had ended by itself.
  }
}

type Reading = IDBPTransaction<QueueSchema, Stores, "readonly" | "readwrite">;

function reads(transaction: Reading): QueueReads {
  const runs = transaction.objectStore("runs");
  const items = transaction.objectStore("items");
  const turn = items.index("turn");
  return {
    run: async (id) => {
      const run = await runs.get(id);
      return run && withoutActive(run);
    },
    activeRuns: async () => (await runs.index("active").getAll()).map(withoutActive),
    endedRuns: async (limit) => {
      const found: RunRecord[] = [];
      let cursor = await runs.index("ended").openCursor(null, "prev");
      while (cursor && found.length < limit) {
        found.push(withoutActive(cursor.value));
        cursor = await cursor.continue();
      }
      return found;
    },
    item: (runId, urn) => items.get([runId, urn]),
    due: (runId, now, limit) => turn.getAll(pendingRange(runId, 0, now), limit),
    firstDue: async (runId, after = -1) => {
      const range = IDBKeyRange.bound([runId, "pending", after, LAST], [runId, "pending", LAST, LAST]);
      return (await turn.openKeyCursor(range))?.key[2];
    },
    inState: (runId, state, limit) => turn.getAll(stateRange(runId, state), limit),
    states: async (runId) => {
      const lists = await Promise.all(STATES.map((state) => turn.getAllKeys(stateRange(runId, state))));
      const urns = lists.map((keys) => keys.map(([, urn]) => urn as ConversationUrn));
      const [pending = [], leased = [], done = [], skipped = [], failed = []] = urns;
      return { pending, leased, done, skipped, failed };
    },
    items: async (runId) => {
      const all = await items.getAll(IDBKeyRange.bound([runId], [runId, []]));
      return all.sort((a, b) => a.order - b.order);
    },
    endedItems: (since) => items.index("ended").getAll(IDBKeyRange.lowerBound(since)),
    slots: () => transaction.objectStore("slots").getAll(),
    pace: async () => (await transaction.objectStore("meta").get("pace")) ?? EMPTY_PACE,
  };
}

function writes(transaction: IDBPTransaction<QueueSchema, Stores, "readwrite">): QueueTransaction {
  const store = <S extends Stores[number]>(name: S) => transaction.objectStore(name);
  return {
    ...reads(transaction),
    putRun: (run) => {
      const stored = run.endedAt === undefined ? { ...run, active: 1 as const } : withoutActive(run);
      return sent(store("runs").put(defined(stored)));
    },
    putItem: (item) => sent(store("items").put(defined({ ...item, notBefore: item.notBefore ?? 0 }))),
    putSlot: (slot) => sent(store("slots").put(slot)),
    deleteSlots: async (tokens) => {
      for (const token of tokens) sent(store("slots").delete(token));
    },
    putPace: (pace) => sent(store("meta").put(defined(pace), "pace")),
    deleteRun: async (id) => {
      sent(store("runs").delete(id));
      sent(store("items").delete(IDBKeyRange.bound([id], [id, []])));
    },
  };
}

const SENT = Promise.resolve();

/**
 * Nobody waits for the answer to each write: one that fails aborts the transaction, which is waited for. Waiting
 * here too would cost a round trip a record.
 */
function sent(write: Promise<unknown>): Promise<void> {
  write.catch(() => {});
  return SENT;
}

function pendingRange(runId: string, from: number, to: number): IDBKeyRange {
  return IDBKeyRange.bound([runId, "pending", from], [runId, "pending", to, LAST]);
}

function stateRange(runId: string, state: ItemState): IDBKeyRange {
  return IDBKeyRange.bound([runId, state], [runId, state, []]);
}

function withoutActive(run: StoredRun): RunRecord {
  const { active, ...rest } = run;
  void active;
  return rest;
}

/** A field that is undefined takes disk, and an index would find it invalid rather than missing. */
function defined<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
