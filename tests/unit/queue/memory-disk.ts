import type { ConversationUrn } from "../../../lib/conversation";
import type { ItemState } from "../../../lib/queue/run";
import {
  type Durability,
  EMPTY_PACE,
  type ItemRecord,
  type PaceRecord,
  type QueueReads,
  type QueueTransaction,
  type RunRecord,
  type SlotRecord,
} from "../../../lib/queue/store";

/** A disk that a worker can die over: a transaction is on it wholly or not at all. The same contract as IndexedDB's. */
export class MemoryDisk {
  readonly runs = new Map<string, RunRecord>();
  readonly itemsOf = new Map<string, Map<ConversationUrn, ItemRecord>>();
  readonly slots = new Map<string, SlotRecord>();
  pace: PaceRecord = EMPTY_PACE;
  writes = 0;
  /** A transaction is under way: what is there now may yet be taken back. */
  busy = false;
  /** How often all items of a run were looked through. */
  lookedThrough = 0;
  failedWrites = 0;
  /** Set to make every write fail as a full disk does. */
  full = false;
  readonly durabilities: Durability[] = [];
  #line: Promise<unknown> = Promise.resolve();
  #undo: (() => void)[] = [];

  read<T>(work: (reads: QueueReads) => Promise<T>): Promise<T> {
    return this.#inLine(() => work(this.#reads()));
  }

  /** `isDead` is asked before the commit: a worker that is gone by then has written nothing. */
  write<T>(
    durability: Durability,
    work: (tx: QueueTransaction) => Promise<T>,
    isDead: () => boolean = () => false,
  ): Promise<T> {
    return this.#inLine(async () => {
      this.#undo = [];
      this.busy = true;
      try {
        const result = await work(this.#tx());
        if (this.full && this.#undo.length > 0) throw new DOMException("full", "QuotaExceededError");
        if (isDead()) throw new Error("dead");
        if (this.#undo.length > 0) {
          this.writes += 1;
          this.durabilities.push(durability);
        }
        return result;
      } catch (error) {
        this.failedWrites += 1;
        for (const undo of this.#undo.reverse()) undo();
        throw error;
      } finally {
        this.busy = false;
      }
    });
  }

  items(runId: string): ItemRecord[] {
    return [...(this.itemsOf.get(runId)?.values() ?? [])].sort((a, b) => a.order - b.order);
  }

  #reads(): QueueReads {
    const all = (runId: string) => [...(this.itemsOf.get(runId)?.values() ?? [])];
    const turn = (a: ItemRecord, b: ItemRecord) =>
      (a.notBefore ?? 0) - (b.notBefore ?? 0) || a.order - b.order;
    const inState = (runId: string, state: ItemState) =>
      all(runId)
        .filter((item) => item.state === state)
        .sort(turn);
    const ended = () =>
      [...this.runs.values()]
        .filter((run) => run.endedAt !== undefined)
        .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
    return {
      run: async (id) => this.runs.get(id),
      activeRuns: async () =>
        [...this.runs.values()].filter((run) => run.endedAt === undefined).sort((a, b) => a.seq - b.seq),
      endedRuns: async (limit) => ended().slice(0, limit),
      item: async (runId, urn) => this.itemsOf.get(runId)?.get(urn),
      due: async (runId, now, limit) =>
        inState(runId, "pending")
          .filter((item) => (item.notBefore ?? 0) <= now)
          .slice(0, limit),
      firstDue: async (runId, after = -1) =>
        inState(runId, "pending")
          .map((item) => item.notBefore ?? 0)
          .find((time) => time > after),
      inState: async (runId, state, limit) => inState(runId, state).slice(0, limit),
      states: async (runId) => {
        this.lookedThrough += 1;
        const of = (state: ItemState) => inState(runId, state).map((item) => item.urn);
        return {
          pending: of("pending"),
          leased: of("leased"),
          done: of("done"),
          skipped: of("skipped"),
          failed: of("failed"),
        };
      },
      items: async (runId) => this.items(runId),
      endedItems: async (since) =>
        [...this.itemsOf.values()]
          .flatMap((items) => [...items.values()])
          .filter((item) => item.endedAt !== undefined && item.endedAt >= since)
          .sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0)),
      slots: async () => [...this.slots.values()],
      pace: async () => this.pace,
    };
  }

  #tx(): QueueTransaction {
    return {
      ...this.#reads(),
      putRun: async (run) => this.#set(this.runs, run.id, run),
      putItem: async (item) => {
        const items = this.itemsOf.get(item.runId) ?? new Map<ConversationUrn, ItemRecord>();
        this.itemsOf.set(item.runId, items);
        this.#set(items, item.urn, item);
      },
      putSlot: async (slot) => this.#set(this.slots, slot.token, slot),
      deleteSlots: async (tokens) => {
        for (const token of tokens) this.#set(this.slots, token, undefined);
      },
      putPace: async (pace) => {
        const before = this.pace;
        this.#undo.push(() => {
          this.pace = before;
        });
        this.pace = pace;
      },
      deleteRun: async (id) => {
        this.#set(this.runs, id, undefined);
        this.#set(this.itemsOf, id, undefined);
      },
    };
  }

  #set<K, V>(map: Map<K, V>, key: K, value: V | undefined): void {
    const before = map.get(key);
    if (before === undefined && value === undefined) return;
    this.#undo.push(() => {
      if (before === undefined) map.delete(key);
      else map.set(key, before);
    });
    if (value === undefined) map.delete(key);
    else map.set(key, value);
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#line.then(work, work);
    this.#line = result.catch(() => {});
    return result;
  }
}
