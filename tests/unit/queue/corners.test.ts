/** What goes wrong around the queue rather than in it, and the corners between its commands. */
import { describe, expect, test } from "vitest";
import { ClockWatch } from "../../../lib/queue/clock-watch";
import { newItem } from "../../../lib/queue/item";
import { RollingWindow } from "../../../lib/queue/rolling-window";
import { EMPTY_PACE, type RunRecord } from "../../../lib/queue/store";
import { MemoryDisk } from "./memory-disk";
import { urn, urns, World } from "./world";

describe("a background that is broken", () => {
  test("settings that can't be read are told of; it goes on with the last, at first with careful ones", async () => {
    const world = new World();
    world.broken.settings = new Error("no settings");
    await world.started(urns(20));
    await world.pass(5_000);
    expect(world.requests).toHaveLength(15);
    expect(world.reported).toContain(world.broken.settings);
    world.broken.settings = undefined;
    void world.queue.drain();
    await world.pass(1_000);
    expect(world.requests).toHaveLength(20);
  });

  test("a lock that can't be had is told of, and tried again by the alarm a minute later", async () => {
    const world = new World();
    world.broken.lock = new Error("no lock");
    await world.started(urns(3));
    await world.pass(1_000);
    expect(world.requests).toEqual([]);
    expect(world.reported).toContain(world.broken.lock);
    expect(world.alarm).toBe(world.clock.offset + 60_000);
    world.broken.lock = undefined;
    await world.pass(60_000);
    expect(world.requests).toHaveLength(3);
  });

  // Seen red with a commit that an alarm's refusal did not hold up: the run was on disk, and nobody came back to it.
  test("a worker that gets no alarm any more writes no command in its last moments", async () => {
    const world = new World();
    world.broken.alarm = new Error("No SW");
    void world.start(urns(3));
    await world.pass(900);
    expect(world.disk.runs.size).toBe(0);
    world.kill();
    world.broken.alarm = undefined;
    // As the page does whose request was cut off.
    await world.started(urns(3));
    await world.pass(1_000);
    expect(world.requests).toHaveLength(3);
    expect(world.reported).toContainEqual(new Error("No SW"));
  });

  test("where no alarm can be had at all, a run goes on without, and asks for one again and again", async () => {
    const world = new World();
    world.broken.alarm = new Error("no alarms");
    const started = world.started(urns(3));
    await world.pass(2_000);
    await started;
    expect(world.requests).toHaveLength(3);
    expect(world.reported.filter((error) => error === world.broken.alarm).length).toBeGreaterThan(1);
  });

  test("while another context drains it looks again by the alarm", async () => {
    const world = new World();
    world.lockHeldElsewhere = true;
    await world.started(urns(3));
    await world.pass(1);
    expect(world.alarm).toBe(world.clock.offset + 30_000);
    expect(world.wakes.at(-1)).toBe(world.clock.offset + 25_000);
  });

  test("an account that can't be asked for is unknown, and the run goes on", async () => {
    const world = new World();
    world.limit = 1_000;
    world.broken.account = new Error("no answer");
    world.answer = () => ({ kind: "retry", reason: "server-error" });
    const runId = await world.started(urns(6));
    await world.pass(300_000);
    expect((await world.view(runId)).counts.failed).toBe(6);
    expect(world.asked.length).toBeGreaterThan(0);
    expect(world.reported).toContain(world.broken.account);
    expect([...world.disk.slots.values()].filter((slot) => slot.endedAt === 0)).toEqual([]);
  });

  test("a disk that refuses is tried after 2, 4, 8… s, at last once a minute", async () => {
    const world = new World();
    await world.started(urns(1), { holdMs: 1_000 });
    await world.pass(500);
    world.disk.full = true;
    const before = world.disk.failedWrites;
    const failed = () => world.disk.failedWrites - before;
    await world.pass(600);
    expect(failed()).toBe(1);
    await world.pass(2_000);
    expect(failed()).toBe(2);
    await world.pass(4_000);
    expect(failed()).toBe(3);
    await world.pass(8_000);
    expect(failed()).toBe(4);
    await world.pass(600_000);
    expect(failed()).toBeLessThanOrEqual(17);
    expect(failed()).toBeGreaterThanOrEqual(12);
    world.disk.full = false;
    await world.pass(61_000);
    expect(world.requests).toHaveLength(1);
  });

  test("nor more often with an answer that waits to be written, and it is told of once", async () => {
    const world = new World();
    await world.started(urns(1));
    await world.pass(50);
    world.disk.full = true;
    await world.pass(1_000);
    const told = world.events.length;
    await world.pass(600_000);
    expect(world.disk.failedWrites).toBeLessThanOrEqual(18);
    expect(world.events).toHaveLength(told);
    expect(world.reported).toHaveLength(1);
  });

  test("a disk that can't be read does not keep a person's call from going out", async () => {
    const world = new World();
    world.broken.read = new Error("no disk");
    expect(await world.queue.counted(async () => "answer")).toBe("answer");
    expect(world.reported).toContain(world.broken.read);
  });

  test("when the disk takes writes again every run is shown as it is", async () => {
    const world = new World();
    const halted = await world.started(urns(1), { holdMs: 60_000, action: "unread" });
    await world.queue.pause(halted);
    await world.started(urns(1, 50), { holdMs: 1_000 });
    world.disk.full = true;
    await world.pass(1_500);
    const last = () => world.events.filter((e) => e.view.run.id === halted).at(-1)?.view.run.pauseReason;
    expect(last()).toBe("storage-failed");
    world.disk.full = false;
    await world.pass(10_000);
    expect(last()).toBe("person");
  });
});

describe("cost", () => {
  test("all items of a run are looked through once for each worker, not for each event", async () => {
    const world = new World();
    await world.started(urns(60));
    await world.pass(10_000);
    expect(world.events.length).toBeGreaterThan(10);
    // Once for the view of the click and once for the drain.
    expect(world.disk.lookedThrough).toBeLessThanOrEqual(2);
  });

  test("nor for a run that begins while another is drained", async () => {
    const world = new World();
    world.latency = 2_000;
    await world.started(urns(60));
    await world.pass(100);
    const before = world.disk.lookedThrough;
    await world.started(urns(60, 100), { action: "unread" });
    await world.pass(200_000);
    expect(world.disk.lookedThrough - before).toBeLessThanOrEqual(2);
  });

  test("nothing is written for a look that changes nothing", async () => {
    const world = new World();
    const runId = await world.started(urns(1), { holdMs: 20_000 });
    await world.queue.pause(runId);
    await world.pass(500);
    const { writes } = world.disk;
    const told = world.events.length;
    await world.queue.drain();
    await world.queue.drain();
    expect(world.disk.writes).toBe(writes);
    expect(world.events).toHaveLength(told);
  });

  test("nor for one at a run that waits for its next attempt, or for a word that changes nothing", async () => {
    const world = new World();
    world.answer = () => ({ kind: "retry", reason: "network" });
    await world.started(urns(1));
    await world.pass(500);
    const { writes } = world.disk;
    void world.queue.drain();
    await world.pass(10);
    await world.queue.online();
    await world.pass(10);
    expect(world.disk.writes).toBe(writes);
  });

  test("while all it waits for is the wire or a later time, it does not look", async () => {
    const world = new World();
    world.latency = 10_000;
    world.answer = () => ({ kind: "retry", reason: "network" });
    await world.started(urns(30));
    await world.pass(500);
    void world.queue.drain();
    await world.pass(0);
    let { looks } = world;
    await world.pass(9_000);
    expect(world.looks - looks).toBeLessThanOrEqual(1);
    const waiting = new World();
    waiting.answer = () => ({ kind: "retry", reason: "network" });
    await waiting.started(urns(1));
    await waiting.pass(200);
    ({ looks } = waiting);
    await waiting.pass(700);
    expect(waiting.looks).toBe(looks);
  });

  test("a place that comes back while the disk is busy is taken soon after", async () => {
    const world = new World();
    world.limit = 2;
    await world.started(urns(5));
    await world.pass(40_000);
    // Keeps the queue awake.
    const other = await world.started(urns(1, 50), { holdMs: 24_000, action: "unread" });
    await world.pass(20_050);
    world.commitMs = 100;
    void world.queue.hold(other, false);
    void world.queue.drain();
    await world.pass(100);
    world.commitMs = 0;
    await world.pass(250);
    expect(world.requests).toHaveLength(4);
    expect(world.reported).toEqual([]);
  });

  test("each conversation is looked at once, right before its request", async () => {
    const world = new World();
    world.limit = 20;
    let checks = 0;
    world.check = async () => {
      checks += 1;
      return undefined;
    };
    await world.started(urns(50));
    await world.pass(30_000);
    void world.queue.drain();
    await world.pass(1_000);
    // Fewer than have gone out: there is less than no room.
    world.limit = 15;
    void world.queue.drain();
    await world.pass(1_000);
    expect(world.requests).toHaveLength(20);
    expect(checks).toBe(20);
  });

  test("a run costs one transaction a conversation and a few for itself", async () => {
    const world = new World();
    await world.started(urns(60));
    await world.pass(10_000);
    expect(world.disk.writes).toBeLessThanOrEqual(65);
  });
});

describe("other calls and deaths", () => {
  test("a call that its worker died over counts until a minute after the next worker began", async () => {
    const world = new World();
    world.limit = 1;
    void world.queue.counted(() => new Promise(() => {}));
    await world.pass(1_000);
    expect([...world.disk.slots.values()].map((slot) => slot.endedAt)).toEqual([0]);
    world.kill();
    await world.pass(1_000);
    await world.started(urns(1));
    await world.pass(59_000);
    expect(world.requests).toEqual([]);
    await world.pass(2_000);
    expect(world.requests).toHaveLength(1);
    await world.pass(61_000);
    void world.queue.drain();
    await world.pass(1_000);
    expect(world.disk.slots.size).toBe(0);
  });

  test("it counts so from the first worker after it, however many follow", async () => {
    const world = new World();
    world.limit = 1;
    void world.queue.counted(() => new Promise(() => {}));
    await world.pass(1_000);
    world.kill();
    await world.started(urns(1));
    await world.pass(30_000);
    world.kill();
    void world.queue.drain();
    await world.pass(32_000);
    expect(world.requests).toHaveLength(1);
  });

  test("one that begins while a conversation is looked at takes the place of that", async () => {
    const world = new World();
    world.limit = 3;
    world.check = async () => {
      await world.clock.after(50);
      return undefined;
    };
    await world.started(urns(3));
    await world.pass(10);
    await world.queue.counted(async () => 1);
    await world.pass(1_000);
    expect(world.requests).toHaveLength(2);
    expect(world.disk.durabilities.slice(1).filter((durability) => durability !== "relaxed")).toEqual([]);
  });

  // Seen red without the comparison of the runs: what was looked at for the paused run was sent in the other's name.
  test("what is looked at for a run that is paused meanwhile is not sent, though another run's turn has come", async () => {
    const world = new World();
    world.check = async () => {
      await world.clock.after(50);
      return undefined;
    };
    const first = await world.started(urns(5), { accountId: "one" });
    const second = await world.started(urns(5, 5), { accountId: "two" });
    await world.pass(10);
    await world.queue.pause(first);
    await world.pass(10_000);
    expect(world.requests.map(({ urn: sent }) => sent).toSorted()).toEqual(urns(5, 5).toSorted());
    expect((await world.view(first)).counts).toMatchObject({ pending: 5, leased: 0, done: 0 });
    expect((await world.view(second)).counts).toMatchObject({ pending: 0, done: 5 });
    await world.queue.resume(first);
    await world.pass(10_000);
    expect((await world.view(first)).counts).toMatchObject({ pending: 0, done: 5 });
    expect(world.requests).toHaveLength(10);
  });

  test("one that goes on takes its place while a run begins and ends around it", async () => {
    const world = new World();
    world.limit = 3;
    let done = () => {};
    const call = world.queue.counted(() => new Promise<void>((resolve) => (done = resolve)));
    await world.pass(100);
    await world.started(urns(3));
    await world.pass(10_000);
    expect(world.requests).toHaveLength(2);
    done();
    await call;
    await world.pass(110_000);
    expect(world.requests).toHaveLength(3);
    expect(world.busiestMinute()).toBeLessThanOrEqual(3);
  });

  test("a disk that refuses does not keep a person's call from going out", async () => {
    const world = new World();
    world.disk.full = true;
    expect(await world.queue.counted(async () => "answer")).toBe("answer");
    expect(world.reported.length).toBeGreaterThan(0);
  });

  test("waiting for a place it looks again as soon as there is one", async () => {
    const world = new World();
    world.limit = 1;
    await world.queue.counted(async () => 1);
    await world.pass(59_500);
    let at = 0;
    void world.queue.counted(async () => (at = world.clock.time), { wait: true });
    await world.pass(5_000);
    expect(at).toBeGreaterThanOrEqual(60_000);
    expect(at).toBeLessThan(60_100);
    // And the run has its places back after it.
    await world.started(urns(1));
    await world.pass(62_000);
    expect(world.requests).toHaveLength(1);
  });

  test("waiting for one that is on the wire, it looks every second", async () => {
    const world = new World();
    world.limit = 1;
    void world.queue.counted(() => world.clock.after(5_000));
    await world.pass(10);
    let at = 0;
    void world.queue.counted(async () => (at = world.clock.time), { wait: true });
    await world.pass(70_000);
    expect(at).toBeGreaterThanOrEqual(65_000);
    expect(at).toBeLessThan(66_100);
  });

  test("today's requests are those of runs", async () => {
    const world = new World();
    await world.queue.counted(async () => 1);
    await world.started(urns(4));
    await world.pass(1_000);
    expect(await world.queue.usedToday()).toBe(4);
  });
});

describe("corners between commands", () => {
  test("a run without a hold is running from the first; with one it holds", async () => {
    const world = new World();
    world.lockHeldElsewhere = true;
    const now = await world.started(urns(1));
    const held = await world.started(urns(1), { holdMs: 1, action: "unread" });
    expect(world.disk.runs.get(now)?.state).toBe("running");
    expect(world.disk.runs.get(held)?.state).toBe("holding");
  });

  test("a hold that is let go without having been held keeps its time", async () => {
    const world = new World();
    const runId = await world.started(urns(1), { holdMs: 1_000 });
    const { holdUntil } = (await world.view(runId)).run;
    await world.queue.hold(runId, false);
    expect((await world.view(runId)).run.holdUntil).toBe(holdUntil);
    await world.pass(999);
    expect(world.requests).toEqual([]);
  });

  test("taking back what has joined leaves alone what was tried and waits for its next attempt", async () => {
    const world = new World();
    world.answer = (i) =>
      i.order === 0 ? { kind: "retry", reason: "network", waitMs: 20_000 } : { kind: "done" };
    const runId = await world.started([urn(0)]);
    await world.pass(500);
    await world.start([urn(1)], { holdMs: 5_000 });
    expect(await world.queue.undo(runId)).toEqual({ ok: true });
    expect(world.disk.items(runId).map((i) => i.state)).toEqual(["pending", "skipped"]);
    expect(await world.queue.undo(runId)).toEqual({ ok: false, reason: "too-late" });
    expect(world.disk.items(runId).map((i) => i.state)).toEqual(["pending", "skipped"]);
  });

  test("what waits its turn without a hold is not taken back", async () => {
    const world = new World();
    world.limit = 1;
    const runId = await world.started(urns(3));
    await world.pass(1_000);
    expect(await world.queue.undo(runId)).toEqual({ ok: false, reason: "too-late" });
    expect((await world.view(runId)).counts).toMatchObject({ pending: 2, skipped: 0 });
  });

  test("paused by a person at the daily limit, the next day does not begin it again", async () => {
    const world = new World();
    world.dailyLimit = 1;
    const runId = await world.started(urns(2));
    await world.pass(1_000);
    expect((await world.view(runId)).run.pauseReason).toBe("daily-limit");
    await world.queue.pause(runId);
    await world.pass(24 * 3_600_000);
    expect((await world.view(runId)).run.pauseReason).toBe("person");
    expect(world.requests).toHaveLength(1);
  });

  test("a missing key can't be resumed from either", async () => {
    const world = new World();
    world.answer = () => ({ kind: "pause", reason: "key-missing" });
    const runId = await world.started(urns(1));
    await world.pass(1_000);
    expect(await world.queue.resume(runId)).toEqual({ ok: false, reason: "not-allowed" });
    expect((await world.view(runId)).run.pauseReason).toBe("key-missing");
  });

  test("resumed after a suspicion, only what failed by it goes again", async () => {
    const world = new World();
    world.limit = 1_000;
    world.answer = (i) =>
      i.order < 3
        ? { kind: "fail", reason: "bad-request" }
        : { kind: "fail", reason: "not-found", suspect: "account-unknown" };
    const runId = await world.started(urns(40), { accountId: "one" });
    await world.pass(1_000);
    expect((await world.view(runId)).run.pauseReason).toBe("account-unknown");
    world.answer = () => ({ kind: "done" });
    await world.queue.resume(runId);
    await world.pass(1_000);
    expect((await world.view(runId)).counts).toMatchObject({ done: 37, failed: 3 });
    expect(world.disk.runs.get(runId)?.accountId).toBe("one");
  });

  test("so does what failed while the API was the suspect, and what the server failed over a lost account", async () => {
    const moved = new World();
    moved.answer = () => ({ kind: "fail", reason: "not-found", suspect: "api-moved" });
    const first = await moved.started(urns(40));
    await moved.pass(1_000);
    moved.answer = () => ({ kind: "done" });
    await moved.queue.resume(first);
    await moved.pass(1_000);
    expect((await moved.view(first)).counts).toMatchObject({ done: 40, failed: 0 });

    const lost = new World();
    lost.limit = 1_000;
    lost.answer = () => ({ kind: "retry", reason: "server-error" });
    const second = await lost.started(urns(20));
    // Asked about when some have failed already.
    for (let n = 0; n < 1_000 && (await lost.view(second)).counts.failed === 0; n += 1) await lost.pass(100);
    lost.condition = "disconnected";
    await lost.pass(60_000);
    expect((await lost.view(second)).run.pauseReason).toBe("account-disconnected");
    expect((await lost.view(second)).counts.failed).toBeGreaterThan(0);
    lost.answer = () => ({ kind: "done" });
    await lost.queue.resume(second);
    await lost.pass(60_000);
    expect((await lost.view(second)).counts).toMatchObject({ done: 20, failed: 0 });
  });

  test("resumed from a pause of their own, a person gets no failure again and no other account", async () => {
    const world = new World();
    world.limit = 2;
    world.answer = (i) => (i.order === 0 ? { kind: "fail", reason: "bad-request" } : { kind: "done" });
    const runId = await world.started(urns(4), { accountId: "one" });
    await world.pass(1_000);
    await world.queue.pause(runId);
    await world.queue.resume(runId, "other");
    await world.pass(180_000);
    expect((await world.view(runId)).counts).toMatchObject({ done: 3, failed: 1 });
    expect(world.disk.runs.get(runId)?.accountId).toBe("one");
  });

  test("names of ordinary windows are on disk only", async () => {
    const world = new World();
    const runId = await world.started([{ urn: urn(0), name: "Ada" }], { holdMs: 5_000 });
    await world.start([{ urn: urn(0), name: "Not Ada" }], { holdMs: 5_000 });
    expect((await world.queue.items(runId))[0]?.name).toBe("Ada");
  });

  test("a click that began a run is told as its start, one that joined is not", async () => {
    const world = new World();
    await world.started(urns(1), { holdMs: 5_000 });
    await world.pass(100);
    await world.start(urns(2), { holdMs: 5_000 });
    await world.pass(100);
    expect(world.events.map((e) => e.event.kind).filter((kind) => kind === "started")).toHaveLength(1);
  });

  test("joining a hold does not put the newcomers behind it", async () => {
    const world = new World();
    const runId = await world.started(urns(1), { holdMs: 5_000 });
    await world.start(urns(3), { holdMs: 5_000 });
    expect(world.disk.items(runId).map((i) => i.notBefore)).toEqual([0, 0, 0]);
  });

  test("a click that shows nothing newer, or not how new, opens nothing again", async () => {
    const world = new World();
    world.limit = 2;
    const at = (shownActivityAt?: number) => ({ urn: urn(0), name: "N", shownActivityAt });
    await world.started(
      [at(5), urn(1), urn(2)].map((i) => (typeof i === "string" ? { urn: i, name: "N" } : i)),
    );
    await world.pass(1_000);
    for (const again of [at(5), at(4), at()]) {
      expect(await world.start([again])).toMatchObject({ ok: true, joined: true, added: 0 });
    }
    expect(await world.start([at(6)])).toMatchObject({ ok: true, joined: true, added: 1 });
  });

  test("a failed click is told of", async () => {
    const world = new World();
    world.disk.full = true;
    await world.start(urns(1));
    expect(world.reported).toHaveLength(1);
  });
});

describe("a clock that is set", () => {
  const run: RunRecord = {
    v: 1,
    id: "r",
    seq: 1,
    size: 2,
    action: "seen",
    source: "popup",
    createdAt: 0,
    holdUntil: 50_000,
    state: "running",
    ephemeral: false,
  };

  async function followed(change: { wall: number; elapsed: number }) {
    const time = { wall: 100_000, elapsed: 7_000 };
    const window = new RollingWindow();
    window.begin("a");
    window.end("a", 6_000);
    const watch = new ClockWatch({ now: () => time.wall, elapsed: () => time.elapsed }, window);
    const disk = new MemoryDisk();
    const follow = () => disk.write("strict", async (tx) => watch.follow(tx, await tx.pace()));
    await disk.write("strict", async (tx) => {
      await tx.putRun(run);
      await tx.putItem(newItem("r", 0, { urn: urn(0), name: "" }, 130_000));
      await tx.putItem(newItem("r", 1, { urn: urn(1), name: "" }, 0));
      await tx.putPace({ ...EMPTY_PACE, seen: 99_500 });
    });
    await follow();
    time.wall += change.wall;
    time.elapsed += change.elapsed;
    const again = await follow();
    return { disk, again, due: disk.items("r").map((i) => i.notBefore) };
  }

  test("time that passes is written down once a second, and nothing else changes", async () => {
    const short = await followed({ wall: 400, elapsed: 400 });
    expect(short.disk.pace.seen).toBe(99_500);
    expect((await followed({ wall: 500, elapsed: 500 })).disk.pace.seen).toBe(99_500);
    const long = await followed({ wall: 5_000, elapsed: 5_000 });
    expect(long.disk.pace.seen).toBe(105_000);
    expect(long.again).toEqual(long.disk.pace);
    expect(long.due).toEqual([130_000, 0]);
    expect(long.disk.slots.size).toBe(0);
  });

  test("set back, every wait moves along, and what was read before is old", async () => {
    const { disk, again, due } = await followed({ wall: -40_000 + 1_000, elapsed: 1_000 });
    expect(again).toBeUndefined();
    expect(due).toEqual([90_000, 0]);
    expect(disk.runs.get("r")?.holdUntil).toBe(10_000);
    expect(disk.pace.seen).toBe(61_000);
    expect([...disk.slots.values()]).toEqual([{ token: "a", endedAt: 59_000 }]);
  });

  test("set back beyond a wait, it is over rather than negative", async () => {
    expect((await followed({ wall: -99_000, elapsed: 0 })).due).toEqual([31_000, 0]);
    expect((await followed({ wall: -200_000, elapsed: 0 })).due).toEqual([0, 0]);
  });

  test("set forward, only the window on disk is made to look as young as it is", async () => {
    const { disk, due } = await followed({ wall: 3_600_000, elapsed: 1_000 });
    expect(due).toEqual([130_000, 0]);
    expect(disk.runs.get("r")?.holdUntil).toBe(50_000);
    expect([...disk.slots.values()]).toEqual([{ token: "a", endedAt: 3_698_000 }]);
  });

  test("a second more or less is no change of the clock", async () => {
    for (const wall of [-1_000, 1_000]) {
      const { disk, due } = await followed({ wall, elapsed: 0 });
      expect(disk.slots.size).toBe(0);
      expect(due).toEqual([130_000, 0]);
    }
  });
});
