import type { ConversationUrn } from "../conversation";
import { ClockWatch } from "./clock-watch";
import type { QueueDeps, QueueEvent } from "./deps";
import { Notifier } from "./notifier";
import { RollingWindow } from "./rolling-window";
import type { RunView } from "./run";
import {
  type Durability,
  EMPTY_PACE,
  type ItemRecord,
  type PaceRecord,
  type QueueReads,
  type QueueTransaction,
  type RunRecord,
} from "./store";
import { type Book, Tally } from "./tally";
import { viewOf } from "./view";

type Settings = Awaited<ReturnType<QueueDeps["pace"]>>;

/** Used until the person's settings could be read once: under every limit that may apply. */
const CAREFUL: Settings = { requestsPerMinute: 15, dailyLimit: null };

/** One transaction as the queue writes it: what it puts is mirrored in the books once it is committed. */
export interface Writing extends QueueTransaction {
  /** Tells the listener after the commit. */
  tell(runId: string, kind: QueueEvent["kind"]): void;
}

/**
 * What commands, drainer and history share: one line for all transactions of this context, the books in memory,
 * the rolling window, and the listener.
 */
export class Core {
  readonly window = new RollingWindow();
  readonly clockWatch: ClockWatch;
  readonly notifier: Notifier;
  /** Names of private windows' conversations: in memory only, while their run is on. */
  readonly privateNames = new Map<string, ReadonlyMap<string, string>>();
  /** As last committed. */
  pace: PaceRecord = EMPTY_PACE;
  settings: Settings = CAREFUL;
  /** How often the disk has refused since it was last written; undefined: it takes what it is given. */
  trouble: number | undefined;
  /** Calls beside the queue's that wait for a place in the window. */
  waiting = 0;
  /** Grows with each `keyChanged()`. */
  keyGeneration = 0;
  /** Which key is kept, as far as is known. */
  keyId: string | undefined;

  readonly #books = new Map<string, Book>();
  #line: Promise<unknown> = Promise.resolve();
  #mirroring = false;

  readonly deps: QueueDeps;

  constructor(deps: QueueDeps) {
    this.deps = deps;
    this.clockWatch = new ClockWatch(this, this.window);
    this.notifier = new Notifier((runId) => this.view(runId), deps.changed, this.report);
  }

  now = (): number => this.deps.clock.now();

  elapsed = (): number => (this.deps.clock.elapsed ?? this.deps.clock.now).call(this.deps.clock);

  report = (error: unknown): void => {
    this.deps.report?.(error);
  };

  /** An answer to another key says nothing about this one. */
  get keyTag(): string {
    return `${this.keyGeneration}/${this.keyId ?? ""}`;
  }

  /** What may have changed outside since the last look: the person's settings, and which key is kept. */
  async readSettings(): Promise<void> {
    try {
      [this.settings, this.keyId] = await Promise.all([this.deps.pace(), this.deps.keyId?.()]);
    } catch (error) {
      this.report(error);
    }
  }

  read<T>(work: (reads: QueueReads) => Promise<T>): Promise<T> {
    return this.#inLine(() => this.deps.store.read(work));
  }

  /** Rejects when nothing was written; books and listener know of a write only after its commit. */
  write<T>(durability: Durability, work: (tx: Writing) => Promise<T>): Promise<T> {
    return this.#inLine(async () => {
      const changes = new Changes();
      const result = await this.deps.store.write(durability, (tx) => work(changes.watch(tx)));
      // A transaction that had nothing to write says nothing about a full disk.
      if (changes.wrote) this.trouble = undefined;
      await this.#mirror(changes);
      return result;
    });
  }

  /** From now on active runs stay in memory, until `closeBooks`: nobody else writes meanwhile. */
  async openBooks(): Promise<void> {
    this.#mirroring = true;
    await this.#inLine(() =>
      this.deps.store.read(async (reads) => {
        this.pace = await reads.pace();
        for (const run of await reads.activeRuns()) await this.#load(reads, run);
      }),
    );
  }

  closeBooks(): void {
    this.#mirroring = false;
    this.#books.clear();
  }

  book(runId: string): Book | undefined {
    return this.#books.get(runId);
  }

  books(): readonly Book[] {
    return [...this.#books.values()];
  }

  async view(runId: string): Promise<RunView | undefined> {
    if (!this.#mirroring) await this.readSettings();
    return this.#inLine(async () => {
      const book = this.#books.get(runId);
      if (book) return this.viewOfBook(book);
      return this.deps.store.read(async (reads) => {
        const run = await reads.run(runId);
        if (!run) return undefined;
        this.pace = await reads.pace();
        return this.viewOfBook({ run, tally: await Tally.load(reads, runId) });
      });
    });
  }

  viewOfBook({ run, tally }: Book): RunView {
    return viewOf(run, tally, {
      now: this.now(),
      elapsed: this.elapsed(),
      pace: this.pace,
      settings: this.settings,
      window: this.window,
      trouble: this.trouble === undefined ? undefined : "storage-failed",
      names: this.privateNames.get(run.id),
    });
  }

  async #load(reads: QueueReads, run: RunRecord): Promise<Book> {
    const book = { run, tally: await Tally.load(reads, run.id) };
    this.#books.set(run.id, book);
    return book;
  }

  async #mirror(changes: Changes): Promise<void> {
    if (changes.pace) this.pace = changes.pace;
    for (const run of changes.runs.values()) {
      const book = this.#books.get(run.id);
      if (book) book.run = run;
    }
    for (const item of changes.items) this.#books.get(item.runId)?.tally.apply(item);
    const missing = [...changes.runs.values()].filter((run) => !this.#books.has(run.id));
    if (this.#mirroring && missing.length > 0) {
      await this.deps.store.read(async (reads) => {
        for (const run of missing) if (run.endedAt === undefined) await this.#load(reads, run);
      });
    }
    for (const [runId, kind] of changes.touched()) {
      const book = this.#books.get(runId);
      const deleted = changes.deleted.has(runId);
      const isOver = deleted || book?.run.endedAt !== undefined;
      // Its book is closed with this commit, and its records may be gone: the last view is made now.
      const view = book && isOver ? this.viewOfBook(book) : undefined;
      if (!deleted || view) this.notifier.touch(runId, kind, changes.done(runId), view);
      if (isOver) this.#books.delete(runId);
      if (deleted) this.privateNames.delete(runId);
    }
  }

  #inLine<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#line.then(work, work);
    this.#line = result.catch(() => {});
    return result;
  }
}

/** What one transaction has put. */
class Changes {
  readonly runs = new Map<string, RunRecord>();
  readonly items: ItemRecord[] = [];
  readonly deleted = new Set<string>();
  pace: PaceRecord | undefined;
  wrote = false;
  readonly #told = new Map<string, QueueEvent["kind"]>();

  watch(tx: QueueTransaction): Writing {
    const writing = <T>(work: Promise<T>): Promise<T> => {
      this.wrote = true;
      return work;
    };
    return {
      ...tx,
      putRun: (run) => {
        this.runs.set(run.id, run);
        return writing(tx.putRun(run));
      },
      putItem: (item) => {
        this.items.push(item);
        return writing(tx.putItem(item));
      },
      putSlot: (slot) => writing(tx.putSlot(slot)),
      putPace: (pace) => {
        this.pace = pace;
        return writing(tx.putPace(pace));
      },
      deleteRun: (id) => {
        this.deleted.add(id);
        return writing(tx.deleteRun(id));
      },
      tell: (runId, kind) => {
        this.#told.set(runId, kind);
      },
    };
  }

  /** Runs that changed in any way, each with what to call it. */
  touched(): ReadonlyMap<string, QueueEvent["kind"]> {
    const all = new Map<string, QueueEvent["kind"]>();
    for (const id of this.runs.keys()) all.set(id, "changed");
    for (const item of this.items) all.set(item.runId, "changed");
    for (const id of this.deleted) all.set(id, "changed");
    for (const [id, kind] of this.#told) all.set(id, kind);
    return all;
  }

  done(runId: string): readonly ConversationUrn[] {
    return this.items.filter((item) => item.runId === runId && item.state === "done").map((i) => i.urn);
  }
}
