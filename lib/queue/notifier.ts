import type { ConversationUrn } from "../conversation";
import type { QueueEvent } from "./deps";
import type { RunView } from "./run";

interface Pending {
  kind: QueueEvent["kind"];
  readonly done: ConversationUrn[];
  /** A view made at the time, because its records are gone by now. */
  view?: RunView | undefined;
}

const RANK: Readonly<Record<QueueEvent["kind"], number>> = { changed: 0, started: 1, ended: 2 };

/**
 * Tells about commits, one event per run at a time. While the listener is busy with one, all that happens is
 * gathered into the next: a slow listener never slows the queue down and never gets a stale view.
 */
export class Notifier {
  readonly #pending = new Map<string, Pending>();
  #running: Promise<void> | undefined;

  readonly #viewOf: (runId: string) => Promise<RunView | undefined>;
  readonly #listener: (view: RunView, event: QueueEvent) => void | Promise<void>;
  readonly #report: (error: unknown) => void;

  constructor(
    viewOf: (runId: string) => Promise<RunView | undefined>,
    listener: (view: RunView, event: QueueEvent) => void | Promise<void>,
    report: (error: unknown) => void,
  ) {
    this.#viewOf = viewOf;
    this.#listener = listener;
    this.#report = report;
  }

  touch(
    runId: string,
    kind: QueueEvent["kind"] = "changed",
    done: readonly ConversationUrn[] = [],
    view?: RunView,
  ): void {
    const pending = this.#pending.get(runId) ?? { kind, done: [] };
    if (RANK[kind] > RANK[pending.kind]) pending.kind = kind;
    pending.done.push(...done);
    pending.view = view;
    this.#pending.set(runId, pending);
    this.#running ??= this.#run();
  }

  /** Settles when everything that has been touched has been told. */
  async flush(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Not in the turn of the commit: what is touched in the same turn belongs to one event.
    await Promise.resolve();
    for (const [runId, pending] of this.#pending) {
      this.#pending.delete(runId);
      try {
        const view = pending.view ?? (await this.#viewOf(runId));
        if (view) await this.#listener(view, { kind: pending.kind, done: pending.done });
      } catch (error) {
        this.#report(error);
      }
    }
    this.#running = undefined;
  }
}
