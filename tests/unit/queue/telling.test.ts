/** What people are told of a run: counts, views, events. */
import { describe, expect, test } from "vitest";
import { failed, newItem, skipped } from "../../../lib/queue/item";
import { Notifier } from "../../../lib/queue/notifier";
import { RollingWindow } from "../../../lib/queue/rolling-window";
import type { RunView } from "../../../lib/queue/run";
import { EMPTY_PACE, type ItemRecord, type RunRecord } from "../../../lib/queue/store";
import { Tally } from "../../../lib/queue/tally";
import { MARK_UNREAD_MS, markUnreadUntil, type ViewContext, viewOf } from "../../../lib/queue/view";
import { MemoryDisk } from "./memory-disk";
import { urn } from "./world";

const NOW = new Date(2026, 10, 3, 9).getTime();
const item = (n: number, more: Partial<ItemRecord> = {}): ItemRecord => ({
  ...newItem("r", n, { urn: urn(n), name: `N${n}` }, 0),
  ...more,
});
const run: RunRecord = {
  v: 1,
  id: "r",
  seq: 7,
  size: 3,
  action: "seen",
  source: "popup",
  createdAt: NOW,
  holdUntil: NOW,
  state: "running",
  ephemeral: false,
  slow: { limit: 15, at: 0, successes: 0 },
  streak: { kind: "not-found", count: 1 },
  added: 2,
};

describe("the tally", () => {
  test("counts each conversation once, in the state it was last seen in", () => {
    const tally = new Tally();
    for (const state of ["pending", "leased", "pending", "leased", "done", "done"] as const)
      tally.apply(item(1, { state }));
    tally.apply(item(2));
    expect(tally.counts()).toEqual({ total: 2, pending: 1, leased: 0, done: 1, skipped: 0, failed: 0 });
    expect(tally.open).toBe(1);
    tally.apply(item(2, { state: "leased" }));
    expect(tally.open).toBe(1);
  });

  test("lists what was skipped only while it is", () => {
    const tally = new Tally();
    tally.apply(skipped(item(1), "new-message", NOW));
    tally.apply(skipped(item(2), "already-read", NOW));
    tally.apply(item(1));
    expect(tally.skips()).toEqual([{ reason: "already-read", count: 1 }]);
  });

  test("lists failures while they are failures, 200 at most, and counts all of them", () => {
    const tally = new Tally();
    for (let n = 0; n < 205; n += 1)
      tally.apply(failed(item(n, { attempts: 2 }), { reason: "not-found", detail: "d" }, NOW));
    expect(tally.failures()).toHaveLength(200);
    expect(tally.count("failed")).toBe(205);
    expect(tally.failures()[0]).toEqual({
      urn: urn(0),
      name: "N0",
      reason: "not-found",
      detail: "d",
      attempts: 2,
    });
    tally.apply(item(0));
    expect(tally.failures()[0]?.urn).toBe(urn(1));
    tally.apply(failed(item(0), { reason: "not-found" }, NOW));
    expect(tally.count("failed")).toBe(205);
  });

  test("read from the disk it is the same as kept in memory", async () => {
    const disk = new MemoryDisk();
    const kept = new Tally();
    const items = [
      item(0),
      item(1, { state: "leased" }),
      item(2, { state: "done" }),
      skipped(item(3), "new-message", NOW),
      failed(item(4), { reason: "network" }, NOW),
    ];
    await disk.write("strict", async (tx) => {
      for (const each of items) await tx.putItem(each);
    });
    for (const each of items) kept.apply(each);
    const read = await disk.read((reads) => Tally.load(reads, "r"));
    expect(read.counts()).toEqual(kept.counts());
    expect(read.failures()).toEqual(kept.failures());
    expect(read.skips()).toEqual(kept.skips());
    expect(read.skips()).toEqual([{ reason: "new-message", count: 1 }]);
  });
});

describe("the view", () => {
  const at = (more: Partial<ViewContext> = {}): ViewContext => ({
    now: NOW,
    elapsed: 0,
    pace: EMPTY_PACE,
    settings: { requestsPerMinute: 60, dailyLimit: null },
    window: new RollingWindow(),
    ...more,
  });
  const tallyOf = (...items: ItemRecord[]) => {
    const tally = new Tally();
    for (const each of items) tally.apply(each);
    return tally;
  };

  test("shows the run without what only the policy needs", () => {
    const view = viewOf(run, tallyOf(item(0)), at());
    expect(Object.keys(view.run).sort()).toEqual(
      ["action", "createdAt", "ephemeral", "holdUntil", "id", "source", "state"].sort(),
    );
    expect(view).toMatchObject({
      requestsPerMinute: 15,
      added: 2,
      daily: undefined,
      markUnreadUntil: undefined,
    });
  });

  test("shows a disk that refuses in place of a state that could not be written, but not of an ended run", () => {
    const trouble = at({ trouble: "storage-failed" });
    expect(viewOf(run, tallyOf(item(0)), trouble).run).toMatchObject({
      state: "paused",
      pauseReason: "storage-failed",
    });
    const over = { ...run, state: "finished", endedAt: NOW } as const;
    expect(viewOf(over, tallyOf(), trouble).run).toMatchObject({ state: "finished" });
    expect(viewOf(over, tallyOf(), trouble).run.pauseReason).toBeUndefined();
  });

  test("shows the names that are only in memory, and today's requests under a daily limit", () => {
    const tally = tallyOf(
      failed(item(0, { name: "" }), { reason: "network" }, NOW),
      failed(item(1), { reason: "network" }, NOW),
    );
    const names = new Map([[urn(0), "Ada"]]);
    const pace = { ...EMPTY_PACE, days: { "2026-11-03": 4 } };
    const view = viewOf(run, tally, at({ names, pace, settings: { requestsPerMinute: 60, dailyLimit: 9 } }));
    expect(view.failures.map((f) => f.name)).toEqual(["Ada", "N1"]);
    expect(view.daily).toEqual({ used: 4, limit: 9 });
  });

  test("foretells the end while it goes on", () => {
    const finish = (of: Partial<RunRecord>, tally: Tally) =>
      viewOf({ ...run, slow: undefined, ...of }, tally, at()).finishAt;
    const open = tallyOf(item(0), item(1));
    expect(finish({}, open)).toBe(NOW + 300);
    expect(finish({}, tallyOf(item(0, { state: "leased" })))).toBe(NOW + 300);
    expect(finish({}, tallyOf(item(0, { state: "done" })))).toBeUndefined();
    expect(finish({ state: "holding", holdUntil: NOW + 5_000 }, open)).toBe(NOW + 5_300);
    expect(finish({ state: "running", holdUntil: NOW + 5_000 }, open)).toBe(NOW + 300);
    expect(finish({ state: "waiting", waitUntil: NOW + 9_000 }, open)).toBe(NOW + 9_300);
    expect(finish({ state: "paused", pauseReason: "person" }, open)).toBeUndefined();
    expect(finish({ state: "finished", endedAt: NOW }, open)).toBeUndefined();
    const many = tallyOf(...Array.from({ length: 61 }, (_, n) => item(n)));
    expect(finish({}, many)).toBe(NOW + 60_300);
  });

  // Seen red with the pace alone: a minute was foretold of what takes until after midnight.
  test("foretells an end after midnight when the daily limit does not reach, and days later when one day does not", () => {
    const midnight = new Date(2026, 10, 4).getTime();
    const finish = (pending: number, used: number, dailyLimit: number) =>
      viewOf(
        { ...run, slow: undefined },
        tallyOf(...Array.from({ length: pending }, (_, n) => item(n))),
        at({
          pace: { ...EMPTY_PACE, days: { "2026-11-03": used } },
          settings: { requestsPerMinute: 60, dailyLimit },
        }),
      ).finishAt;
    expect(finish(20, 30, 50)).toBe(NOW + 300);
    expect(finish(21, 30, 50)).toBe(midnight + 300);
    expect(finish(21, 80, 50)).toBe(midnight + 300);
    expect(finish(70, 30, 50)).toBe(midnight + 300);
    expect(finish(71, 30, 50)).toBe(new Date(2026, 10, 5).getTime() + 300);
    expect(finish(150, 10, 100)).toBe(midnight + 300);
    expect(finish(151, 10, 100)).toBe(midnight + 60_000 + 300);
    expect(finish(191, 10, 100)).toBe(new Date(2026, 10, 5).getTime() + 300);
  });

  test("offers the way back for a week after the end, for what was marked as seen and is kept", () => {
    const done = tallyOf(item(0, { state: "done" }));
    const ended = { ...run, state: "finished", endedAt: NOW } as const;
    const until = NOW + MARK_UNREAD_MS;
    expect(viewOf(ended, done, at()).markUnreadUntil).toBe(until);
    expect(viewOf(ended, tallyOf(item(0)), at()).markUnreadUntil).toBeUndefined();
    expect(markUnreadUntil(run, EMPTY_PACE, NOW)).toBe(until);
    expect(markUnreadUntil(ended, EMPTY_PACE, until - 1)).toBe(until);
    expect(markUnreadUntil(ended, EMPTY_PACE, until)).toBeUndefined();
    expect(markUnreadUntil({ ...ended, action: "unread" }, EMPTY_PACE, NOW)).toBeUndefined();
    expect(markUnreadUntil({ ...ended, ephemeral: true }, EMPTY_PACE, NOW)).toBeUndefined();
    expect(markUnreadUntil(ended, { ...EMPTY_PACE, unreadUnsupported: true }, NOW)).toBeUndefined();
  });
});

describe("events", () => {
  const view = (id: string) => ({ run: { ...run, id } }) as unknown as RunView;

  test("what happens while the listener is busy is one event, of the highest kind, with all that was done", async () => {
    const heard: string[] = [];
    let letGo = () => {};
    const busy = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const notifier = new Notifier(
      async (id) => view(id),
      (v, event) => {
        heard.push(`${v.run.id} ${event.kind} ${event.done.length}`);
        return heard.length === 1 ? busy : undefined;
      },
      () => {},
    );
    notifier.touch("a", "started");
    await Promise.resolve();
    await Promise.resolve();
    notifier.touch("a", "changed", [urn(1)]);
    notifier.touch("a", "ended", [urn(2)]);
    notifier.touch("a", "changed", [urn(3)]);
    notifier.touch("b");
    letGo();
    await notifier.flush();
    expect(heard).toEqual(["a started 0", "a ended 3", "b changed 0"]);
  });

  test("touched again in the same turn it is one event", async () => {
    const heard: string[] = [];
    const notifier = new Notifier(
      async (id) => view(id),
      (_, event) => void heard.push(event.kind),
      () => {},
    );
    notifier.touch("a", "started");
    notifier.touch("a", "changed");
    await notifier.flush();
    notifier.touch("a", "changed");
    await notifier.flush();
    expect(heard).toEqual(["started", "changed"]);
  });

  test("a listener that fails is told of, and hears the next", async () => {
    const errors: unknown[] = [];
    let calls = 0;
    const notifier = new Notifier(
      async (id) => view(id),
      () => {
        calls += 1;
        throw new Error("deaf");
      },
      (error) => errors.push(error),
    );
    notifier.touch("a");
    notifier.touch("b");
    await notifier.flush();
    expect([calls, errors.length]).toEqual([2, 2]);
  });

  test("of a run that is gone only a view made in time is told", async () => {
    const heard: string[] = [];
    const errors: unknown[] = [];
    const notifier = new Notifier(
      async () => undefined,
      (v) => void heard.push(v.run.id),
      (error) => errors.push(error),
    );
    notifier.touch("gone");
    notifier.touch("kept", "ended", [], view("kept"));
    await notifier.flush();
    expect(heard).toEqual(["kept"]);
    expect(errors).toEqual([]);
  });
});
