import type { Core, Writing } from "./core";
import type { Landing } from "./flights";
import { failed, released, settled, stopped } from "./item";
import { paceAfter, runAfter, runAfterAsking } from "./outcome";
import { currentGate, isAboutKey, KEY_REASONS, withoutGate } from "./pace";
import { ended, steered } from "./steer";
import type { Gate, ItemRecord, PaceRecord, RunRecord } from "./store";

/** What one transaction has read, changed by what has happened, and written back at its end. */
export class Ledger {
  readonly now: number;
  readonly runs: Map<string, RunRecord>;
  pace: PaceRecord;
  readonly #core: Core;
  readonly #tx: Writing;
  readonly #before: { readonly pace: PaceRecord; readonly runs: ReadonlyMap<string, RunRecord> };
  /** Runs whose pending items have all been given up here: what was read of them before is old. */
  readonly givenUp = new Set<string>();
  /** Items that were open and are not any more, by run. */
  readonly #closed = new Map<string, number>();
  /** Runs of which something was done here: their tallies do not know it yet. */
  readonly #done = new Set<string>();

  constructor(core: Core, tx: Writing, pace: PaceRecord, runs: readonly RunRecord[]) {
    this.#core = core;
    this.#tx = tx;
    this.now = core.now();
    this.runs = new Map(runs.map((run) => [run.id, run]));
    this.#before = { pace, runs: new Map(this.runs) };
    this.pace = this.#withoutOldGate(pace);
  }

  get gate(): Gate | undefined {
    return currentGate(this.pace, this.#core.settings.dailyLimit, this.now);
  }

  /** An answer: `item` is as it is on disk. */
  async land({ flight, endedAt, result }: Landing, item: ItemRecord | undefined): Promise<void> {
    await this.#tx.putSlot({ token: flight.token, endedAt });
    const run = this.runs.get(flight.runId);
    if (!run) return;
    if (result.kind === "asked") {
      this.runs.set(run.id, runAfterAsking(run, result.condition));
      return;
    }
    // Erased meanwhile, or taken over by another worker: the answer belongs to nobody.
    if (!item || item.lease !== flight.token) return;
    if (result.kind === "unsent") {
      await this.#tx.putItem({ ...released(item, false), attempts: item.attempts - 1 });
      return;
    }
    const { deps, settings, keyTag } = this.#core;
    const { now } = this;
    const outdated = flight.keyTag !== keyTag && result.kind === "pause" && isAboutKey(result.reason);
    const next = outdated ? released(item, false) : settled(item, result, { now, random: deps.random });
    const kept = run.state === "stopped" && next.state === "pending" ? stopped(next, now) : next;
    await this.#tx.putItem(kept);
    if (kept.state !== "pending") this.#close(run.id);
    if (kept.state === "done") this.#done.add(run.id);
    if (outdated) return;
    const context = {
      now,
      random: deps.random,
      setting: settings.requestsPerMinute,
      begunAt: flight.begunAt,
      keyId: flight.keyId,
      anyDone: this.#done.has(run.id) || (this.#core.book(run.id)?.tally.count("done") ?? 0) > 0,
      canAsk: deps.askAccount !== undefined,
    };
    this.runs.set(run.id, runAfter(run, result, context));
    this.pace = paceAfter(this.pace, run, result, context);
    if (result.kind === "fail" && result.reason === "unsupported") {
      // The call isn't there for any of them: asking for each would only spend requests.
      this.givenUp.add(run.id);
      for (const other of await this.#tx.inState(run.id, "pending")) {
        await this.#tx.putItem(failed(other, result, now));
        this.#close(run.id);
      }
    }
  }

  /** Each run gets the state that it has to be in now. */
  async steer(): Promise<void> {
    const { gate, now, pace } = this;
    for (const run of this.runs.values()) {
      const next = steered(run, { now, gate, pace });
      const over = await this.#isOver(run);
      this.runs.set(run.id, over ? ended(next, now) : next);
    }
  }

  async write(): Promise<void> {
    for (const run of this.runs.values()) {
      if (run === this.#before.runs.get(run.id)) continue;
      await this.#tx.putRun(run);
      if (run.endedAt === undefined) continue;
      this.#tx.tell(run.id, "ended");
      if (run.ephemeral) await this.#tx.deleteRun(run.id);
    }
    await this.#tx.deleteSlots(this.#core.window.expire(this.#core.elapsed()));
    if (this.pace === this.#before.pace) return;
    await this.#tx.putPace({ ...this.pace, seen: Math.max(this.pace.seen, this.now) });
  }

  #close(runId: string): void {
    this.#closed.set(runId, (this.#closed.get(runId) ?? 0) + 1);
  }

  /** Asks the disk, but only when the tally leaves the possibility. */
  async #isOver(run: RunRecord): Promise<boolean> {
    const open = this.#core.book(run.id)?.tally.open ?? 0;
    if (open - (this.#closed.get(run.id) ?? 0) > 0) return false;
    if ((await this.#tx.firstDue(run.id)) !== undefined) return false;
    return (await this.#tx.inState(run.id, "leased", 1)).length === 0;
  }

  /** A key was kept since the gate closed, and nobody lived to say so. */
  #withoutOldGate(pace: PaceRecord): PaceRecord {
    const isOther = this.#core.deps.keyId !== undefined && pace.gate?.keyId !== this.#core.keyId;
    return isOther ? withoutGate(pace, KEY_REASONS) : pace;
  }
}
