/**
 * What a person can do to a run, in virtual time.
 * Seen red by: what a person asked for written relaxed; a conversation named twice kept twice; a run made of nothing;
 * no hold; a second click that does not begin the hold anew; what joins a run that sends going out at once; a newer
 * message that does not bring its conversation back; runs joined whatever their action, account or privacy, or while
 * they are being stopped; a click that opens no gate; undo that leaves a holding run alone, or is never too late; a
 * command that wakes nobody; an unknown run called too late; the countdown going on while it is held; each word of
 * holding good for another minute; a run held that sends already; a person's pause that opens by itself; the rest of
 * the hold lost at resume; resume of a run that is not paused; pause of a run that has ended or is being stopped; a
 * person's pause lost over one that passes, or in place of one that takes a person; resume opening the gate of a
 * refused key; what may have been sent called skipped; an answer after the stop thrown away; retry of what was done,
 * of nothing, or with the attempts spent before; a gate closed while no run is on; mark-unread of what failed, of more
 * than was chosen, or of an unread run; names of a private window on disk, or its run left there; every write told as
 * the end.
 */
import { describe, expect, test } from "vitest";
import type { NewItem } from "../../../lib/queue/run";
import { urn, urns, World } from "./world";

const shown = (n: number, at: number): NewItem => ({ urn: urn(n), name: `N${n}`, shownActivityAt: at });

describe("start", () => {
  test("it is on disk, durably, when it answers, with what the click showed", async () => {
    const world = new World();
    const result = await world.start([shown(1, 5), shown(2, 6)], {
      accountId: "acc",
      source: "menu",
      holdMs: 3_000,
    });
    expect(result).toEqual({ ok: true, runId: expect.any(String), added: 2, joined: false });
    const run = world.disk.runs.get(result.ok ? result.runId : "");
    expect(run).toMatchObject({
      action: "seen",
      source: "menu",
      accountId: "acc",
      state: "holding",
      createdAt: world.clock.wall,
      holdUntil: world.clock.wall + 3_000,
      ephemeral: false,
    });
    expect(world.disk.durabilities[0]).toBe("strict");
    expect(world.disk.items(run?.id ?? "")).toMatchObject([
      { urn: urn(1), name: "N1", shownActivityAt: 5, order: 0, state: "pending", attempts: 0 },
      { urn: urn(2), name: "N2", shownActivityAt: 6, order: 1, state: "pending", attempts: 0 },
    ]);
  });

  test("a conversation named twice in one click is one", async () => {
    const world = new World();
    const result = await world.start([urn(1), urn(1), urn(2)]);
    expect(result).toMatchObject({ ok: true, added: 2 });
  });

  test("nothing to do is no run", async () => {
    const world = new World();
    expect(await world.start([])).toEqual({ ok: false, reason: "nothing" });
    expect(world.disk.runs.size).toBe(0);
  });

  test("nothing is sent before the hold is over", async () => {
    const world = new World();
    await world.started(urns(3), { holdMs: 5_000 });
    await world.pass(4_999);
    expect(world.requests).toEqual([]);
    await world.pass(1);
    expect(world.requests).toHaveLength(3);
  });

  test("leases and outcomes are written relaxed, what a person asked for strict", async () => {
    const world = new World();
    const runId = await world.started(urns(1));
    await world.pass(1_000);
    const since = world.disk.durabilities.slice(1);
    expect(since.filter((durability) => durability !== "relaxed")).toEqual([]);
    await world.started(urns(1, 50), { holdMs: 1_000 });
    await world.queue.retryFailed(runId);
    expect(world.disk.durabilities.filter((d) => d === "strict")).toHaveLength(2);
  });
});

describe("a second click while a run is on", () => {
  test("it adds what is new and says how many", async () => {
    const world = new World();
    const first = await world.started(urns(5), { holdMs: 5_000 });
    await world.pass(2_000);
    expect(await world.start(urns(7), { holdMs: 5_000 })).toEqual({
      ok: true,
      runId: first,
      added: 2,
      joined: true,
    });
    expect((await world.view(first)).added).toBe(2);
    expect((await world.view(first)).counts.total).toBe(7);
    // Undo covers the second click too, so the hold begins anew.
    await world.pass(4_999);
    expect(world.requests).toEqual([]);
    await world.pass(1_000);
    expect(world.requests.map((r) => r.urn)).toEqual(urns(7));
  });

  test("with nothing new it changes nothing, not even the hold", async () => {
    const world = new World();
    const first = await world.started(urns(5), { holdMs: 5_000 });
    await world.pass(2_000);
    expect(await world.start(urns(5), { holdMs: 5_000 })).toMatchObject({ added: 0, joined: true });
    expect((await world.view(first)).added).toBe(0);
    await world.pass(3_100);
    expect(world.requests).toHaveLength(5);
  });

  test("what joins a run that is already sending waits out its own hold, and can be taken back", async () => {
    const world = new World();
    world.latency = 4_000;
    const runId = await world.started(urns(2));
    await world.pass(1_000);
    const { holdUntil } = (await world.view(runId)).run;
    await world.start([urn(2)], { holdMs: 5_000 });
    expect((await world.view(runId)).run.holdUntil).toBe(holdUntil);
    await world.pass(1_000);
    expect(world.requests).toHaveLength(2);
    expect(await world.queue.undo(runId)).toEqual({ ok: true });
    await world.pass(10_000);
    const view = await world.view(runId);
    expect(view.counts).toMatchObject({ done: 2, skipped: 1 });
    expect(view.run.state).toBe("finished");
    expect(world.requests).toHaveLength(2);
  });

  test("left alone, it is sent when its hold is over", async () => {
    const world = new World();
    world.latency = 4_000;
    await world.started(urns(2));
    await world.pass(1_000);
    await world.start([urn(2)], { holdMs: 5_000 });
    await world.pass(10_000);
    expect(world.requests.at(-1)).toMatchObject({ urn: urn(2), time: 6_000 });
  });

  test("a conversation that got a newer message since is marked again; one that did not is left alone", async () => {
    const world = new World();
    world.limit = 2;
    const runId = await world.started([shown(0, 10), shown(1, 10), shown(2, 10)]);
    await world.pass(1_000);
    expect(await world.start([shown(0, 10), shown(1, 11)])).toMatchObject({ added: 1, joined: true });
    await world.pass(180_000);
    expect(world.requests.map((r) => r.urn)).toEqual([urn(0), urn(1), urn(2), urn(1)]);
    expect((await world.view(runId)).counts).toMatchObject({ total: 3, done: 3 });
  });

  test("another action, account or privacy is a run of its own", async () => {
    const world = new World();
    const ids = [
      await world.started(urns(1), { holdMs: 5_000 }),
      await world.started(urns(1), { holdMs: 5_000, action: "unread" }),
      await world.started(urns(1), { holdMs: 5_000, accountId: "other" }),
      await world.started(urns(1), { holdMs: 5_000, ephemeral: true }),
    ];
    expect(new Set(ids).size).toBe(4);
  });

  test("after a run has ended, or is being stopped, a click begins a new one", async () => {
    const world = new World();
    const first = await world.started(urns(2));
    await world.pass(1_000);
    const second = await world.started(urns(2));
    expect(second).not.toBe(first);
    world.latency = 5_000;
    await world.pass(1_000);
    const third = await world.started(urns(4, 50));
    await world.pass(100);
    await world.queue.stop(third);
    expect(await world.started(urns(4, 50))).not.toBe(third);
  });

  test.each(["no-subscription", "permission-lost", "offline"] as const)(
    "added to a run that is paused for %s, it is reason enough to try again",
    async (reason) => {
      const world = new World();
      world.answer = () => ({ kind: "pause", reason });
      const runId = await world.started(urns(1));
      await world.pass(1_000);
      world.answer = () => ({ kind: "done" });
      await world.started(urns(2));
      await world.pass(1_000);
      expect((await world.view(runId)).counts.done).toBe(2);
    },
  );
});

describe("undo", () => {
  test("in the hold it sends nothing", async () => {
    const world = new World();
    const runId = await world.started(urns(3), { holdMs: 5_000 });
    await world.pass(4_000);
    expect(await world.queue.undo(runId)).toEqual({ ok: true });
    await world.pass(60_000);
    expect(world.requests).toEqual([]);
    const view = await world.view(runId);
    expect(view.run.state).toBe("stopped");
    expect(view.run.endedAt).toBeDefined();
    expect(view.counts).toMatchObject({ skipped: 3, pending: 0 });
  });

  test("it is heeded at once, although the queue sleeps till the end of the hold", async () => {
    const world = new World();
    const runId = await world.started(urns(3), { holdMs: 20_000 });
    await world.pass(4_000);
    await world.queue.undo(runId);
    await world.pass(0);
    expect((await world.view(runId)).run.endedAt).toBe(world.clock.wall);
  });

  test("after the hold it is too late and says so", async () => {
    const world = new World();
    const runId = await world.started(urns(3), { holdMs: 1_000 });
    await world.pass(1_050);
    expect(await world.queue.undo(runId)).toEqual({ ok: false, reason: "too-late" });
    await world.pass(1_000);
    expect(await world.queue.undo(runId)).toEqual({ ok: false, reason: "too-late" });
    expect((await world.view(runId)).counts.done).toBe(3);
  });

  test("of an unknown run it says so", async () => {
    expect(await new World().queue.undo("none")).toEqual({ ok: false, reason: "not-found" });
  });
});

describe("hold", () => {
  test("the countdown stands still while held, and goes on with what was left", async () => {
    const world = new World();
    const runId = await world.started(urns(1), { holdMs: 5_000 });
    await world.pass(2_000);
    await world.queue.hold(runId, true);
    expect((await world.view(runId)).run.heldSince).toBe(world.clock.wall);
    await world.pass(20_000);
    expect(world.requests).toEqual([]);
    await world.queue.hold(runId, false);
    expect((await world.view(runId)).run.holdUntil).toBe(world.clock.wall + 3_000);
    await world.pass(2_999);
    expect(world.requests).toEqual([]);
    await world.pass(1);
    expect(world.requests).toHaveLength(1);
  });

  test("a page that never lets go holds it for a minute", async () => {
    const world = new World();
    const runId = await world.started(urns(1), { holdMs: 5_000 });
    await world.pass(2_000);
    await world.queue.hold(runId, true);
    await world.pass(59_000);
    await world.queue.hold(runId, true);
    expect(world.requests).toEqual([]);
    await world.pass(2_000);
    expect(world.requests).toHaveLength(1);
  });

  test("once sending it is too late; let go without having held it changes nothing", async () => {
    const world = new World();
    const runId = await world.started(urns(1), { holdMs: 1_000 });
    await world.queue.hold(runId, false);
    await world.pass(1_050);
    expect(world.requests).toHaveLength(1);
    expect(await world.queue.hold(runId, true)).toEqual({ ok: false, reason: "too-late" });
  });
});

describe("pause and resume", () => {
  test("what is on the wire ends, nothing else is sent until resumed", async () => {
    const world = new World();
    world.latency = 1_000;
    const runId = await world.started(urns(25));
    await world.pass(500);
    expect(await world.queue.pause(runId)).toEqual({ ok: true });
    await world.pass(60_000);
    expect(world.requests).toHaveLength(10);
    expect((await world.view(runId)).run).toMatchObject({ state: "paused", pauseReason: "person" });
    expect((await world.view(runId)).counts).toMatchObject({ done: 10, pending: 15, leased: 0 });
    expect((await world.view(runId)).finishAt).toBeUndefined();
    expect(await world.queue.resume(runId)).toEqual({ ok: true });
    await world.pass(5_000);
    expect((await world.view(runId)).counts.done).toBe(25);
  });

  test("paused in the hold and resumed before its end, the rest of the hold is kept", async () => {
    const world = new World();
    const runId = await world.started(urns(1), { holdMs: 5_000 });
    await world.pass(1_000);
    await world.queue.pause(runId);
    await world.pass(1_000);
    await world.queue.resume(runId);
    expect((await world.view(runId)).run.state).toBe("holding");
    await world.pass(2_999);
    expect(world.requests).toEqual([]);
    await world.pass(1);
    expect(world.requests).toHaveLength(1);
  });

  test("a run that runs can't be resumed, one that has ended not be paused", async () => {
    const world = new World();
    const runId = await world.started(urns(1), { holdMs: 1_000 });
    expect(await world.queue.resume(runId)).toEqual({ ok: false, reason: "not-allowed" });
    await world.pass(5_000);
    expect(await world.queue.pause(runId)).toEqual({ ok: false, reason: "too-late" });
  });

  test("paused by a person while offline, it does not go on by itself", async () => {
    const world = new World();
    world.answer = () => ({ kind: "pause", reason: "offline" });
    const runId = await world.started(urns(1));
    await world.pass(1_000);
    await world.queue.pause(runId);
    await world.queue.online();
    await world.pass(600_000);
    expect(world.requests).toHaveLength(1);
    expect((await world.view(runId)).run.pauseReason).toBe("person");
  });

  test("a reason that takes a person stays when they press pause on top of it", async () => {
    const world = new World();
    world.answer = () => ({ kind: "pause", reason: "key-refused" });
    const runId = await world.started(urns(1));
    await world.pass(1_000);
    await world.queue.pause(runId);
    expect((await world.view(runId)).run.pauseReason).toBe("key-refused");
  });

  test("paused by a person, it still pauses for a key that is refused once resumed", async () => {
    const world = new World();
    world.latency = 1_000;
    world.answer = () => ({ kind: "pause", reason: "key-refused" });
    const runId = await world.started(urns(12));
    await world.pass(100);
    await world.queue.pause(runId);
    await world.pass(2_000);
    expect((await world.view(runId)).run.pauseReason).toBe("person");
    await world.queue.resume(runId);
    await world.pass(2_000);
    expect((await world.view(runId)).run.pauseReason).toBe("key-refused");
    expect(world.requests).toHaveLength(10);
  });
});

describe("stop", () => {
  test("what is on the wire ends, the rest is skipped, and then it has ended", async () => {
    const world = new World();
    world.latency = 2_000;
    const runId = await world.started(urns(25));
    await world.pass(500);
    expect(await world.queue.stop(runId)).toEqual({ ok: true });
    await world.pass(0);
    const stopping = await world.view(runId);
    expect(stopping.run.state).toBe("stopped");
    expect(stopping.run.endedAt).toBeUndefined();
    expect(stopping.counts).toMatchObject({ leased: 10, skipped: 15 });
    await world.pass(3_000);
    const view = await world.view(runId);
    expect(view.run.endedAt).toBeDefined();
    expect(view.counts).toMatchObject({ done: 10, skipped: 15, failed: 0 });
    expect(world.requests).toHaveLength(10);
  });

  test("an item whose outcome is unknown is failed, not skipped: skipped would say that nothing was sent", async () => {
    const world = new World();
    world.answer = (i) =>
      i.order === 0 ? { kind: "retry", reason: "timeout", detail: "slow" } : { kind: "wait", waitMs: 60_000 };
    const runId = await world.started(urns(3));
    await world.pass(500);
    await world.queue.stop(runId);
    await world.pass(500);
    expect(world.disk.items(runId)).toMatchObject([
      { state: "failed", reason: "timeout", detail: "slow" },
      { state: "skipped", reason: "stopped" },
      { state: "skipped", reason: "stopped" },
    ]);
  });

  test("one that a dead worker had sent is failed too", async () => {
    const world = new World();
    world.latency = 5_000;
    const runId = await world.started(urns(1));
    await world.pass(500);
    world.kill();
    await world.queue.stop(runId);
    await world.pass(500);
    expect(world.disk.items(runId)).toMatchObject([{ state: "failed", reason: "network" }]);
    expect((await world.view(runId)).run.endedAt).toBeDefined();
  });

  test.each([
    [{ kind: "wait" }, { state: "skipped", reason: "stopped" }],
    [
      { kind: "pause", reason: "no-subscription" },
      { state: "skipped", reason: "stopped" },
    ],
    [
      { kind: "pause", reason: "api-moved" },
      { state: "skipped", reason: "stopped" },
    ],
    [
      { kind: "retry", reason: "server-error" },
      { state: "failed", reason: "server-error" },
    ],
    [{ kind: "done" }, { state: "done" }],
  ] as const)("an answer %o that comes after it", async (result, expected) => {
    const world = new World();
    world.latency = 1_000;
    world.answer = () => result;
    const runId = await world.started(urns(1));
    await world.pass(500);
    await world.queue.stop(runId);
    await world.pass(2_000);
    expect(world.disk.items(runId)).toMatchObject([expected]);
    expect((await world.view(runId)).run.state).toBe("stopped");
  });

  test("a stopped run can't be paused, resumed or undone", async () => {
    const world = new World();
    world.latency = 5_000;
    const runId = await world.started(urns(1));
    await world.pass(500);
    await world.queue.stop(runId);
    expect(await world.queue.pause(runId)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await world.queue.resume(runId)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await world.queue.undo(runId)).toEqual({ ok: false, reason: "too-late" });
  });
});

describe("retry failed", () => {
  test("the failed ones of an ended run go again, the others don't", async () => {
    const world = new World();
    world.answer = (i) => (i.order < 3 ? { kind: "fail", reason: "not-found" } : { kind: "done" });
    const runId = await world.started(urns(5));
    await world.pass(1_000);
    expect((await world.view(runId)).counts).toMatchObject({ done: 2, failed: 3 });
    world.answer = () => ({ kind: "done" });
    expect(await world.queue.retryFailed(runId)).toEqual({ ok: true });
    await world.pass(1_000);
    const view = await world.view(runId);
    expect(view.counts).toMatchObject({ done: 5, failed: 0 });
    expect(view.failures).toEqual([]);
    expect(view.run).toMatchObject({ state: "finished" });
    expect(world.requests).toHaveLength(8);
    expect(world.disk.items(runId)[0]).toMatchObject({ attempts: 2, state: "done" });
  });

  test("they have four attempts again", async () => {
    const world = new World();
    world.answer = () => ({ kind: "retry", reason: "network" });
    const runId = await world.started(urns(1));
    await world.pass(90_000);
    await world.queue.retryFailed(runId);
    await world.pass(90_000);
    expect(world.requests).toHaveLength(8);
    expect(world.disk.items(runId)[0]).toMatchObject({ state: "failed", attempts: 8, strikes: 4 });
  });

  test("they do, although the permission went while nothing ran: a gate closes only before a run", async () => {
    const world = new World();
    world.answer = () => ({ kind: "fail", reason: "bad-request" });
    const runId = await world.started(urns(1));
    await world.pass(1_000);
    await world.queue.permissionChanged(false);
    await world.queue.retryFailed(runId);
    await world.pass(1_000);
    expect(world.requests).toHaveLength(2);
  });

  test("with nothing failed it does nothing", async () => {
    const world = new World();
    const runId = await world.started(urns(1));
    await world.pass(1_000);
    expect(await world.queue.retryFailed(runId)).toEqual({ ok: false, reason: "not-allowed" });
    expect(await world.queue.retryFailed("none")).toEqual({ ok: false, reason: "not-found" });
    expect((await world.view(runId)).run.state).toBe("finished");
  });
});

describe("mark unread again", () => {
  test("all that a run marked, on the same machinery, without a hold", async () => {
    const world = new World();
    world.answer = (i) => (i.order === 2 ? { kind: "fail", reason: "bad-request" } : { kind: "done" });
    const runId = await world.started(urns(4), { accountId: "acc" });
    await world.pass(1_000);
    const result = await world.queue.markUnread(runId);
    expect(result).toMatchObject({ ok: true, added: 3, joined: false });
    world.answer = () => ({ kind: "done" });
    await world.pass(1_000);
    const unread = world.disk.runs.get(result.ok ? result.runId : "");
    expect(unread).toMatchObject({
      action: "unread",
      source: "history",
      accountId: "acc",
      state: "finished",
    });
    expect(world.requests.slice(4).map((r) => r.urn)).toEqual([urn(0), urn(1), urn(3)]);
    expect(world.disk.items(unread?.id ?? "")[0]?.name).toBe(`Name of ${urn(0)}`);
  });

  test("or some of it", async () => {
    const world = new World();
    const runId = await world.started(urns(4));
    await world.pass(1_000);
    expect(await world.queue.markUnread(runId, [urn(1), urn(9)])).toMatchObject({ ok: true, added: 1 });
    expect(await world.queue.markUnread(runId, [urn(9)])).toEqual({ ok: false, reason: "nothing" });
  });

  test("for seven days after the run's end, and not for an unread run", async () => {
    const world = new World();
    const runId = await world.started(urns(1));
    await world.pass(1_000);
    const until = (await world.view(runId)).markUnreadUntil ?? 0;
    expect(until - (world.disk.runs.get(runId)?.endedAt ?? 0)).toBe(7 * 24 * 3_600_000);
    await world.pass(until - world.clock.wall - 1);
    const again = await world.queue.markUnread(runId);
    expect(again).toMatchObject({ ok: true });
    await world.pass(1);
    expect(await world.queue.markUnread(runId)).toEqual({ ok: false, reason: "too-late" });
    expect((await world.view(runId)).markUnreadUntil).toBeUndefined();
    const unread = again.ok ? again.runId : "";
    await world.pass(1_000);
    expect((await world.view(unread)).counts.done).toBe(1);
    expect((await world.view(unread)).markUnreadUntil).toBeUndefined();
    expect(await world.queue.markUnread(unread)).toEqual({ ok: false, reason: "too-late" });
    expect(await world.queue.markUnread("none")).toEqual({ ok: false, reason: "not-found" });
  });
});

describe("private windows", () => {
  test("no name is on disk, the person sees them all the same, and at the end nothing is left", async () => {
    const world = new World();
    world.latency = 2_000;
    world.answer = (i) => (i.order === 0 ? { kind: "fail", reason: "bad-request" } : { kind: "done" });
    const runId = await world.started([shown(0, 1), shown(1, 1)], { ephemeral: true });
    await world.pass(1_000);
    expect(world.disk.items(runId).map((i) => i.name)).toEqual(["", ""]);
    expect((await world.queue.items(runId)).map((i) => i.name)).toEqual(["N0", "N1"]);
    await world.pass(3_000);
    expect(world.disk.runs.size).toBe(0);
    expect(world.disk.items(runId)).toEqual([]);
    const last = world.events.at(-1);
    expect(last?.event.kind).toBe("ended");
    expect(last?.view.run.state).toBe("finished");
    expect(last?.view.counts).toMatchObject({ done: 1, failed: 1 });
    expect(last?.view.failures[0]?.name).toBe("N0");
    expect(last?.view.markUnreadUntil).toBeUndefined();
    expect(await world.queue.current()).toBeUndefined();
  });

  test("while it waits for the server all of it is kept, and told as going on", async () => {
    const world = new World();
    world.answer = (_, __, nth) => (nth === 1 ? { kind: "wait", waitMs: 5_000 } : { kind: "done" });
    const runId = await world.started(urns(2), { ephemeral: true });
    await world.pass(1_000);
    expect(world.disk.items(runId).map((i) => i.state)).toEqual(["pending", "pending"]);
    expect((await world.view(runId)).run.state).toBe("waiting");
    expect(world.events.map((e) => e.event.kind)).not.toContain("ended");
    await world.pass(30_000);
    expect(world.events.at(-1)?.view.counts).toMatchObject({ total: 2, done: 2 });
  });

  test("undone, nothing is left either", async () => {
    const world = new World();
    const runId = await world.started(urns(2), { ephemeral: true, holdMs: 5_000 });
    await world.queue.undo(runId);
    await world.pass(100);
    expect(world.disk.runs.size).toBe(0);
    expect(world.events.at(-1)?.view.run.state).toBe("stopped");
  });
});
