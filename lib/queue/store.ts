/**
 * What the queue needs of a disk. The store is dumb on purpose: it keeps records and orders them, every decision
 * is taken by the queue inside a transaction. Implemented over IndexedDB in `lib/extension/queue-store.ts`.
 */
import type { ConversationUrn } from "../conversation";
import type { FailReason, Item, ItemState, PauseReason, Run } from "./run";

/** A run as stored: what people see, and what the policy must remember across deaths of the worker. */
export interface RunRecord extends Run {
  readonly v: 1;
  /** Runs are drained in this order. */
  readonly seq: number;
  /** Items ever put in: the next item's `order`. */
  readonly size: number;
  /** Slowed down after a 429. */
  readonly slow?: Slowdown | undefined;
  /** Failures of one kind in a row, to tell a bad conversation from a bad account. */
  readonly streak?: Streak | undefined;
  readonly added?: number | undefined;
}

export interface Slowdown {
  /** Requests a minute. */
  readonly limit: number;
  /** Epoch ms; answers to requests begun before it don't slow down a second time. */
  readonly at: number;
  /** Epoch ms of the first success at this limit. */
  readonly since?: number | undefined;
  /** Successes since the limit last changed. */
  readonly successes: number;
}

export interface Streak {
  readonly kind: "not-found" | "server-error";
  readonly count: number;
  /** The account's status has to be asked for before the run goes on. */
  readonly ask?: boolean | undefined;
}

export interface ItemRecord extends Item {
  readonly v: 1;
  /** Failures that spend one of its attempts: outcome unknown or server trouble. */
  readonly strikes: number;
  /** A request was begun and nobody knows what became of it. */
  readonly unsure: boolean;
  /** With `leased`: whose request it is. Also its place in the rolling window. */
  readonly lease?: string | undefined;
  /** With `leased`: epoch ms. */
  readonly leasedAt?: number | undefined;
  /** With `pending`: why the last attempt failed. */
  readonly lastReason?: FailReason | undefined;
}

/**
 * One request's place in the rolling window, from its end on. While it goes on the lease of its item stands for it;
 * only a call that belongs to no item has a record with `endedAt` 0.
 */
export interface SlotRecord {
  readonly token: string;
  readonly endedAt: number;
}

/** What holds for every run. */
export interface PaceRecord {
  readonly v: 1;
  /** Nothing is sent by any run until it is lifted: after a 401 no request goes out without a new key. */
  readonly gate?: Gate | undefined;
  /** Nobody sends until then. `shown`: long enough to be a state of the run that people see. */
  readonly block?: Block | undefined;
  /** Server errors, less one for each success since. */
  readonly serverErrors?: number | undefined;
  /** How often in a row the network was found to be gone. */
  readonly offlineCount?: number | undefined;
  /** The latest time that was written, epoch ms: an earlier "now" means that the clock was set back. */
  readonly seen: number;
  /** Requests begun, by local day (`2026-11-03`); only the last few days. */
  readonly days: Readonly<Record<string, number>>;
  /** ConnectSafely has no mark-unread for this key. */
  readonly unreadUnsupported?: boolean | undefined;
  readonly nextSeq: number;
}

export interface Block {
  /** Epoch ms. */
  readonly until: number;
  readonly shown: boolean;
  /** Our own, after server errors: it does not keep us from asking about the account. */
  readonly own?: boolean | undefined;
}

export interface Gate {
  readonly reason: PauseReason;
  readonly detail?: string | undefined;
  readonly since: number;
  /** The key that was missing or refused. */
  readonly keyId?: string | undefined;
  /** Lifted by itself then, epoch ms; undefined: something has to happen first. */
  readonly until?: number | undefined;
}

/**
 * Inside a transaction only these may be awaited: IndexedDB commits as soon as nothing is asked of it.
 * A plain object of functions that need no `this`, so that it can be spread and wrapped.
 */
export interface QueueReads {
  run(id: string): Promise<RunRecord | undefined>;
  /** Not ended, in order of `seq`. */
  activeRuns(): Promise<readonly RunRecord[]>;
  /** Ended, the latest end first. */
  endedRuns(limit: number): Promise<readonly RunRecord[]>;
  item(runId: string, urn: ConversationUrn): Promise<ItemRecord | undefined>;
  /** Pending ones whose time has come by `now`, those never delayed first, in their order. */
  due(runId: string, now: number, limit: number): Promise<readonly ItemRecord[]>;
  /** The smallest `notBefore` above `after` of its pending items; 0: at once; undefined: there is none. */
  firstDue(runId: string, after?: number): Promise<number | undefined>;
  inState(runId: string, state: ItemState, limit?: number): Promise<readonly ItemRecord[]>;
  /** The URNs of a run in each state; what counts are made of. */
  states(runId: string): Promise<Readonly<Record<ItemState, readonly ConversationUrn[]>>>;
  /** All items of a run in order. */
  items(runId: string): Promise<readonly ItemRecord[]>;
  /** Every item that ended at or after `since`, oldest first; for search and the chart. */
  endedItems(since: number): Promise<readonly ItemRecord[]>;
  slots(): Promise<readonly SlotRecord[]>;
  pace(): Promise<PaceRecord>;
}

export interface QueueTransaction extends QueueReads {
  putRun(run: RunRecord): Promise<void>;
  putItem(item: ItemRecord): Promise<void>;
  putSlot(slot: SlotRecord): Promise<void>;
  deleteSlots(tokens: readonly string[]): Promise<void>;
  putPace(pace: PaceRecord): Promise<void>;
  /** The run and all its items. */
  deleteRun(id: string): Promise<void>;
}

/**
 * `strict` survives a power cut: for what a person asked for. `relaxed` survives the death of the browser: for
 * leases and outcomes, where a lost write only means that a conversation is marked a second time.
 */
export type Durability = "strict" | "relaxed";

export interface QueueStore {
  read<T>(work: (reads: QueueReads) => Promise<T>): Promise<T>;
  /** All or nothing; resolves once committed, rejects when nothing of it was. */
  write<T>(durability: Durability, work: (tx: QueueTransaction) => Promise<T>): Promise<T>;
}

export const EMPTY_PACE: PaceRecord = { v: 1, days: {}, nextSeq: 1, seen: 0 };
