import { describe, expect, test } from "vitest";
import { newItem } from "../../../lib/queue/item";
import type { ItemRecord, RunRecord } from "../../../lib/queue/store";
import { urn, urns, World } from "./world";

const item = (world: World, runId: string, n: number) =>
  world.disk.itemsOf.get(runId)?.get(urn(n)) as ItemRecord;

describe("sending", () => {
  test("a run of 30 is sent once each, in order, and ends finished", async () => {
    const world = new World();
    const runId = await world.started(urns(30));
    await world.pass(2_000);
    expect(world.requests.map((r) => r.urn)).toEqual(urns(30));
    const view = await world.view(runId);
    expect(view.run.state).toBe("finished");
    expect(view.run.endedAt).toBe(world.clock.offset + 300);
    expect(view.counts).toEqual({ total: 30, pending: 0, leased: 0, done: 30, skipped: 0, failed: 0 });
  });

  test("no more than ten are in flight, and a place that frees is filled at once", async () => {
    const world = new World();
    await world.started(urns(30));
    await world.pass(2_000);
    expect(world.mostInFlight).toBe(10);
    expect(world.requests.map((r) => r.time)).toEqual([0, 100, 200].flatMap((t) => Array(10).fill(t)));
  });

  test("a slow request keeps only its own place", async () => {
    const world = new World();
    let slow = true;
    world.answer = () => {
      world.latency = slow ? 15_000 : 100;
      slow = false;
      return { kind: "done" };
    };
    await world.started(urns(40));
    await world.pass(1_000);
    expect(world.requests).toHaveLength(40);
  });

  test("an item that is due later is sent when it is due, though another request goes on", async () => {
    const world = new World();
    world.answer = (_, __, nth) => {
      world.latency = world.requests.length === 1 ? 18_000 : 100;
      return nth === 1 && world.requests.length === 2
        ? { kind: "retry", reason: "network" }
        : { kind: "done" };
    };
    await world.started(urns(2));
    await world.pass(5_000);
    expect(world.requests).toHaveLength(3);
  });

  test("a sender that throws counts as a broken connection and is told once", async () => {
    const world = new World();
    world.answer = (_, __, nth) => {
      if (nth === 1) throw new Error("bug");
      return { kind: "done" };
    };
    const runId = await world.started(urns(1));
    await world.pass(4_000);
    expect((await world.view(runId)).counts.done).toBe(1);
    expect(item(world, runId, 0)).toMatchObject({ attempts: 2, strikes: 1 });
    expect(world.reported).toHaveLength(1);
  });

  test("runs are drained one after another", async () => {
    const world = new World();
    await world.started(urns(15));
    await world.started(urns(5, 100), { action: "unread" });
    await world.pass(1_000);
    expect(world.requests.map((r) => r.urn)).toEqual([...urns(15), ...urns(5, 100)]);
  });

  test("while one run waits for a later time, the next is not kept waiting for that", async () => {
    const world = new World();
    const first = await world.started(urns(2), { holdMs: 20_000 });
    const second = await world.started(urns(1, 50), { holdMs: 5_000, action: "unread" });
    await world.pass(5_000);
    expect(world.requests.map((r) => r.urn)).toEqual(urns(1, 50));
    expect((await world.view(second)).run.state).toBe("running");
    expect((await world.view(first)).run.state).toBe("holding");
  });

  test("the end of a hold is shown at its time, though it is another run's turn and that one waits", async () => {
    const world = new World();
    world.limit = 1;
    await world.started(urns(2));
    const second = await world.started(urns(1, 50), { holdMs: 3_000, action: "unread" });
    await world.pass(3_500);
    expect(world.events.filter((e) => e.view.run.id === second).at(-1)?.view.run.state).toBe("running");
  });

  test("a click is heeded at once, although the queue sleeps till the end of another run's hold", async () => {
    const world = new World();
    await world.started(urns(2), { holdMs: 20_000 });
    await world.pass(1_000);
    await world.started(urns(2, 50), { action: "unread" });
    await world.pass(0);
    expect(world.requests.map((r) => r.time)).toEqual([1_000, 1_000]);
  });

  test("a word that comes while it writes is heeded as well", async () => {
    const world = new World();
    world.limit = 1;
    await world.started(urns(3));
    await world.pass(10);
    world.commitMs = 50;
    await world.pass(world.latency + 20);
    // Of the answer.
    expect(world.disk.busy).toBe(true);
    world.limit = 60;
    void world.queue.drain();
    await world.pass(1_000);
    expect(world.requests).toHaveLength(3);
  });

  test("a run that another context has begun is drained to its end, each conversation once", async () => {
    const world = new World();
    await world.started(urns(1, 50), { holdMs: 20_000 });
    await world.pass(1_000);
    const own = [...world.disk.runs.values()][0] as RunRecord;
    const other: RunRecord = { ...own, id: "other", seq: 9, size: 12, state: "running", holdUntil: 0 };
    await world.disk.write("strict", async (tx) => {
      await tx.putRun({ ...other, action: "unread" });
      for (const [n, each] of urns(12).entries()) {
        await tx.putItem(newItem("other", n, { urn: each, name: "N" }, 0));
      }
    });
    world.answer = (i) => {
      world.latency = 100 * (i.order + 1);
      return i.order === 0 ? { kind: "fail", reason: "bad-request" } : { kind: "done" };
    };
    void world.queue.drain();
    await world.pass(5_000);
    expect(world.requests.map((r) => r.urn)).toEqual(urns(12));
    const view = await world.view("other");
    expect(view.counts).toMatchObject({ done: 11, failed: 1, leased: 0, pending: 0 });
    expect(view.run.endedAt).toBeGreaterThan(world.clock.offset + 1_000 + 1_200);
    expect(world.reported).toEqual([]);
  });

  test("a run that a person has paused does not keep the next one waiting", async () => {
    const world = new World();
    const first = await world.started(urns(5), { holdMs: 5_000 });
    await world.queue.pause(first);
    const second = await world.started(urns(5, 100), { action: "unread" });
    await world.pass(1_000);
    expect((await world.view(second)).run.state).toBe("finished");
    expect(world.requests).toHaveLength(5);
  });
});

describe("before each request", () => {
  test("what has become read is skipped, and what got a newer message; nothing is sent for them", async () => {
    const world = new World();
    world.check = async (i) => (i.order === 1 ? "already-read" : i.order === 2 ? "new-message" : undefined);
    const runId = await world.started(urns(4));
    await world.pass(1_000);
    expect(world.requests.map((r) => r.urn)).toEqual([urn(0), urn(3)]);
    expect((await world.view(runId)).counts).toMatchObject({ done: 2, skipped: 2 });
    expect(item(world, runId, 1)).toMatchObject({ state: "skipped", reason: "already-read", attempts: 0 });
    expect(item(world, runId, 2)).toMatchObject({ state: "skipped", reason: "new-message" });
  });

  test("it is asked right before the request, not at the click", async () => {
    const world = new World();
    world.limit = 1;
    let read = false;
    world.check = async () => (read ? "already-read" : undefined);
    await world.started(urns(2));
    await world.pass(30_000);
    read = true;
    await world.pass(60_000);
    expect(world.requests).toHaveLength(1);
  });

  test("a check that fails lets it be sent", async () => {
    const world = new World();
    world.check = async () => {
      throw new Error("bug");
    };
    const runId = await world.started(urns(2));
    await world.pass(1_000);
    expect((await world.view(runId)).counts.done).toBe(2);
    expect(world.reported).toHaveLength(2);
  });
});

describe("answers", () => {
  test("one without a verdict is tried four times, after 2, 6 and 18 s more or less, then fails", async () => {
    const world = new World();
    world.answer = () => ({ kind: "retry", reason: "unreadable-answer", detail: "HTTP 200" });
    const runId = await world.started(urns(1));
    await world.pass(60_000);
    const times = world.requests.map((r) => r.time);
    expect(times).toHaveLength(4);
    const gaps = times.slice(1).map((t, i) => t - (times[i] ?? 0) - world.latency);
    for (const [i, middle] of [2_000, 6_000, 18_000].entries()) {
      expect(gaps[i]).toBeGreaterThanOrEqual(middle * 0.5);
      // Above 25 s it is the alarm's, which keeps 30 s.
      expect(gaps[i]).toBeLessThanOrEqual(i < 2 ? middle * 1.5 : 30_000);
    }
    const view = await world.view(runId);
    expect(view.run.state).toBe("finished");
    expect(view.failures).toEqual([
      {
        urn: urn(0),
        name: `Name of ${urn(0)}`,
        reason: "unreadable-answer",
        detail: "HTTP 200",
        attempts: 4,
      },
    ]);
  });

  test("a fault that passes costs nothing but time", async () => {
    const world = new World();
    world.answer = (_, __, nth) =>
      nth < 4 ? { kind: "retry", reason: "server-error", detail: "HTTP 500" } : { kind: "done" };
    const runId = await world.started(urns(3));
    await world.pass(120_000);
    expect((await world.view(runId)).counts).toMatchObject({ done: 3, failed: 0 });
    expect(item(world, runId, 0)).toMatchObject({
      state: "done",
      attempts: 4,
      reason: undefined,
      detail: undefined,
    });
  });

  test("a server that says when to come back is not asked before", async () => {
    const world = new World();
    world.answer = (_, __, nth) =>
      nth === 1 ? { kind: "retry", reason: "server-error", waitMs: 40_000 } : { kind: "done" };
    const runId = await world.started(urns(1));
    await world.pass(1_000);
    expect((await world.view(runId)).run).toMatchObject({ state: "waiting" });
    await world.pass(60_000);
    expect(world.requests.map((r) => r.time)[1]).toBeGreaterThanOrEqual(40_100);
    expect((await world.view(runId)).counts.done).toBe(1);
  });

  test("a bad conversation fails alone, at once", async () => {
    const world = new World();
    world.answer = (i) =>
      i.order === 1 ? { kind: "fail", reason: "bad-request", detail: "no" } : { kind: "done" };
    const runId = await world.started(urns(3));
    await world.pass(1_000);
    expect((await world.view(runId)).counts).toMatchObject({ done: 2, failed: 1 });
    expect(world.requests).toHaveLength(3);
  });

  test("mark-unread without such a call fails all at once, and is not offered again", async () => {
    const world = new World();
    const seen = await world.started(urns(20));
    await world.pass(1_000);
    expect((await world.view(seen)).markUnreadUntil).toBeDefined();
    world.answer = () => ({ kind: "fail", reason: "unsupported" });
    const started = await world.queue.markUnread(seen);
    await world.pass(1_000);
    const view = await world.view(started.ok ? started.runId : "");
    expect(view.counts).toMatchObject({ total: 20, failed: 20 });
    expect(world.requests).toHaveLength(30);
    expect((await world.view(seen)).markUnreadUntil).toBeUndefined();
    expect(await world.queue.markUnread(seen)).toEqual({ ok: false, reason: "unsupported" });
    await world.queue.keyChanged();
    expect((await world.view(seen)).markUnreadUntil).toBeDefined();
  });
});

describe("when every conversation fails", () => {
  test("five not found in a row and none seen pause the run; resumed, they go again", async () => {
    const world = new World();
    world.answer = () => ({ kind: "fail", reason: "not-found", detail: "gone", suspect: "account-unknown" });
    const runId = await world.started(urns(40), { accountId: "wrong" });
    await world.pass(1_000);
    expect((await world.view(runId)).run).toMatchObject({
      state: "paused",
      pauseReason: "account-unknown",
      pauseDetail: "gone",
    });
    // Ten in flight, and those that took the places of the first four to come back.
    expect(world.requests).toHaveLength(14);
    world.answer = (_, run) => ({ kind: run.accountId === "right" ? "done" : "wait" });
    expect(await world.queue.resume(runId, "right")).toEqual({ ok: true });
    await world.pass(1_000);
    expect((await world.view(runId)).counts).toMatchObject({ done: 40, failed: 0 });
  });

  test("four are not enough, and not five after one that was seen", async () => {
    const world = new World();
    world.answer = () => ({ kind: "fail", reason: "not-found", suspect: "api-moved" });
    const four = await world.started(urns(4));
    await world.pass(1_000);
    expect((await world.view(four)).run.state).toBe("finished");
    world.answer = (i) =>
      i.order === 0 ? { kind: "done" } : { kind: "fail", reason: "not-found", suspect: "api-moved" };
    const many = await world.started(urns(20, 50));
    await world.pass(1_000);
    expect((await world.view(many)).counts).toMatchObject({ done: 1, failed: 19 });
  });

  test("nor five after one that was seen among the very answers that are written together", async () => {
    const world = new World();
    world.answer = (i) => {
      if (i.order === 0) return { kind: "fail", reason: "bad-request" };
      return i.order === 1 ? { kind: "done" } : { kind: "fail", reason: "not-found", suspect: "api-moved" };
    };
    const runId = await world.started(urns(20));
    await world.pass(50);
    // The first answer's commit takes so long that all others wait for the next.
    world.commitMs = 60;
    await world.pass(1_000);
    expect((await world.view(runId)).counts).toMatchObject({ done: 1, failed: 19 });
    expect((await world.view(runId)).run.state).toBe("finished");
  });

  test("with nobody to ask, server errors only cost attempts", async () => {
    const world = new World();
    world.canAsk = false;
    world.answer = () => ({ kind: "retry", reason: "server-error" });
    const runId = await world.started(urns(6));
    await world.pass(300_000);
    expect((await world.view(runId)).counts.failed).toBe(6);
  });

  test("the account is asked for while other requests go on, once at a time, and that is on disk", async () => {
    const world = new World();
    world.answer = (i) => {
      world.latency = i.order < 5 ? 100 : 15_000;
      return { kind: "retry", reason: "server-error" };
    };
    await world.started(urns(30));
    await world.pass(90);
    world.latency = 10_000;
    await world.pass(5_000);
    expect(world.asked).toHaveLength(1);
    expect([...world.disk.slots.values()].filter((slot) => slot.endedAt === 0)).toHaveLength(1);
    expect(world.disk.durabilities.slice(1).filter((durability) => durability !== "relaxed")).toEqual([]);
    await world.pass(5_500);
    expect([...world.disk.slots.values()].filter((slot) => slot.endedAt === 0)).toEqual([]);
  });

  test("an answer about the account that comes when the run is over is nobody's", async () => {
    const world = new World();
    world.answer = () => ({ kind: "retry", reason: "server-error" });
    world.condition = "disconnected";
    const runId = await world.started(urns(5));
    await world.pass(90);
    world.latency = 10_000;
    await world.pass(1_000);
    expect(world.asked).toHaveLength(1);
    await world.queue.stop(runId);
    await world.pass(20_000);
    expect((await world.view(runId)).run.state).toBe("stopped");
    expect(world.reported).toEqual([]);
    world.latency = 100;
    world.answer = () => ({ kind: "done" });
    const next = await world.started(urns(1, 50));
    await world.pass(30_000);
    expect((await world.view(next)).counts.done).toBe(1);
  });

  test("five server errors in a row: the account is asked for, and a lost one pauses the run", async () => {
    const world = new World();
    world.answer = () => ({ kind: "retry", reason: "server-error", detail: "HTTP 500" });
    world.condition = "disconnected";
    const runId = await world.started(urns(30));
    await world.pass(2_000);
    expect(world.asked).toEqual([runId]);
    expect((await world.view(runId)).run).toMatchObject({
      state: "paused",
      pauseReason: "account-disconnected",
    });
    expect(world.requests).toHaveLength(10);
    world.answer = () => ({ kind: "done" });
    await world.queue.resume(runId);
    await world.pass(30_000);
    expect((await world.view(runId)).counts.done).toBe(30);
  });

  test("an account that is fine lets the run go on, and is not asked for again at once", async () => {
    const world = new World();
    world.limit = 1_000;
    world.answer = () => ({ kind: "retry", reason: "server-error", detail: "HTTP 500" });
    const runId = await world.started(urns(10));
    await world.pass(90_000);
    expect((await world.view(runId)).counts.failed).toBe(10);
    expect(world.requests).toHaveLength(40);
    expect(world.asked).toHaveLength(2);
  });
});

describe("a server in trouble", () => {
  // Seen red with `withServerError` left out of `paceAfter`: the places of the minute are spent at once.
  test("a few bad seconds cost ten attempts, however many conversations wait", async () => {
    const world = new World();
    world.answer = () =>
      world.clock.time < 5_000 ? { kind: "retry", reason: "server-error" } : { kind: "done" };
    const runId = await world.started(urns(50));
    await world.pass(5_000);
    expect(world.requests).toHaveLength(10);
    expect((await world.view(runId)).run).toMatchObject({ state: "running" });
    await world.pass(6_000);
    // First one alone, which succeeds, then the others.
    expect(world.requests.length).toBeGreaterThan(10);
    expect(world.requests[11]?.time).toBeGreaterThan(world.requests[10]?.time ?? 0);
    await world.pass(60_000);
    expect((await world.view(runId)).counts.done).toBe(50);
    expect(world.requests).toHaveLength(60);
  });

  test("trouble that doesn't pass is waited for a minute, then every conversation fails after four attempts", async () => {
    const world = new World();
    world.limit = 1_000;
    world.answer = () => ({ kind: "retry", reason: "server-error" });
    const runId = await world.started(urns(50));
    await world.pass(40_000);
    expect((await world.view(runId)).counts.failed).toBe(0);
    expect(world.requests.length).toBeLessThanOrEqual(13);
    await world.pass(60_000);
    expect((await world.view(runId)).counts.failed).toBe(50);
    expect(world.requests).toHaveLength(200);
  });

  test("now and then an error slows nothing down", async () => {
    const world = new World();
    let n = 0;
    world.answer = () => {
      n += 1;
      return n % 8 === 0 ? { kind: "retry", reason: "server-error" } : { kind: "done" };
    };
    const runId = await world.started(urns(40));
    await world.pass(10_000);
    expect((await world.view(runId)).counts.done).toBe(40);
  });
});

describe("too many requests", () => {
  test("the run waits until the time given, spends no attempt and goes on slower", async () => {
    const world = new World();
    let refused = 0;
    world.answer = () => {
      refused += 1;
      return refused <= 10 ? { kind: "wait", waitMs: 30_000 } : { kind: "done" };
    };
    const runId = await world.started(urns(80));
    await world.pass(1_000);
    const waiting = await world.view(runId);
    expect(waiting.run.state).toBe("waiting");
    const until = (waiting.run.waitUntil ?? 0) - world.clock.offset;
    expect(until).toBeGreaterThanOrEqual(31_000);
    expect(until).toBeLessThanOrEqual(35_200);
    // Ten refusals of one burst slow down once: half of 60.
    expect(waiting.requestsPerMinute).toBe(30);
    expect(world.requests).toHaveLength(10);
    await world.pass(300_000);
    expect(world.requests.filter((r) => r.time > 1_000 && r.time < until)).toEqual([]);
    expect((await world.view(runId)).counts).toMatchObject({ done: 80, failed: 0 });
    expect(world.disk.items(runId).every((i) => i.strikes === 0)).toBe(true);
  });

  test("without a hint it waits a minute and goes on at 15 a minute", async () => {
    const world = new World();
    world.answer = () => (world.clock.time < 50 ? { kind: "wait" } : { kind: "done" });
    const runId = await world.started(urns(200));
    await world.pass(200);
    const view = await world.view(runId);
    expect(view.requestsPerMinute).toBe(15);
    expect((view.run.waitUntil ?? 0) - world.clock.wall).toBeGreaterThan(60_000);
    await world.pass(119_800);
    const slow = world.requests.filter((r) => r.time > 1_000).map((r) => r.time);
    expect(slow).toHaveLength(15);
  });

  test("the limit rises again with successes", async () => {
    const world = new World();
    world.answer = () => (world.clock.time < 50 ? { kind: "wait" } : { kind: "done" });
    const runId = await world.started(urns(400));
    await world.pass(15 * 60_000);
    expect((await world.view(runId)).requestsPerMinute).toBeGreaterThan(25);
  });

  test("told to come at once and refused again, it waits a minute after all", async () => {
    const world = new World();
    world.answer = () => ({ kind: "wait", waitMs: 0 });
    await world.started(urns(1));
    await world.pass(10 * 60_000);
    expect(world.requests.length).toBeLessThanOrEqual(11);
  });

  test("a last request that was allowed stops the next before it is refused", async () => {
    const world = new World();
    world.answer = () => ({ kind: "done", blockMs: 20_000 });
    await world.started(urns(1));
    await world.pass(1_000);
    world.answer = () => ({ kind: "done" });
    const runId = await world.started(urns(5, 50));
    await world.pass(10_000);
    expect(world.requests).toHaveLength(1);
    // Short, so it is the pace and not a state.
    expect((await world.view(runId)).run.state).toBe("running");
    await world.pass(10_000);
    expect(world.requests.slice(1).map((r) => r.time)).toEqual(Array(5).fill(20_100));
  });

  test("a wait outlives the run that met it: a new run does not ask sooner", async () => {
    const world = new World();
    world.answer = () => ({ kind: "wait", waitMs: 100_000 });
    const first = await world.started(urns(1));
    await world.pass(1_000);
    await world.queue.stop(first);
    const second = await world.started(urns(1, 50), { action: "unread" });
    await world.pass(1_000);
    expect((await world.view(second)).run.state).toBe("waiting");
    expect(world.requests).toHaveLength(1);
  });
});

describe("what stops every run", () => {
  test("after a 401 nothing is sent, not even by a new run or after a restart, until another key is kept", async () => {
    const world = new World();
    world.answer = () => ({ kind: "pause", reason: "key-refused" });
    const first = await world.started(urns(30));
    await world.pass(1_000);
    expect(world.requests).toHaveLength(10);
    expect((await world.view(first)).run).toMatchObject({ state: "paused", pauseReason: "key-refused" });
    expect((await world.view(first)).counts).toMatchObject({ pending: 30, failed: 0 });
    expect(await world.queue.resume(first)).toEqual({ ok: false, reason: "not-allowed" });
    const second = await world.started(urns(3, 50), { action: "unread" });
    world.kill();
    await world.queue.drain();
    await world.pass(600_000);
    expect(world.requests).toHaveLength(10);
    expect((await world.view(second)).run.pauseReason).toBe("key-refused");
    expect(world.alarm).toBeUndefined();

    world.answer = () => ({ kind: "done" });
    world.key = "key-2";
    await world.queue.keyChanged();
    await world.pass(2_000);
    expect((await world.view(first)).counts.done).toBe(30);
    expect((await world.view(second)).counts.done).toBe(3);
  });

  // It comes while the leases of the next are being committed.
  test.each([1, 30, 59])(
    "an answer that stops all runs stops also what is being leased, %d ms",
    async (ms) => {
      const world = new World();
      const runId = await world.started(urns(30));
      await world.pass(50);
      world.commitMs = 60;
      let answered = 0;
      world.answer = () => {
        answered += 1;
        world.latency = answered === 1 ? ms : 100;
        return { kind: "pause", reason: "key-refused" };
      };
      await world.pass(1_000);
      expect(answered).toBe(1);
      expect((await world.view(runId)).run.pauseReason).toBe("key-refused");
      const sent = new Set(world.requests.map((r) => r.urn));
      for (const i of world.disk.items(runId)) expect(i.attempts).toBe(sent.has(i.urn) ? 1 : 0);
      expect((await world.view(runId)).counts).toMatchObject({ leased: 0, pending: 20, done: 10 });
      // None of those may have reached the server.
      world.commitMs = 0;
      await world.queue.stop(runId);
      await world.pass(1_000);
      expect((await world.view(runId)).counts).toMatchObject({ skipped: 20, failed: 0 });
    },
  );

  test.each([1, 30, 59])("so does a 429, %d ms", async (ms) => {
    const world = new World();
    const runId = await world.started(urns(30));
    await world.pass(50);
    world.commitMs = 60;
    let answered = 0;
    world.answer = () => {
      answered += 1;
      world.latency = answered === 1 ? ms : 100;
      return { kind: "wait", waitMs: 20_000 };
    };
    await world.pass(1_000);
    expect(answered).toBe(1);
    expect((await world.view(runId)).counts).toMatchObject({ leased: 0, pending: 20, done: 10 });
  });

  test("it stops also what is being looked at, and what was never sent can still be said to be", async () => {
    const world = new World();
    world.answer = (i) => {
      world.latency = i.order === 0 ? 100 : 120;
      return i.order === 0 ? { kind: "done" } : { kind: "pause", reason: "key-refused" };
    };
    const runId = await world.started(urns(30));
    await world.pass(50);
    world.check = async () => {
      await world.clock.after(50);
      return undefined;
    };
    await world.pass(1_000);
    expect(world.requests).toHaveLength(10);
    expect(world.reported).toEqual([]);
    expect(world.disk.items(runId).map((i) => i.attempts)).toEqual([
      ...Array(10).fill(1),
      ...Array(20).fill(0),
    ]);
    await world.queue.stop(runId);
    await world.pass(1_000);
    expect((await world.view(runId)).counts).toMatchObject({ done: 1, skipped: 29, failed: 0 });
  });

  test("a refused key is not forgotten over what else goes wrong at the same time", async () => {
    const world = new World();
    world.answer = (i) => ({ kind: "pause", reason: i.order === 0 ? "key-refused" : "offline" });
    const runId = await world.started(urns(5));
    await world.pass(1_000);
    expect((await world.view(runId)).run.pauseReason).toBe("key-refused");
    await world.queue.online();
    await world.pass(600_000);
    expect(world.requests).toHaveLength(5);
  });

  test("paused between the choice and the lease, nothing is leased", async () => {
    const world = new World();
    world.check = async () => {
      await world.clock.after(50);
      return undefined;
    };
    const runId = await world.started(urns(3));
    await world.pass(10);
    await world.queue.pause(runId);
    await world.pass(10_000);
    expect(world.requests).toEqual([]);
    expect((await world.view(runId)).counts.pending).toBe(3);
  });

  test("a worker that died between keeping the new key and saying so is no loss", async () => {
    const world = new World();
    world.answer = () =>
      world.key === "key-1" ? { kind: "pause", reason: "key-refused" } : { kind: "done" };
    const runId = await world.started(urns(3));
    await world.pass(1_000);
    world.key = "key-2";
    world.kill();
    void world.queue.drain();
    await world.pass(1_000);
    expect((await world.view(runId)).counts.done).toBe(3);
  });

  test("without a way to tell keys apart it takes the word of the one who kept it", async () => {
    const world = new World();
    world.knowsKeys = false;
    world.answer = () =>
      world.key === "key-1" ? { kind: "pause", reason: "key-refused" } : { kind: "done" };
    const runId = await world.started(urns(3));
    await world.pass(1_000);
    world.key = "key-2";
    world.kill();
    void world.queue.drain();
    await world.pass(1_000);
    expect((await world.view(runId)).run.pauseReason).toBe("key-refused");
    await world.queue.keyChanged();
    await world.pass(1_000);
    expect((await world.view(runId)).counts.done).toBe(3);
  });

  test("a refusal of the old key that comes after the new one was kept stops nothing", async () => {
    const world = new World();
    world.latency = 3_000;
    world.answer = () =>
      world.key === "key-1" ? { kind: "pause", reason: "key-refused" } : { kind: "done" };
    const runId = await world.started(urns(5));
    await world.pass(1_000);
    world.key = "key-2";
    await world.queue.keyChanged();
    await world.pass(10_000);
    expect((await world.view(runId)).counts.done).toBe(5);
    expect(world.events.map((e) => e.view.run.state)).not.toContain("paused");
  });

  test("nor does it make anybody think that something was sent", async () => {
    const world = new World();
    world.latency = 3_000;
    world.answer = () => ({ kind: "pause", reason: "key-refused" });
    const runId = await world.started(urns(5));
    await world.pass(1_000);
    world.key = "key-2";
    await world.queue.keyChanged();
    await world.queue.stop(runId);
    await world.pass(10_000);
    expect((await world.view(runId)).counts).toMatchObject({ skipped: 5, failed: 0 });
  });

  test("an ended subscription pauses with the server's words; resumed, it is tried again", async () => {
    const world = new World();
    world.answer = () => ({ kind: "pause", reason: "no-subscription", detail: "Your trial has expired" });
    const runId = await world.started(urns(3));
    await world.pass(1_000);
    expect((await world.view(runId)).run).toMatchObject({
      pauseReason: "no-subscription",
      pauseDetail: "Your trial has expired",
    });
    world.answer = () => ({ kind: "done" });
    await world.queue.resume(runId);
    await world.pass(1_000);
    expect((await world.view(runId)).counts.done).toBe(3);
  });

  test("a permission that is taken away and given back", async () => {
    const world = new World();
    world.limit = 2;
    const runId = await world.started(urns(4));
    await world.pass(1_000);
    await world.queue.permissionChanged(false);
    await world.pass(90_000);
    expect((await world.view(runId)).run.pauseReason).toBe("permission-lost");
    expect(world.requests).toHaveLength(2);
    await world.queue.permissionChanged(true);
    await world.pass(90_000);
    expect((await world.view(runId)).counts.done).toBe(4);
  });

  test("a permission that goes while nothing runs is no gate for a later run", async () => {
    const world = new World();
    await world.queue.permissionChanged(false);
    const runId = await world.started(urns(1));
    await world.pass(1_000);
    expect((await world.view(runId)).counts.done).toBe(1);
  });

  test("offline it waits for the browser's word, and looks by itself with one request at growing distances", async () => {
    const world = new World();
    world.answer = () => ({ kind: "pause", reason: "offline" });
    const runId = await world.started(urns(20));
    await world.pass(1_000);
    expect(world.requests).toHaveLength(10);
    const view = await world.view(runId);
    expect(view.run).toMatchObject({ state: "paused", pauseReason: "offline" });
    expect(view.run.waitUntil).toBe(world.clock.offset + 60_100);
    await world.pass(9 * 60_000);
    // After 1, 2 and 4 minutes.
    expect(world.requests).toHaveLength(13);
    world.answer = () => ({ kind: "done" });
    await world.queue.online();
    await world.pass(2_000);
    expect((await world.view(runId)).counts.done).toBe(20);
    expect(world.disk.pace.offlineCount).toBeUndefined();
  });

  test("the daily limit pauses until midnight, or until it is raised", async () => {
    const world = new World();
    world.dailyLimit = 7;
    const runId = await world.started(urns(20));
    await world.pass(1_000);
    const view = await world.view(runId);
    expect(view.counts).toMatchObject({ done: 7, pending: 13 });
    expect(view.run).toMatchObject({ state: "paused", pauseReason: "daily-limit" });
    expect(new Date(view.run.waitUntil ?? 0).getHours()).toBe(0);
    expect(view.daily).toEqual({ used: 7, limit: 7 });
    world.dailyLimit = 9;
    void world.queue.drain();
    await world.pass(1_000);
    expect(world.requests).toHaveLength(9);
    await world.pass(15 * 3_600_000);
    expect(world.requests).toHaveLength(18);
    expect((await world.view(runId)).daily).toEqual({ used: 9, limit: 9 });
  });
});

describe("death", () => {
  test("what was in flight is sent again and nothing else; the death counts against no conversation", async () => {
    const world = new World();
    world.latency = 5_000;
    const runId = await world.started(urns(25));
    for (let n = 0; n < 6; n += 1) {
      await world.pass(1_000);
      world.kill();
      void world.queue.drain();
    }
    world.latency = 100;
    await world.pass(120_000);
    expect((await world.view(runId)).counts).toMatchObject({ done: 25, failed: 0 });
    expect(world.disk.items(runId).every((i) => i.strikes === 0)).toBe(true);
    expect(world.requests).toHaveLength(25 + 6 * 10);
    expect(world.busiestMinute()).toBeLessThanOrEqual(60);
  });

  test("the next worker need not wait for the leases of the last", async () => {
    const world = new World();
    world.latency = 10_000;
    await world.started(urns(3));
    await world.pass(1_000);
    world.kill();
    void world.queue.drain();
    await world.pass(0);
    expect(world.requests).toHaveLength(6);
    expect(world.disk.durabilities.slice(1).filter((durability) => durability !== "relaxed")).toEqual([]);
  });

  test("an answer to a lease that another worker has taken over is nobody's", async () => {
    const world = new World();
    const runId = await world.started(urns(1));
    await world.pass(50);
    const theirs = { ...item(world, runId, 0), lease: "theirs.1" };
    await world.disk.write("relaxed", (tx) => tx.putItem(theirs));
    await world.pass(1_000);
    expect(item(world, runId, 0)).toEqual(theirs);
    expect(world.disk.runs.get(runId)?.endedAt).toBeUndefined();
  });

  test("a lease that says nothing of its worker is a dead one's", async () => {
    const world = new World();
    world.latency = 5_000;
    const runId = await world.started(urns(2));
    await world.pass(1_000);
    world.kill();
    const nameless = { ...item(world, runId, 0), lease: undefined };
    await world.disk.write("relaxed", (tx) => tx.putItem(nameless));
    void world.queue.drain();
    await world.pass(10_000);
    expect((await world.view(runId)).counts.done).toBe(2);
    expect([...world.disk.slots.keys()]).not.toContain(undefined);
  });

  test("requests of a dead worker count until a minute after its successor began", async () => {
    const world = new World();
    world.limit = 3;
    world.latency = 10_000;
    await world.started(urns(6));
    await world.pass(5_000);
    world.kill();
    await world.pass(15_000);
    void world.queue.drain();
    await world.pass(59_000);
    expect(world.requests).toHaveLength(3);
    await world.pass(2_000);
    expect(world.requests).toHaveLength(6);
  });

  test("an alarm follows each death by itself", async () => {
    const world = new World();
    world.latency = 10_000;
    const runId = await world.started(urns(3));
    await world.pass(1_000);
    world.kill();
    await world.pass(45_000);
    expect((await world.view(runId)).counts.done).toBe(3);
  });

  test("a second context that finds the lock taken sends nothing and looks again later", async () => {
    const world = new World();
    world.lockHeldElsewhere = true;
    await world.started(urns(3));
    await world.pass(1_000);
    expect(world.requests).toEqual([]);
    expect(world.alarm).toBeDefined();
    world.lockHeldElsewhere = false;
    await world.pass(31_000);
    expect(world.requests).toHaveLength(3);
  });
});

describe("alarm", () => {
  test("it stands by before the first request and is cleared after the last commit", async () => {
    const world = new World();
    let armedAtFirst: unknown;
    world.onRequest = () => {
      armedAtFirst ??= world.alarm;
    };
    await world.started(urns(3));
    await world.pass(1_000);
    expect(armedAtFirst).toBeDefined();
    expect(world.wakes.at(-1)).toBe("clear");
    expect(world.alarm).toBeUndefined();
  });

  test("a wait of more than 25 s is left to it: the drain ends, and it is set for the exact time", async () => {
    const world = new World();
    world.limit = 1;
    await world.started(urns(2));
    let ended = false;
    void world.queue.drain().then(() => {
      ended = true;
    });
    await world.pass(1_000);
    expect(ended).toBe(true);
    expect(world.alarm).toBe(world.clock.offset + 60_100);
  });

  test("a short wait is slept through", async () => {
    const world = new World();
    await world.started(urns(1), { holdMs: 20_000 });
    let ended = false;
    void world.queue.drain().then(() => {
      ended = true;
    });
    await world.pass(19_999);
    expect(ended).toBe(false);
    expect(world.requests).toEqual([]);
    await world.pass(1_000);
    expect(ended).toBe(true);
    expect(world.requests).toHaveLength(1);
  });

  test("of exactly 25 s too, and no longer", async () => {
    for (const [holdMs, alive] of [
      [25_000, true],
      [25_001, false],
    ] as const) {
      const world = new World();
      await world.started(urns(1), { holdMs });
      let ended = false;
      void world.queue.drain().then(() => {
        ended = true;
      });
      await world.pass(0);
      expect(ended).toBe(!alive);
    }
  });

  test("whoever calls may be the alarm, which is spent then: the next one is set at once", async () => {
    const world = new World();
    await world.started(urns(1), { holdMs: 20_000 });
    await world.pass(100);
    const before = world.wakes.length;
    void world.queue.drain();
    expect(world.wakes.slice(before)).toEqual([world.clock.wall + 25_000]);
  });

  test("one stands by also for a click that comes while the end of another run is told", async () => {
    const world = new World();
    world.tellMs = 500;
    await world.started(urns(1));
    for (let n = 0; n < 100 && world.events.at(-1)?.event.kind !== "ended"; n += 1) await world.pass(10);
    const armed: (number | undefined)[] = [];
    world.onRequest = () => armed.push(world.alarm);
    await world.started(urns(1, 50));
    await world.pass(5_000);
    expect(armed).toEqual([expect.any(Number)]);
  });

  test("with nothing to do it is not left behind", async () => {
    const world = new World();
    await world.queue.drain();
    expect(world.alarm).toBeUndefined();
  });
});

describe("a disk that refuses", () => {
  test("nothing is sent without its lease; the run shows why and goes on when there is room", async () => {
    const world = new World();
    const runId = await world.started(urns(5), { holdMs: 1_000 });
    world.disk.full = true;
    await world.pass(10_000);
    expect(world.requests).toEqual([]);
    expect(world.events.at(-1)?.view.run).toMatchObject({ state: "paused", pauseReason: "storage-failed" });
    expect(world.reported).toHaveLength(1);
    world.disk.full = false;
    await world.pass(70_000);
    expect((await world.view(runId)).counts.done).toBe(5);
    expect(world.events.at(-1)?.view.run.state).toBe("finished");
  });

  test("an answer that can't be written is kept and written later, not asked for again", async () => {
    const world = new World();
    const runId = await world.started(urns(5));
    await world.pass(50);
    world.disk.full = true;
    await world.pass(20_000);
    world.disk.full = false;
    await world.pass(70_000);
    expect((await world.view(runId)).counts.done).toBe(5);
    expect(world.requests).toHaveLength(5);
  });

  test("a click that can't be written says so, and nothing of it is there", async () => {
    const world = new World();
    world.disk.full = true;
    expect(await world.start(urns(5))).toEqual({ ok: false, reason: "storage-failed" });
    expect(world.disk.runs.size).toBe(0);
    expect([...world.disk.itemsOf.values()].every((items) => items.size === 0)).toBe(true);
  });
});

describe("clock", () => {
  test("set back an hour in the middle, no wait grows", async () => {
    const world = new World();
    world.limit = 5;
    world.answer = (_, __, nth) => (nth === 1 ? { kind: "retry", reason: "network" } : { kind: "done" });
    const runId = await world.started(urns(10), { holdMs: 5_000 });
    await world.pass(1_000);
    world.clock.offset -= 3_600_000;
    await world.pass(6 * 60_000);
    expect((await world.view(runId)).counts.done).toBe(10);
    expect(world.busiestMinute()).toBeLessThanOrEqual(5);
  });

  test("set back an hour while nobody lives, no wait grows", async () => {
    const world = new World();
    world.limit = 5;
    world.answer = () => (world.clock.time < 1_000 ? { kind: "wait", waitMs: 90_000 } : { kind: "done" });
    const runId = await world.started(urns(10));
    await world.pass(2_000);
    world.kill();
    world.clock.offset -= 3_600_000;
    void world.queue.drain();
    await world.pass(6 * 60_000);
    expect((await world.view(runId)).counts.done).toBe(10);
  });

  test("set forward and back again around a death, a wait written in between does not last an hour", async () => {
    const world = new World();
    world.answer = (_, __, nth) => (nth === 1 ? { kind: "retry", reason: "network" } : { kind: "done" });
    const runId = await world.started(urns(1));
    await world.pass(50);
    world.clock.offset += 3_600_000;
    await world.pass(200);
    world.kill();
    world.clock.offset -= 3_600_000;
    void world.queue.drain();
    await world.pass(60_000);
    expect((await world.view(runId)).counts.done).toBe(1);
  });

  test("set forward an hour in the middle, the window holds, also through a death after it", async () => {
    const world = new World();
    world.limit = 5;
    await world.started(urns(20));
    await world.pass(1_000);
    world.clock.offset += 3_600_000;
    void world.queue.drain();
    await world.pass(1_000);
    world.kill();
    void world.queue.drain();
    await world.pass(50_000);
    expect(world.requests).toHaveLength(5);
    await world.pass(200_000);
    expect(world.busiestMinute()).toBe(5);
    expect(world.requests).toHaveLength(20);
  });
});

describe("telling", () => {
  test("each confirmed conversation is told exactly once, the start first and the end last", async () => {
    const world = new World();
    await world.started(urns(30));
    await world.pass(2_000);
    expect(world.events.flatMap((e) => e.event.done)).toEqual(urns(30));
    expect(world.events[0]?.event.kind).toBe("started");
    expect(world.events.filter((e) => e.event.kind === "ended")).toHaveLength(1);
    expect(world.events.at(-1)?.event.kind).toBe("ended");
    expect(world.events.at(-1)?.view.counts.done).toBe(30);
  });

  test("each view is true of the disk at its time: counts add up and never go back", async () => {
    const world = new World();
    await world.started(urns(30));
    await world.pass(2_000);
    const done = world.events.map((e) => e.view.counts.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    for (const { view } of world.events) expect(view.counts.total).toBe(30);
  });

  test("when the queue has gone to rest a view has the settings of now", async () => {
    const world = new World();
    const runId = await world.started(urns(2), { holdMs: 5_000 });
    await world.queue.pause(runId);
    await world.pass(1_000);
    expect((await world.view(runId)).requestsPerMinute).toBe(60);
    world.limit = 7;
    expect((await world.view(runId)).requestsPerMinute).toBe(7);
  });

  test("the end is foretold from the pace", async () => {
    const world = new World();
    const runId = await world.started(urns(150), { holdMs: 5_000 });
    expect((await world.view(runId)).finishAt).toBe(world.clock.offset + 120_300);
    await world.pass(10_000);
    const foretold = ((await world.view(runId)).finishAt ?? 0) - world.clock.offset;
    await world.pass(200_000);
    const last = world.requests.at(-1)?.time ?? 0;
    expect(Math.abs(foretold - last)).toBeLessThan(3_000);
    expect((await world.view(runId)).finishAt).toBeUndefined();
  });
});

describe("other calls of the same key", () => {
  test("they take places in the same window", async () => {
    const world = new World();
    world.limit = 5;
    for (let n = 0; n < 3; n += 1) expect(await world.queue.counted(async () => n)).toBe(n);
    await world.started(urns(5));
    await world.pass(30_000);
    expect(world.requests).toHaveLength(2);
    await world.pass(31_000);
    expect(world.requests).toHaveLength(5);
  });

  test("they still count after the worker has died", async () => {
    const world = new World();
    world.limit = 5;
    for (let n = 0; n < 3; n += 1) await world.queue.counted(async () => n);
    world.kill();
    await world.started(urns(5));
    await world.pass(30_000);
    expect(world.requests).toHaveLength(2);
  });

  test("one that waits takes its turn before the run's next", async () => {
    const world = new World();
    world.limit = 5;
    await world.started(urns(20));
    await world.pass(1_000);
    let at: number | undefined;
    void world.queue.counted(
      async () => {
        at = world.clock.time;
      },
      { wait: true },
    );
    await world.pass(30_000);
    expect(at).toBeUndefined();
    await world.pass(32_000);
    expect(at).toBeLessThan(61_500);
    expect(world.requests.filter((r) => r.time < 62_000)).toHaveLength(9);
  });

  test("one that fails gives its place back a minute later, and passes its error on", async () => {
    const world = new World();
    world.limit = 1;
    await expect(
      world.queue.counted(async () => {
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    await world.started(urns(1));
    await world.pass(59_000);
    expect(world.requests).toEqual([]);
    await world.pass(2_000);
    expect(world.requests).toHaveLength(1);
  });

  test("waiting is called off by its signal", async () => {
    const world = new World();
    world.limit = 1;
    await world.queue.counted(async () => 1);
    const off = new AbortController();
    const waiting = world.queue.counted(async () => 2, { wait: true, signal: off.signal });
    const outcome = expect(waiting).rejects.toThrow();
    off.abort();
    await world.pass(2_000);
    await outcome;
  });
});
