/** What a queue is given from outside, and what it offers. */
import type { ConversationUrn } from "../conversation";
import type {
  FailReason,
  Item,
  NewItem,
  PauseReason,
  Run,
  RunAction,
  RunSource,
  RunView,
  SkipReason,
} from "./run";
import type { QueueStore } from "./store";

/** What became of one request, and so what happens next. `lib/connectsafely/answers.ts` decides which it is. */
export type SendResult = {
  /** The server has nothing left for us: nobody sends for so long, ms. */
  readonly blockMs?: number | undefined;
} & (
  | { readonly kind: "done" }
  /** Outcome unknown or server trouble: spends one of four attempts, then fails with this reason. */
  | {
      readonly kind: "retry";
      readonly reason: FailReason;
      readonly detail?: string | undefined;
      /** Told by the server, ms. */
      readonly waitMs?: number | undefined;
    }
  /** Too many requests: spends no attempt. `waitMs` undefined: the server gave no hint. */
  | { readonly kind: "wait"; readonly waitMs?: number | undefined }
  /** Not the item's fault: it stays pending and the run pauses. */
  | { readonly kind: "pause"; readonly reason: PauseReason; readonly detail?: string | undefined }
  /** This item alone; `suspect` is what it would mean if every item failed so. */
  | {
      readonly kind: "fail";
      readonly reason: FailReason;
      readonly detail?: string | undefined;
      readonly suspect?: PauseReason | undefined;
    }
);

export interface QueueClock {
  /** Epoch ms; may jump. */
  now(): number;
  /** Ms that never jump while this worker lives (`performance.now`). Without it the wall clock has to do. */
  elapsed?(): number;
  /** Resolves after `ms` or as soon as the signal aborts; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** `done` are the conversations that ConnectSafely has confirmed since the last event of this run. */
export interface QueueEvent {
  readonly kind: "started" | "changed" | "ended";
  readonly done: readonly ConversationUrn[];
}

export interface QueueDeps {
  readonly clock: QueueClock;
  readonly store: QueueStore;
  /** One request, ended within 20 s; a rejection counts as a network failure. The caller looks the key up. */
  readonly send: (item: Item, run: Run, signal: AbortSignal) => Promise<SendResult>;
  /** Asked right before a request: undefined, or why the item must not be sent. A rejection lets it be sent. */
  readonly check?: (item: Item, run: Run) => Promise<SkipReason | undefined>;
  /** Asked when several requests in a row ended in a server error. */
  readonly askAccount?: (run: Run, signal: AbortSignal) => Promise<"fine" | "disconnected" | "unknown">;
  /** The person's settings, read before each request. */
  readonly pace: () => Promise<{ requestsPerMinute: number; dailyLimit: number | null }>;
  /**
   * Tells one kept key from the next (not the key itself; undefined: none is kept). With it a run that waits for a
   * new key goes on even if the worker died between keeping the key and `keyChanged()`.
   */
  readonly keyId?: () => Promise<string | undefined>;
  /** In [0, 1). */
  readonly random: () => number;
  /** Runs `work` while no other context does; undefined at once if one does (`navigator.locks`, `ifAvailable`). */
  readonly lock: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  /** An alarm that ends in `drain()`; the caller keeps the browser's minimum. */
  readonly wake: { at(time: number): Promise<void>; clear(): Promise<void> };
  /** After commits; the next event waits until the promise settles and covers all that came meanwhile. */
  readonly changed: (view: RunView, event: QueueEvent) => void | Promise<void>;
  /** An error nobody expected; told once. */
  readonly report?: (error: unknown) => void;
}

export interface StartRequest {
  readonly action: RunAction;
  readonly source: RunSource;
  readonly accountId?: string | undefined;
  readonly items: readonly NewItem[];
  readonly ephemeral: boolean;
  readonly holdMs: number;
}

/** `added`: distinct conversations that this click put into the run. `joined`: it was already on. */
export type Started =
  | { readonly ok: true; readonly runId: string; readonly added: number; readonly joined: boolean }
  | {
      readonly ok: false;
      readonly reason: "nothing" | "not-found" | "too-late" | "unsupported" | "storage-failed";
    };

export type Steered =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-found" | "too-late" | "not-allowed" | "storage-failed" };

/** One line of the history of conversations. */
export interface HistoryItem {
  readonly runId: string;
  readonly action: RunAction;
  readonly urn: ConversationUrn;
  readonly name: string;
  readonly state: Item["state"];
  readonly reason?: SkipReason | FailReason | undefined;
  readonly detail?: string | undefined;
  readonly attempts: number;
  readonly endedAt?: number | undefined;
  /** "Mark as unread again" may be offered for it until then, epoch ms. */
  readonly markUnreadUntil?: number | undefined;
}

export interface Queue {
  /** The run is on disk when this resolves. Joins an active run of the same action, account and privacy. */
  start(request: StartRequest): Promise<Started>;
  /** Only while nothing was sent. */
  undo(runId: string): Promise<Steered>;
  /** The countdown stands still while held, at most a minute. */
  hold(runId: string, held: boolean): Promise<Steered>;
  pause(runId: string): Promise<Steered>;
  /**
   * Not allowed while the key is missing or refused: that takes a new key. `accountId` replaces the run's after
   * `account-unknown`, where the one frozen at the click turned out to be wrong.
   */
  resume(runId: string, accountId?: string): Promise<Steered>;
  /** What is on the wire ends; the rest is skipped. */
  stop(runId: string): Promise<Steered>;
  retryFailed(runId: string): Promise<Steered>;
  /** All of a run that was marked as seen, or some of it, within 7 days. */
  markUnread(runId: string, urns?: readonly ConversationUrn[]): Promise<Started>;

  /** At start-up, on the alarm, after every command. One at a time; resolves when there is nothing to do now. */
  drain(): Promise<void>;
  /** A new key was kept (or the key forgotten): call it after the change. */
  keyChanged(): Promise<void>;
  permissionChanged(granted: boolean): Promise<void>;
  online(): Promise<void>;
  /**
   * Any other call of the same key, so that it counts in the same rolling window. `wait` takes its turn when the
   * window is full; without it the call goes at once and the queue sends less.
   */
  counted<T>(work: () => Promise<T>, options?: { wait?: boolean; signal?: AbortSignal }): Promise<T>;

  /** The active run, else the one that ended last. */
  current(): Promise<RunView | undefined>;
  view(runId: string): Promise<RunView | undefined>;
  /** Active ones first, then the latest. */
  views(limit: number): Promise<readonly RunView[]>;
  items(runId: string): Promise<readonly HistoryItem[]>;
  /** By name, newest first; an empty text finds all. */
  search(text: string, limit: number): Promise<readonly HistoryItem[]>;
  /** Conversations marked as seen per local day (`2026-11-03`), oldest day first, days without any left out. */
  perDay(days: number): Promise<readonly { readonly day: string; readonly count: number }[]>;
  /** Requests begun today, local calendar: what the daily limit counts. */
  usedToday(): Promise<number>;
  /** Drops what ended longer ago; 0 drops everything that has ended. Active runs stay. */
  purge(retentionDays: number): Promise<void>;
  /** Drops everything that has ended. */
  erase(): Promise<void>;
}
