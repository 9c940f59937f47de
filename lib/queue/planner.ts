import type { Core, Writing } from "./core";
import { type Landing, MAX_IN_FLIGHT } from "./flights";
import { failed, released, settled, stopped } from "./item";
import { paceAfter, runAfter, runAfterAsking } from "./outcome";
import { currentGate, isAboutKey, isGate, KEY_REASONS, usedToday, withoutGate } from "./pace";
import { effectiveLimit } from "./slowdown";
import { ended, holdEnd, steered } from "./steer";
import type { ItemRecord, PaceRecord, RunRecord } from "./store";

/** What to do next: requests to begin, or when to look again. */
export interface Plan {
  readonly run?: RunRecord | undefined;
  readonly items: readonly ItemRecord[];
  /** The run goes on only after its account was asked for. */
  readonly ask: boolean;
  /** Epoch ms; undefined: something has to happen first. */
  readonly next: number | undefined;
  /** A run has ended: look again at once. */
  readonly again: boolean;
}

/** One look at everything, in one transaction: outcomes are written, states follow, the next items are chosen. */
export class Planner {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  async plan(tx: Writing, landings: readonly Landing[], free: number): Promise<Plan> {
    const core = this.#core;
    const now = core.now();
    await core.clockWatch.follow(tx);
    const runs = new Map((await tx.activeRuns()).map((run) => [run.id, run]));
    const before = { pace: await tx.pace(), runs: new Map(runs) };
    let pace = this.#followKey(before.pace);
    const closed = new Map<string, number>();
    for (const landing of landings) {
      pace = await this.#land(tx, landing, runs, pace, closed, now);
    }
    const gate = currentGate(pace, core.settings.dailyLimit, now);
    let again = false;
    for (const run of runs.values()) {
      const next = steered(run, { now, gate, pace });
      const over = await this.#isOver(tx, run, closed.get(run.id) ?? 0);
      runs.set(run.id, over ? ended(next, now) : next);
      again ||= over;
    }
    await this.#store(tx, runs, before.runs);
    await tx.deleteSlots(core.window.expire(core.elapsed()));
    if (pace !== before.pace) await tx.putPace({ ...pace, seen: Math.max(pace.seen, now) });
    return { ...(await this.#choose(tx, [...runs.values()], pace, free, now)), again };
  }

  /** A key was kept since the gate closed, and nobody lived to say so. */
  #followKey(pace: PaceRecord): PaceRecord {
    const { gate } = pace;
    const isOther = this.#core.deps.keyId !== undefined && gate?.keyId !== this.#core.keyId;
    return isOther ? withoutGate(pace, KEY_REASONS) : pace;
  }

  async #land(
    tx: Writing,
    { flight, endedAt, result }: Landing,
    runs: Map<string, RunRecord>,
    pace: PaceRecord,
    closed: Map<string, number>,
    now: number,
  ): Promise<PaceRecord> {
    await tx.putSlot({ token: flight.token, endedAt });
    const run = runs.get(flight.runId);
    if (result.kind === "asked") {
      if (run) runs.set(run.id, runAfterAsking(run, result.condition));
      return pace;
    }
    const item = flight.urn && (await tx.item(flight.runId, flight.urn));
    // Erased meanwhile, or taken over by another worker: the answer belongs to nobody.
    if (!run || !item || item.lease !== flight.token) return pace;
    if (result.kind === "unsent") {
      await tx.putItem({ ...released(item, false), attempts: item.attempts - 1 });
      return pace;
    }
    const core = this.#core;
    const outdated = flight.keyTag !== core.keyTag && result.kind === "pause" && isAboutKey(result.reason);
    const next = outdated ? released(item, false) : settled(item, result, { now, random: core.deps.random });
    const kept = run.state === "stopped" && next.state === "pending" ? stopped(next, now) : next;
    await tx.putItem(kept);
    if (kept.state !== "pending") closed.set(run.id, (closed.get(run.id) ?? 0) + 1);
    if (outdated) return pace;
    const context = {
      now,
      random: core.deps.random,
      setting: core.settings.requestsPerMinute,
      begunAt: flight.begunAt,
      keyId: flight.keyId,
      done: (core.book(run.id)?.tally.count("done") ?? 0) + (kept.state === "done" ? 1 : 0),
      canAsk: core.deps.askAccount !== undefined,
    };
    runs.set(run.id, runAfter(run, result, context));
    if (result.kind === "fail" && result.reason === "unsupported") {
      // The call isn't there for any of them: asking for each would only spend requests.
      for (const other of await tx.inState(run.id, "pending")) {
        await tx.putItem(failed(other, result, now));
        closed.set(run.id, (closed.get(run.id) ?? 0) + 1);
      }
    }
    return paceAfter(pace, run, result, context);
  }

  /** Asks the disk, but only when the tally leaves the possibility. */
  async #isOver(tx: Writing, run: RunRecord, closed: number): Promise<boolean> {
    const open = this.#core.book(run.id)?.tally.open ?? 0;
    if (open - closed > 0) return false;
    if ((await tx.firstDue(run.id)) !== undefined) return false;
    return (await tx.inState(run.id, "leased", 1)).length === 0;
  }

  async #store(
    tx: Writing,
    runs: ReadonlyMap<string, RunRecord>,
    before: ReadonlyMap<string, RunRecord>,
  ): Promise<void> {
    for (const run of runs.values()) {
      if (run === before.get(run.id)) continue;
      await tx.putRun(run);
      if (run.endedAt === undefined) continue;
      tx.tell(run.id, "ended");
      if (run.ephemeral) await tx.deleteRun(run.id);
    }
  }

  /** Runs are drained one after another; only what stops nobody else is passed over. */
  async #choose(
    tx: Writing,
    runs: readonly RunRecord[],
    pace: PaceRecord,
    free: number,
    now: number,
  ): Promise<Omit<Plan, "again">> {
    const times: number[] = [];
    let current: RunRecord | undefined;
    let isBlocked = false;
    for (const run of runs) {
      if (run.endedAt !== undefined || run.state === "stopped") continue;
      if (run.state === "paused" && !isGate(run.pauseReason)) continue;
      if (run.state === "running") {
        current ??= isBlocked ? undefined : run;
        continue;
      }
      // Also of a run whose turn is yet to come: the end of its hold is a state that people see.
      const until = run.state === "holding" ? holdEnd(run) : run.waitUntil;
      if (until !== undefined) times.push(until);
      if (run.state !== "holding") isBlocked = true;
    }
    const plan = current
      ? await this.#nextOf(tx, current, pace, free, now)
      : { items: [], ask: false, next: undefined };
    if (plan.next !== undefined) times.push(plan.next);
    return { ...plan, next: times.length > 0 ? Math.min(...times) : undefined };
  }

  async #nextOf(
    tx: Writing,
    run: RunRecord,
    pace: PaceRecord,
    free: number,
    now: number,
  ): Promise<Omit<Plan, "again">> {
    const nothing = { run, items: [], ask: false };
    if (pace.block && pace.block.until > now) return { ...nothing, next: pace.block.until };
    const { room, waitMs } = this.room(run, pace, free, now);
    if (room <= 0) return { ...nothing, next: waitMs === undefined ? undefined : now + waitMs };
    if (run.streak?.ask) return { ...nothing, ask: true, next: undefined };
    const items = await tx.due(run.id, now, room);
    const later = items.length < room ? await tx.firstDue(run.id, now) : undefined;
    return { run, items, ask: false, next: later };
  }

  /** How many requests of the run may begin now, and if none, in how many ms that may change. */
  room(
    run: RunRecord,
    pace: PaceRecord,
    free: number,
    now: number,
  ): { readonly room: number; readonly waitMs: number | undefined } {
    const core = this.#core;
    const limit = effectiveLimit(core.settings.requestsPerMinute, run.slow);
    const { dailyLimit } = core.settings;
    // Back from being offline one request is enough to see.
    const atOnce = pace.offlineCount ? free - (MAX_IN_FLIGHT - 1) : free;
    const inWindow = core.window.room(limit, core.elapsed()) - core.waiting;
    const today = dailyLimit === null ? Number.POSITIVE_INFINITY : dailyLimit - usedToday(pace, now);
    return {
      room: Math.min(atOnce, inWindow, today),
      waitMs:
        atOnce > 0 && inWindow <= 0 ? (core.window.waitMs(limit, core.elapsed()) ?? undefined) : undefined,
    };
  }
}
