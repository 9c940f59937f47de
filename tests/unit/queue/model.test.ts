/**
 * Any order of what persons, servers, networks, clocks and browsers do, and after each step what must hold.
 *
 * Each invariant was seen red once by breaking what it guards (with MODEL_RUNS=4000):
 *   nothing lost            – leaving out `#recover`; not putting the leased item
 *   done means marked       – taking a third `retry` for done
 *   attempts bounded        – leaving out `strikes >= MAX_ATTEMPTS`
 *   counts                  – not deleting from the other sets in `Tally.apply`
 *   rolling window          – ending a slot when its request begins; not loading slots after a death
 *   401                     – leaving out the gate, or `#isForbidden`
 *   goes on by itself       – arming the alarm only before a request; not arming it before a click's commit
 *   sent too often          – taking the first three answers `done` for none
 *   ten in flight           – a place more in `Flights.free`
 *   ended means all closed  – ending a run while its last requests are on the wire
 *   never without a lease   – sending in the planner, before the commit
 *   never while paused      – taking the turn of any active run
 *   nothing left behind     – not clearing the alarm
 * The hold, the pause between choice and lease, and the new key after a death have tests of their own in
 * drainer.test.ts and commands.test.ts, seen red in the same way.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SendResult } from "../../../lib/queue/deps";
import { urn, World } from "./world";

const RESULTS: Record<string, SendResult> = {
  done: { kind: "done" },
  exhausted: { kind: "done", blockMs: 20_000 },
  network: { kind: "retry", reason: "network" },
  timeout: { kind: "retry", reason: "timeout" },
  "server-error": { kind: "retry", reason: "server-error", detail: "HTTP 500" },
  unavailable: { kind: "retry", reason: "server-error", waitMs: 30_000 },
  refused: { kind: "retry", reason: "refused" },
  "bad-request": { kind: "fail", reason: "bad-request" },
  "not-found": { kind: "fail", reason: "not-found", suspect: "account-unknown" },
  limited: { kind: "wait", waitMs: 40_000 },
  "limited-unhinted": { kind: "wait" },
  "no-subscription": { kind: "pause", reason: "no-subscription" },
  moved: { kind: "pause", reason: "api-moved" },
};

const RUNS = Number(process.env.MODEL_RUNS ?? 150);

/** What the model remembers of what was asked for. */
interface Model {
  /** Runs that were accepted, with their URNs. */
  readonly accepted: Map<string, Set<string>>;
  /** How often something may have been begun afresh by a person. */
  reopened: number;
  badKey: boolean;
  /** The wall clock went forward where nobody could notice: the window can't be kept then. */
  unknowable: boolean;
}

interface Real {
  readonly world: World;
  mix: string[];
  served: number;
  offline: boolean;
  readonly violations: string[];
}

type Command = fc.AsyncCommand<Model, Real>;

function command(name: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    run: async (model, real) => {
      await run(model, real);
      await committed(real.world);
      check(model, real);
    },
    toString: () => name,
  };
}

/** No half of a transaction is looked at. */
async function committed(world: World): Promise<void> {
  while (world.disk.busy) await world.pass(1);
}

/** The promise may never settle: the worker may die over it. */
async function ifItLives<T>({ world }: Real, work: () => Promise<T>): Promise<T | undefined> {
  const { kills } = world;
  let result: { readonly value: T } | undefined;
  void work().then((value) => {
    result = { value };
  });
  await world.pass(0);
  for (let n = 0; n < 100 && !result && world.kills === kills; n += 1) await world.pass(40);
  await committed(world);
  if (!result && world.kills === kills) throw new Error("a command that neither ends nor dies");
  return result?.value;
}

/** The worker died over the click: all of it is on disk, or nothing. */
function acceptUnheard(model: Model, { world }: Real, wanted: readonly string[]): void {
  for (const runId of world.disk.runs.keys()) {
    const known = model.accepted.get(runId) ?? new Set();
    const all = new Set([...known, ...wanted]);
    const found = new Set(world.disk.items(runId).map((item) => item.urn as string));
    if (found.size === known.size) continue;
    expect(found).toEqual(all);
    model.accepted.set(runId, all);
  }
}

function firstActive(real: Real): string | undefined {
  return [...real.world.disk.runs.values()].find((run) => run.endedAt === undefined)?.id;
}

const commands = [
  fc
    .tuple(fc.array(fc.nat(40), { minLength: 1, maxLength: 30 }), fc.constantFrom(0, 5_000), fc.boolean())
    .map(([numbers, holdMs, unread]) =>
      command(`start(${numbers.length}, hold ${holdMs}${unread ? ", unread" : ""})`, async (model, real) => {
        model.reopened += 1;
        const items = numbers.map((n) => ({ urn: urn(n), name: `N${n}`, shownActivityAt: 1 }));
        const action = unread ? ("unread" as const) : ("seen" as const);
        const result = await ifItLives(real, () => real.world.start(items, { holdMs, action }));
        const wanted = items.map((item) => item.urn as string);
        if (!result) return acceptUnheard(model, real, wanted);
        expect(result.ok).toBe(true);
        if (!result.ok) return;
        model.accepted.set(result.runId, new Set([...(model.accepted.get(result.runId) ?? []), ...wanted]));
      }),
    ),
  fc.integer({ min: 1, max: 70_000 }).map((ms) => command(`pass(${ms})`, (_, { world }) => world.pass(ms))),
  fc.integer({ min: 1, max: 400 }).map((ms) => command(`pass(${ms})`, (_, { world }) => world.pass(ms))),
  fc.constant(command("kill", async (_, { world }) => world.kill())),
  fc.integer({ min: 1, max: 120 }).map((n) =>
    command(`kill at await ${n}`, async (_, { world }) => {
      world.killIn = n;
    }),
  ),
  fc.constant(
    command("restart", async (_, { world }) => {
      void world.queue.drain();
      await world.pass(0);
    }),
  ),
  fc.array(fc.constantFrom(...Object.keys(RESULTS)), { minLength: 1, maxLength: 6 }).map((mix) =>
    command(`answers ${mix.join()}`, async (_, real) => {
      real.mix = ["done", ...mix];
    }),
  ),
  fc.constantFrom(1, 100, 3_000, 19_000).map((ms) =>
    command(`latency ${ms}`, async (_, { world }) => {
      world.latency = ms;
    }),
  ),
  fc.constantFrom(0, 3, 40).map((ms) =>
    command(`a commit takes ${ms} ms`, async (_, { world }) => {
      world.commitMs = ms;
    }),
  ),
  fc.boolean().map((offline) =>
    command(offline ? "offline" : "online", async (_, real) => {
      real.offline = offline;
      if (!offline) await ifItLives(real, () => real.world.queue.online());
    }),
  ),
  fc.constantFrom("pause", "resume", "stop", "undo", "retryFailed" as const).map((verb) =>
    command(verb, async (model, real) => {
      const runId = firstActive(real) ?? [...model.accepted.keys()][0];
      if (runId === undefined) return;
      if (verb === "resume" || verb === "retryFailed") model.reopened += 1;
      await ifItLives(real, () => real.world.queue[verb as "pause"](runId));
    }),
  ),
  fc.boolean().map((bad) =>
    command(bad ? "key goes bad" : "new key", async (model, real) => {
      model.badKey = bad;
      if (bad) return;
      real.world.key = `key-${Number(real.world.key.slice(4)) + 1}`;
      await ifItLives(real, () => real.world.queue.keyChanged());
    }),
  ),
  fc.integer({ min: -7_200_000, max: 7_200_000 }).map((ms) =>
    command(`clock ${ms > 0 ? "+" : ""}${ms}`, async (model, real) => {
      const { world } = real;
      const kills = world.kills;
      const alive = world.alive;
      world.clock.offset += ms;
      void world.queue.drain();
      await world.pass(1 + 3 * world.commitMs);
      if (ms > 0 && (!alive || world.kills > kills)) model.unknowable = true;
    }),
  ),
];

function check(model: Model, real: Real): void {
  const { world } = real;
  const { disk } = world;
  expect(real.violations).toEqual([]);
  for (const [runId, accepted] of model.accepted) {
    const items = disk.items(runId);
    expect(items.map((item) => item.urn as string).sort()).toEqual([...accepted].sort());
  }
  for (const run of disk.runs.values()) {
    for (const item of disk.items(run.id)) {
      expect(item.strikes).toBeLessThanOrEqual(4);
      if (item.state === "done") expect(world.marked).toContain(item.urn);
      if (run.endedAt !== undefined) expect(item.state).toMatch(/done|skipped|failed/);
    }
  }
  for (const { view } of world.events.slice(-3)) {
    if (!disk.runs.has(view.run.id)) continue;
    // The last view may be older than the disk, after a death; what it counts is never more.
    const items = disk.items(view.run.id);
    expect(view.counts.total).toBeLessThanOrEqual(items.length);
    expect(view.counts.done).toBeLessThanOrEqual(items.filter((item) => item.state === "done").length);
  }
  const counts = new Map<string, number>();
  for (const { urn } of world.requests) counts.set(urn, (counts.get(urn) ?? 0) + 1);
  for (const [urn, count] of counts) {
    const repeats = world.repeats.get(urn as never) ?? 0;
    expect(count).toBeLessThanOrEqual(1 + world.kills + repeats + model.reopened);
  }
  const goesOn = [...disk.runs.values()].some(
    (run) => run.endedAt === undefined && (run.state !== "paused" || run.pauseReason === "offline"),
  );
  if (goesOn && !world.alive) expect(world.alarm).toBeDefined();
  if (!model.unknowable) expect(world.busiestMinute()).toBeLessThanOrEqual(world.limit);
  expect(world.mostInFlight).toBeLessThanOrEqual(10);
}

function newReal(model: Model, limit: number): Real {
  const world = new World();
  world.limit = limit;
  const real: Real = { world, mix: ["done"], served: 0, offline: false, violations: [] };
  world.answer = () => {
    if (real.offline) return { kind: "pause", reason: "offline" };
    if (model.badKey) return { kind: "pause", reason: "key-refused" };
    real.served += 1;
    return RESULTS[real.mix[real.served % real.mix.length] ?? "done"] ?? { kind: "done" };
  };
  world.onRequest = (item) => {
    const run = world.disk.runs.get(item.runId);
    const onDisk = world.disk.itemsOf.get(item.runId)?.get(item.urn);
    const gate = world.disk.pace.gate;
    if (onDisk?.state !== "leased") real.violations.push(`sent without a lease: ${onDisk?.state}`);
    if (run?.state !== "running") real.violations.push(`sent while ${run?.state} ${run?.pauseReason}`);
    if (gate?.reason === "key-refused") real.violations.push("sent behind the gate of a refused key");
    if (world.refusedKey === world.key) real.violations.push("sent with a key known to be refused");
  };
  return real;
}

/** Everything is well again: what was accepted has to come to its end, and what is shown has to be so. */
async function heal(model: Model, real: Real): Promise<void> {
  const { world } = real;
  world.killIn = undefined;
  model.badKey = false;
  real.offline = false;
  real.mix = ["done"];
  world.latency = 100;
  world.commitMs = 0;
  await world.pass(1_000);
  world.key = "key-9999";
  await world.queue.keyChanged();
  await world.queue.online();
  for (let n = 0; n < 60 && firstActive(real) !== undefined; n += 1) {
    for (const run of world.disk.runs.values()) {
      if (run.state === "paused") await world.queue.resume(run.id);
    }
    model.reopened += 1;
    await world.pass(60_000);
  }
  await world.pass(100);
  check(model, real);
  expect(firstActive(real)).toBeUndefined();
  for (const [runId, accepted] of model.accepted) {
    const view = await world.view(runId);
    const items = world.disk.items(runId);
    expect(view.counts).toEqual({
      total: accepted.size,
      pending: 0,
      leased: 0,
      done: items.filter((item) => item.state === "done").length,
      skipped: items.filter((item) => item.state === "skipped").length,
      failed: items.filter((item) => item.state === "failed").length,
    });
  }
  expect(world.alarm).toBeUndefined();
  expect(world.reported).toEqual([]);
}

test(
  "whatever happens in whatever order, no conversation is lost, counted twice or sent too often",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.commands(commands, { maxCommands: 60, size: "max" }),
        fc.constantFrom(5, 12, 60),
        async (cmds, limit) => {
          const model: Model = { accepted: new Map(), reopened: 0, badKey: false, unknowable: false };
          const real = newReal(model, limit);
          await fc.asyncModelRun(() => ({ model, real }), cmds);
          await heal(model, real);
        },
      ),
      { numRuns: RUNS },
    );
  },
  60_000 + 50 * RUNS,
);
