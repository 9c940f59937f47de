import type { Core, Writing } from "./core";
import { type Flight, type Flights, type Landing, MAX_IN_FLIGHT } from "./flights";
import { leased, skipped } from "./item";
import { Ledger } from "./ledger";
import { isDoubtful, usedToday, withRequests } from "./pace";
import type { SkipReason } from "./run";
import { effectiveLimit } from "./slowdown";
import { holdEnd } from "./steer";
import type { ItemRecord, PaceRecord, RunRecord } from "./store";

/** An item whose turn comes next, and what was found when it was looked at right before. */
export interface Candidate {
  readonly item: ItemRecord;
  readonly verdict: SkipReason | undefined;
}

/** What to do after a transaction. */
export interface Plan {
  /** Leased, to be sent now. */
  readonly begun: readonly { readonly item: ItemRecord; readonly run: RunRecord; readonly flight: Flight }[];
  /** Its account has to be asked for before the run goes on. */
  readonly ask?: RunRecord | undefined;
  /** When to look again, epoch ms; undefined: something has to happen first. */
  readonly next: number | undefined;
  /** Look again at once. */
  readonly again: boolean;
}

/** So many items are read ahead at once: finding the next among thousands that are done costs as much for one. */
const READ_AHEAD = 100;

const LOOK_AGAIN_MS = 50;

/**
 * One look at everything, in one transaction and, when all goes well, one round trip to the disk: outcomes are
 * written, states follow, the next items are leased.
 */
export class Planner {
  readonly #core: Core;
  readonly #flights: Flights;
  /** Next in turn, as last read; each is read again before it is leased. */
  #ahead: { readonly run: RunRecord; readonly items: readonly ItemRecord[] } | undefined;

  constructor(core: Core, flights: Flights) {
    this.#core = core;
    this.#flights = flights;
  }

  /** The items that will probably be leased by the next plan, to be looked at before. */
  candidates(): { readonly run: RunRecord; readonly items: readonly ItemRecord[] } | undefined {
    if (!this.#ahead) return undefined;
    const run = this.#core.book(this.#ahead.run.id)?.run ?? this.#ahead.run;
    const { room } = this.#room(run, this.#core.pace, this.#core.now());
    return room > 0 ? { run, items: this.#ahead.items.slice(0, room) } : undefined;
  }

  async plan(tx: Writing, landings: readonly Landing[], candidates: readonly Candidate[]): Promise<Plan> {
    const read = await this.#read(tx, landings, candidates);
    const followed = await this.#core.clockWatch.follow(tx, read.pace);
    const { pace, runs, answered, chosen } = followed
      ? { ...read, pace: followed }
      : await this.#read(tx, landings, candidates);
    const ledger = new Ledger(this.#core, tx, pace, runs);
    for (const [i, landing] of landings.entries()) await ledger.land(landing, answered[i]);
    await ledger.steer();
    const turn = this.#turn(ledger);
    const plan = turn.run
      ? await this.#begin(tx, ledger, turn.run, candidates, chosen)
      : { begun: [], next: undefined };
    await ledger.write();
    const times = [turn.next, plan.next].filter((time) => time !== undefined);
    return {
      ...plan,
      next: times.length > 0 ? Math.min(...times) : undefined,
      again: plan.again === true,
    };
  }

  async #read(tx: Writing, landings: readonly Landing[], candidates: readonly Candidate[]) {
    const [pace, runs, answered, chosen] = await Promise.all([
      tx.pace(),
      tx.activeRuns(),
      Promise.all(landings.map(({ flight }) => flight.urn && tx.item(flight.runId, flight.urn))),
      Promise.all(candidates.map(({ item }) => tx.item(item.runId, item.urn))),
    ]);
    return { pace, runs, answered, chosen };
  }

  /**
   * Whose turn it is: runs are drained one after another. None is running while a gate is closed or the server has
   * asked to wait; one that stands still for a reason of its own is passed over.
   */
  #turn(ledger: Ledger): { readonly run: RunRecord | undefined; readonly next: number | undefined } {
    const runs = [...ledger.runs.values()];
    // Also of a run whose turn is yet to come: the end of its hold is a state that people see.
    const times = runs
      .map((run) => (run.state === "holding" ? holdEnd(run) : run.waitUntil))
      .filter((time) => time !== undefined);
    return {
      run: runs.find((run) => run.state === "running"),
      next: times.length > 0 ? Math.min(...times) : undefined,
    };
  }

  async #begin(
    tx: Writing,
    ledger: Ledger,
    run: RunRecord,
    candidates: readonly Candidate[],
    chosen: readonly (ItemRecord | undefined)[],
  ): Promise<Omit<Plan, "again"> & { readonly again?: boolean }> {
    const { now, pace } = ledger;
    const block = pace.block && pace.block.until > now ? pace.block : undefined;
    const asks = run.streak?.ask === true;
    if (block && !(asks && block.own)) return { begun: [], next: block.until };
    const { room, waitMs } = this.#room(run, pace, now);
    if (room <= 0) return { begun: [], next: waitMs === undefined ? undefined : now + waitMs };
    // What has landed since the landings were taken is not in the ledger yet.
    if (this.#flights.isForbidden || ledger.givenUp.has(run.id)) {
      return { begun: [], next: undefined, again: true };
    }
    if (asks) return { begun: [], ask: run, next: undefined };
    const begun: { item: ItemRecord; run: RunRecord; flight: Flight }[] = [];
    for (const [i, { verdict }] of candidates.entries()) {
      const item = chosen[i];
      if (item?.runId !== run.id || item.state !== "pending" || (item.notBefore ?? 0) > now) continue;
      if (verdict) await tx.putItem(skipped(item, verdict, now));
      if (verdict || begun.length >= room) continue;
      const flight = this.#flights.flight(this.#flights.token(), run.id, item.urn);
      const taken = leased(item, flight.token, now);
      await tx.putItem(taken);
      begun.push({ item: taken, run, flight });
    }
    if (begun.length > 0) ledger.pace = withRequests(pace, begun.length, now);
    const before = this.#ahead;
    await this.#lookAhead(tx, run, candidates.length, now);
    if (begun.length >= room) return { begun, next: undefined };
    // There is room yet: for those read ahead, or for one whose time is still to come.
    if (this.#ahead?.items.length === 0) return { begun, next: await tx.firstDue(run.id, now) };
    // Nobody was a candidate and nothing new was read: at once it would be the same again.
    const isStuck = candidates.length === 0 && this.#ahead?.items[0]?.urn === before?.items[0]?.urn;
    return isStuck ? { begun, next: now + LOOK_AGAIN_MS } : { begun, next: undefined, again: true };
  }

  /** Drops the candidates that have had their turn; reads on when few are left. */
  async #lookAhead(tx: Writing, run: RunRecord, used: number, now: number): Promise<void> {
    const left = this.#ahead?.run.id === run.id ? this.#ahead.items.slice(used) : [];
    const items = left.length >= MAX_IN_FLIGHT ? left : await tx.due(run.id, now, READ_AHEAD);
    this.#ahead = { run, items };
  }

  /** How many requests of the run may begin now, and if none, in how many ms that may change. */
  #room(
    run: RunRecord,
    pace: PaceRecord,
    now: number,
  ): { readonly room: number; readonly waitMs: number | undefined } {
    const core = this.#core;
    const { free } = this.#flights;
    const limit = effectiveLimit(core.settings.requestsPerMinute, run.slow);
    const { dailyLimit } = core.settings;
    // In doubt one is begun at each look, so after each answer: enough to see whether it works again.
    const atOnce = isDoubtful(pace) ? Math.min(1, free) : free;
    const inWindow = core.window.room(limit, core.elapsed()) - core.waiting;
    const today = dailyLimit === null ? Number.POSITIVE_INFINITY : dailyLimit - usedToday(pace, now);
    const isFull = atOnce > 0 && inWindow <= 0;
    return {
      room: Math.min(atOnce, inWindow, today),
      waitMs: isFull ? core.window.waitMs(limit, core.elapsed()) : undefined,
    };
  }
}
