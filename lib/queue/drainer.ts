import type { Alarm } from "./alarm";
import type { Core } from "./core";
import { Flights, MAX_IN_FLIGHT } from "./flights";
import { released, stopped } from "./item";
import { type Candidate, Planner } from "./planner";
import type { SkipReason } from "./run";
import type { ItemRecord, RunRecord } from "./store";

/** Longer waits are left to the alarm: a sleeping worker is killed at 30 s without events. */
const MAX_SLEEP_MS = 25_000;
const TROUBLE_FIRST_MS = 2_000;
const TROUBLE_MAX_MS = 60_000;

/**
 * Sends what is due, at most ten at a time, and writes what became of it. May die at any await: everything that
 * was begun is on disk before, everything that ended is written after, and the next drainer tells the two apart.
 */
export class Drainer {
  readonly #planner: Planner;
  readonly #alarm: Alarm;
  readonly #flights: Flights;
  readonly #core: Core;
  #draining: Promise<void> | undefined;
  #poked = false;
  #sleeping: AbortController | undefined;

  constructor(core: Core, alarm: Alarm) {
    this.#core = core;
    this.#alarm = alarm;
    this.#flights = new Flights(core, () => this.#sleeping?.abort());
    this.#planner = new Planner(core, this.#flights);
  }

  /** Single flight: a call while it works makes it look again. */
  drain(): Promise<void> {
    // It may be the alarm that calls, and then it is spent: without another a death in the next moment would be
    // the run's.
    this.#alarm.spent();
    void this.#alarm.standBy();
    this.#poke();
    this.#draining ??= this.#drain();
    return this.#draining;
  }

  /** For commands: nobody waits for the end. */
  kick = (): void => {
    void this.drain();
  };

  /** For a slot of the window. */
  token(): string {
    return this.#flights.token();
  }

  async #drain(): Promise<void> {
    const { deps } = this.#core;
    // Not in the turn of the call: `#draining` has to be set before anything can end.
    await Promise.resolve();
    try {
      do {
        const held = await deps.lock(async () => {
          await this.#work();
          return true;
        });
        if (held) continue;
        // Another context drains and will see what is new; should it die, the alarm comes back here.
        await this.#alarm.arm(this.#core.now() + MAX_SLEEP_MS);
        this.#poked = false;
      } while (this.#poked);
    } catch (error) {
      this.#core.report(error);
      await this.#alarm.arm(this.#core.now() + TROUBLE_MAX_MS);
    } finally {
      this.#draining = undefined;
    }
  }

  async #work(): Promise<void> {
    const core = this.#core;
    try {
      await core.readSettings();
      await core.openBooks();
      await this.#recover();
      while (await this.#turn()) {}
    } finally {
      await core.notifier.flush();
      core.closeBooks();
    }
  }

  /** One look and what follows from it. false: there is nothing to do now. */
  async #turn(): Promise<boolean> {
    const core = this.#core;
    this.#poked = false;
    const next = await this.#step();
    if (this.#poked) return true;
    const isWritten = this.#flights.landings === 0 || core.trouble !== undefined;
    const idle = this.#flights.free === MAX_IN_FLIGHT && isWritten;
    if (idle && next === undefined) {
      await core.notifier.flush();
      await this.#alarm.disarm();
      return this.#poked;
    }
    if (idle && next !== undefined && next - core.now() > MAX_SLEEP_MS) {
      await core.notifier.flush();
      await this.#alarm.arm(next);
      return this.#poked;
    }
    await this.#alarm.standBy();
    await this.#sleep(next);
    return true;
  }

  /** Nobody else is in flight while we hold the lock, so every lease that isn't ours is a dead worker's. */
  async #recover(): Promise<void> {
    const core = this.#core;
    const flights = this.#flights;
    await core.write("relaxed", async (tx) => {
      const now = core.now();
      const abandoned: string[] = [];
      for (const run of await tx.activeRuns()) {
        for (const item of await tx.inState(run.id, "leased")) {
          if (flights.isOurs(item.lease)) continue;
          if (item.lease !== undefined) abandoned.push(item.lease);
          const free = released(item, true);
          await tx.putItem(run.state === "stopped" ? stopped(free, now) : free);
        }
      }
      const slots = await tx.slots();
      for (const { token, endedAt } of slots) {
        if (endedAt === 0 && !flights.isOurs(token)) abandoned.push(token);
      }
      // Their requests may have reached the server until just now.
      const ended = abandoned.map((token) => ({ token, endedAt: now }));
      for (const slot of ended) await tx.putSlot(slot);
      core.window.load([...ended, ...slots], now, core.elapsed());
    });
  }

  async #step(): Promise<number | undefined> {
    const core = this.#core;
    // Answers come in crowds: those that arrive while this is read are of the same step.
    await core.readSettings();
    let landings = this.#flights.take();
    const troubled = core.trouble !== undefined;
    try {
      const candidates = await this.#candidates();
      if (candidates.length > 0) await this.#alarm.standBy();
      const plan = await core.write("relaxed", (tx) => this.#planner.plan(tx, landings, candidates));
      landings = [];
      if (troubled) this.#tellAll();
      if (plan.again) this.#poked = true;
      for (const { item, run, flight } of plan.begun) {
        this.#flights.launch(flight, (signal) => core.deps.send(item, run, signal));
      }
      if (plan.ask) await this.#ask(plan.ask);
      return plan.next;
    } catch (error) {
      this.#flights.giveBack(landings);
      return this.#troubled(error);
    }
  }

  /** Each item is looked at right before its lease. */
  async #candidates(): Promise<readonly Candidate[]> {
    const next = this.#planner.candidates();
    if (!next) return [];
    return Promise.all(
      next.items.map(async (item) => ({ item, verdict: await this.#check(item, next.run) })),
    );
  }

  async #check(item: ItemRecord, run: RunRecord): Promise<SkipReason | undefined> {
    try {
      return await this.#core.deps.check?.(item, run);
    } catch (error) {
      this.#core.report(error);
      return undefined;
    }
  }

  async #ask(run: RunRecord): Promise<void> {
    const core = this.#core;
    const ask = core.deps.askAccount;
    if (!ask || this.#flights.isAsking) return;
    const token = this.token();
    await core.write("relaxed", (tx) => tx.putSlot({ token, endedAt: 0 }));
    this.#flights.launch(this.#flights.flight(token, run.id, undefined), async (signal) => ({
      kind: "asked",
      condition: await ask(run, signal),
    }));
  }

  /** Nothing is sent while nothing can be written; what has ended waits in memory. */
  #troubled(error: unknown): number {
    const core = this.#core;
    const tries = (core.trouble ?? 0) + 1;
    core.trouble = tries;
    if (tries === 1) {
      core.report(error);
      this.#tellAll();
    }
    return core.now() + Math.min(TROUBLE_MAX_MS, TROUBLE_FIRST_MS * 2 ** (tries - 1));
  }

  #tellAll(): void {
    for (const { run } of this.#core.books()) this.#core.notifier.touch(run.id);
  }

  #poke(): void {
    this.#poked = true;
    this.#sleeping?.abort();
  }

  async #sleep(next: number | undefined): Promise<void> {
    if (this.#poked || (this.#flights.landings > 0 && !this.#core.trouble)) return;
    const sleeping = new AbortController();
    this.#sleeping = sleeping;
    const ms = next === undefined ? MAX_SLEEP_MS : next - this.#core.now();
    await this.#core.deps.clock.sleep(Math.min(MAX_SLEEP_MS, Math.max(1, ms)), sleeping.signal);
    this.#sleeping = undefined;
  }
}
