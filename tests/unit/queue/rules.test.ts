/**
 * The rules that the queue is made of, each at its bounds.
 * Seen red by:
 * - window: a place taken a millisecond too long; the wait for one place after the limit came down; an estimate a
 *   minute short; forgotten places named again; an end without a beginning taking a place; an end to come taken as it
 *   is; places written by the clock that does not jump
 * - pace: no lower bound of the limit; each answer of a burst slowing down; a rise before the minute is over; a limit
 *   above the setting; backoff doubling; days of UTC, or of always 24 hours; days counted for ever; no daily gate
 * - gates, blocks: a moved API stopping every run; offline tried each minute; a gate opened for any reason; a refused
 *   key forgotten over another reason; the later word in place of the longer wait; long waits not shown; a wait that
 *   stays where the clock was
 * - items: an attempt not counted at the lease; a lease that outlives the answer; done, skipped or reopened with the
 *   words of an earlier failure; offline taken for not sent; a retry sooner than the server said; what may have been
 *   sent called skipped; a leased item called closed
 * - answers: a server in trouble left alone for the same time; one success clearing all errors; our own rest hiding a
 *   wait of the server; a streak that no success ends; five not found in spite of one that was seen; an account never
 *   asked for, or asked for again at once; a stopped run paused by an answer; a 429 waited for to the millisecond; an
 *   exhausted limit ignored
 * - states: no hold; a hold without bound; a gate without its time; an opened gate that leaves its words; waits that
 *   nobody sees made a state; a streak that outlives the pause; a stopped run called finished; a restarted run back in
 *   its hold; a hold that stays where the clock was
 * - alarm: set 20 s ahead; a spent one that counts as set; a failure thrown
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Alarm } from "../../../lib/queue/alarm";
import { backoffMs, MAX_ATTEMPTS } from "../../../lib/queue/backoff";
import { dayOf, nextDay } from "../../../lib/queue/day";
import type { SendResult } from "../../../lib/queue/deps";
import {
  failed,
  isOpen,
  leased,
  newItem,
  released,
  reopened,
  settled,
  skipped,
  stopped,
} from "../../../lib/queue/item";
import { type OutcomeContext, paceAfter, runAfter, runAfterAsking } from "../../../lib/queue/outcome";
import {
  currentGate,
  isAboutKey,
  isDoubtful,
  isGate,
  paceSetBack,
  usedToday,
  withBlock,
  withGate,
  withoutGate,
  withRequests,
  withServerError,
  withSuccess,
} from "../../../lib/queue/pace";
import { RollingWindow, WINDOW_MS } from "../../../lib/queue/rolling-window";
import { effectiveLimit, recovered, slowedDown } from "../../../lib/queue/slowdown";
import { ended, holdEnd, paused, restarted, runSetBack, steered, unpaused } from "../../../lib/queue/steer";
import { EMPTY_PACE, type ItemRecord, type PaceRecord, type RunRecord } from "../../../lib/queue/store";
import { urn } from "./world";

const NOW = new Date(2026, 10, 3, 9).getTime();

const run: RunRecord = {
  v: 1,
  id: "r",
  seq: 1,
  size: 1,
  action: "seen",
  source: "popup",
  createdAt: NOW,
  holdUntil: NOW,
  state: "running",
  ephemeral: false,
};
const item: ItemRecord = newItem("r", 0, { urn: urn(0), name: "N" }, 0);

describe("the rolling window", () => {
  test("a place is taken from the beginning until exactly 60 s after the end", () => {
    const w = new RollingWindow();
    expect(w.room(2, 0)).toBe(2);
    w.begin("a");
    expect(w.room(2, 0)).toBe(1);
    w.end("a", 500);
    expect(w.room(2, 500 + WINDOW_MS - 1)).toBe(1);
    expect(w.room(2, 500 + WINDOW_MS)).toBe(2);
  });

  test("how long until there is room", () => {
    const w = new RollingWindow();
    for (const [token, at] of [
      ["a", 100],
      ["b", 200],
      ["c", 300],
    ] as const) {
      w.begin(token);
      w.end(token, at);
    }
    expect(w.waitMs(4, 1_000)).toBe(0);
    expect(w.waitMs(3, 1_000)).toBe(59_100);
    // The limit came down: two have to go before one may come.
    expect(w.waitMs(2, 1_000)).toBe(59_200);
    expect(w.room(2, 1_000)).toBe(-1);
    w.begin("d");
    expect(w.waitMs(1, 1_000)).toBeUndefined();
    expect(w.waitMs(2, 1_000)).toBe(59_300);
  });

  test("how long until the n-th from now", () => {
    const w = new RollingWindow();
    expect(w.estimateMs(1, 60, 0)).toBe(0);
    expect(w.estimateMs(60, 60, 0)).toBe(0);
    expect(w.estimateMs(61, 60, 0)).toBe(60_000);
    expect(w.estimateMs(120, 60, 0)).toBe(60_000);
    expect(w.estimateMs(121, 60, 0)).toBe(120_000);
    w.begin("a");
    w.end("a", 100);
    expect(w.estimateMs(1, 1, 1_100)).toBe(59_000);
    expect(w.estimateMs(2, 1, 1_100)).toBe(119_000);
    expect(w.estimateMs(1, 2, 1_100)).toBe(0);
  });

  test("forgets what no longer counts, once, and keeps the rest", () => {
    const w = new RollingWindow();
    for (const [token, at] of [
      ["a", 0],
      ["b", 10],
      ["c", 20],
    ] as const) {
      w.begin(token);
      w.end(token, at);
    }
    expect(w.expire(WINDOW_MS - 1)).toEqual([]);
    expect(w.expire(WINDOW_MS + 10)).toEqual(["a", "b"]);
    expect(w.expire(WINDOW_MS + 10)).toEqual([]);
    expect(w.records(0, WINDOW_MS).map((slot) => slot.token)).toEqual(["c"]);
    expect(w.expire(WINDOW_MS * 2)).toEqual(["c"]);
    expect(w.room(1, WINDOW_MS * 2)).toBe(1);
  });

  test("what no longer counts takes no place before it is forgotten either", () => {
    const w = new RollingWindow();
    for (const [token, at] of [
      ["a", 0],
      ["b", 30_000],
    ] as const) {
      w.begin(token);
      w.end(token, at);
    }
    expect(w.room(2, WINDOW_MS)).toBe(1);
    expect(w.waitMs(1, WINDOW_MS)).toBe(30_000);
  });

  test("ending what has not begun, or twice, takes no place", () => {
    const w = new RollingWindow();
    w.end("x", 0);
    expect(w.room(1, 0)).toBe(1);
    w.begin("a");
    w.end("a", 0);
    w.end("a", 50_000);
    expect(w.room(1, WINDOW_MS)).toBe(1);
  });

  // Red with ages believed to the millisecond: a clock set forward by less than a second let a sixth request in. And
  // with what was read left in the order of the disk.
  test("takes over what an earlier worker left: a second younger, in order, an end to come or unknown as now", () => {
    const w = new RollingWindow();
    w.load(
      [
        { token: "future", endedAt: 900_000 },
        { token: "open", endedAt: 0 },
        { token: "recent", endedAt: 57_000 },
        { token: "recent", endedAt: 57_000 },
        { token: "old", endedAt: 1_000 },
      ],
      60_000,
      5,
    );
    expect(w.room(4, 5)).toBe(0);
    expect(w.waitMs(4, 5)).toBe(2_000);
    expect(w.expire(5 + 1_999)).toEqual([]);
    expect(w.expire(5 + 2_000)).toEqual(["old"]);
    expect(w.expire(5 + 58_000)).toEqual(["recent"]);
    expect(w.expire(5 + 60_000)).toEqual(["future", "open"]);
    w.begin("mine");
    w.load([{ token: "mine", endedAt: 0 }], 0, 0);
    expect(w.room(2, 0)).toBe(1);
  });

  test("as it belongs on disk, by the wall clock", () => {
    const w = new RollingWindow();
    w.begin("a");
    w.end("a", 40);
    w.begin("b");
    expect(w.records(1_000, 100)).toEqual([
      { token: "a", endedAt: 940 },
      { token: "b", endedAt: 0 },
    ]);
  });
});

describe("slowing down", () => {
  const at = (more: object = {}) => ({ setting: 60, hinted: true, begunAt: NOW, now: NOW, ...more });

  test("half with a hint, 15 a minute without; never more than the setting, never less than 4", () => {
    expect(slowedDown(undefined, at()).limit).toBe(30);
    expect(slowedDown(undefined, at({ hinted: false })).limit).toBe(15);
    expect(slowedDown(undefined, at({ hinted: false, setting: 20 })).limit).toBe(10);
    expect(slowedDown(undefined, at({ setting: 6 })).limit).toBe(4);
    expect(slowedDown(undefined, at({ setting: 3 })).limit).toBe(3);
    const slow = { limit: 15, at: NOW - 1, successes: 3 };
    expect(slowedDown(slow, at({ hinted: false }))).toEqual({ limit: 7, at: NOW, successes: 0 });
  });

  test("an answer to a request that was begun before it says nothing new", () => {
    const slow = { limit: 30, at: NOW, successes: 0 };
    expect(slowedDown(slow, at({ begunAt: NOW }))).toBe(slow);
    expect(slowedDown(slow, at({ begunAt: NOW + 1, now: NOW + 9 })).limit).toBe(15);
  });

  test("rises by a tenth after a full minute of as many successes, and ends at the setting", () => {
    let slow = recovered({ limit: 3, at: NOW, successes: 0 }, 60, NOW + 5_000);
    expect(slow).toEqual({ limit: 3, at: NOW, since: NOW + 5_000, successes: 1 });
    slow = recovered(slow, 60, NOW + 6_000);
    slow = recovered(slow, 60, NOW + 64_999);
    expect(slow).toMatchObject({ limit: 3, successes: 3 });
    expect(recovered(slow, 60, NOW + 65_000)).toEqual({
      limit: 4,
      at: NOW,
      since: NOW + 65_000,
      successes: 0,
    });
    expect(recovered({ limit: 20, at: 0, since: 0, successes: 19 }, 60, WINDOW_MS)?.limit).toBe(22);
    expect(recovered({ limit: 20, at: 0, since: 0, successes: 18 }, 60, WINDOW_MS)?.limit).toBe(20);
    expect(recovered({ limit: 20, at: 0, since: 0, successes: 19 }, 22, WINDOW_MS)).toBeUndefined();
    expect(recovered({ limit: 20, at: 0, since: 0, successes: 19 }, 23, WINDOW_MS)?.limit).toBe(22);
    expect(recovered(undefined, 60, NOW)).toBeUndefined();
  });

  test("the limit in effect", () => {
    expect(effectiveLimit(60, undefined)).toBe(60);
    expect(effectiveLimit(60, { limit: 15, at: 0, successes: 0 })).toBe(15);
    expect(effectiveLimit(10, { limit: 15, at: 0, successes: 0 })).toBe(10);
    expect(effectiveLimit(0, undefined)).toBe(1);
  });
});

test("backoff: 2, 6, 18 s, by a random half more or less", () => {
  expect([1, 2, 3].map((n) => backoffMs(n, () => 0.5))).toEqual([2_000, 6_000, 18_000]);
  expect(backoffMs(1, () => 0)).toBe(1_000);
  expect(backoffMs(1, () => 0.999)).toBe(2_998);
  expect(MAX_ATTEMPTS).toBe(4);
});

describe("days", () => {
  // Far from UTC's day, and with two changes of the clock a year.
  beforeEach(() => void vi.stubEnv("TZ", "America/New_York"));
  afterEach(() => void vi.unstubAllEnvs());

  test("are local ones, with two digits", () => {
    expect(dayOf(new Date(2026, 0, 2, 0, 0).getTime())).toBe("2026-01-02");
    expect(dayOf(new Date(2026, 11, 31, 23, 59, 59, 999).getTime())).toBe("2026-12-31");
  });

  test("end at the next local midnight", () => {
    expect(nextDay(new Date(2026, 11, 31, 23, 59).getTime())).toBe(new Date(2027, 0, 1).getTime());
    expect(nextDay(new Date(2026, 5, 1).getTime())).toBe(new Date(2026, 5, 2).getTime());
    const spring = new Date(2026, 2, 8).getTime();
    expect(nextDay(spring) - spring).toBe(23 * 3_600_000);
  });
});

describe("the daily count", () => {
  test("adds up within a day, begins anew with the next, and keeps three days", () => {
    let pace = withRequests(EMPTY_PACE, 3, NOW);
    pace = withRequests(pace, 2, NOW + 1);
    expect(usedToday(pace, NOW)).toBe(5);
    expect(pace.seen).toBe(NOW + 1);
    expect(withRequests(pace, 1, NOW).seen).toBe(NOW + 1);
    for (let day = 1; day <= 4; day += 1) pace = withRequests(pace, 1, NOW + day * 86_400_000);
    expect(Object.keys(pace.days).sort()).toEqual(["2026-11-05", "2026-11-06", "2026-11-07"]);
    expect(usedToday(pace, NOW)).toBe(0);
  });

  test("closes a gate of its own until midnight, from the limit on", () => {
    const pace = withRequests(EMPTY_PACE, 5, NOW);
    expect(currentGate(pace, null, NOW)).toBeUndefined();
    expect(currentGate(pace, 6, NOW)).toBeUndefined();
    expect(currentGate(pace, 5, NOW)).toEqual({ reason: "daily-limit", since: NOW, until: nextDay(NOW) });
    expect(currentGate(pace, 5, nextDay(NOW))).toBeUndefined();
  });
});

describe("gates", () => {
  test("what one key or one browser meets stops every run; what one account meets does not", () => {
    const gates = [
      "key-missing",
      "key-refused",
      "no-subscription",
      "permission-lost",
      "offline",
      "daily-limit",
      "storage-failed",
    ] as const;
    const others = [
      "person",
      "account-unknown",
      "account-disconnected",
      "api-moved",
      "api-redirected",
    ] as const;
    for (const reason of gates) expect(isGate(reason)).toBe(true);
    for (const reason of others) expect(isGate(reason)).toBe(false);
    expect(isGate(undefined)).toBe(false);
    expect(gates.filter(isAboutKey)).toEqual(["key-missing", "key-refused", "no-subscription"]);
  });

  test("offline opens by itself after 1, 2, 4 and then every 5 minutes", () => {
    let pace: PaceRecord = EMPTY_PACE;
    let now = NOW;
    const waits: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      pace = withGate(pace, "offline", now);
      const until = pace.gate?.until ?? 0;
      waits.push((until - now) / 60_000);
      // While it is closed, more of the same changes nothing.
      expect(withGate(pace, "offline", now + 1)).toBe(pace);
      expect(currentGate(pace, null, until - 1)).toBe(pace.gate);
      expect(currentGate(pace, null, until)).toBeUndefined();
      now = until;
    }
    expect(waits).toEqual([1, 2, 4, 5, 5]);
  });

  test("other gates stay until they are lifted, for their own reason only", () => {
    const pace = withGate(EMPTY_PACE, "no-subscription", NOW, { detail: "words", keyId: "k" });
    expect(pace.gate).toEqual({ reason: "no-subscription", since: NOW, detail: "words", keyId: "k" });
    expect(currentGate(pace, null, NOW + 1e9)).toBe(pace.gate);
    expect(withoutGate(pace, ["offline"])).toBe(pace);
    expect(withoutGate(pace, ["offline", "no-subscription"]).gate).toBeUndefined();
    expect(withoutGate(EMPTY_PACE, ["offline"])).toBe(EMPTY_PACE);
  });

  test("a refused key takes the place of any other reason, and none takes its", () => {
    const lesser = withGate(EMPTY_PACE, "offline", NOW);
    const refused = withGate(lesser, "key-refused", NOW + 1);
    expect(refused.gate?.reason).toBe("key-refused");
    expect(withGate(refused, "offline", NOW + 2)).toBe(refused);
    expect(withGate(refused, "no-subscription", NOW + 2)).toBe(refused);
    expect(withGate(lesser, "no-subscription", NOW + 2).gate?.reason).toBe("no-subscription");
  });
});

describe("blocks", () => {
  test("the later of two stays, and a shown one stays shown", () => {
    const pace = withBlock(EMPTY_PACE, NOW + 9_000, NOW, { shown: true });
    expect(pace.block).toMatchObject({ until: NOW + 9_000, shown: true });
    expect(withBlock(pace, NOW + 5_000, NOW, {}).block).toMatchObject({ until: NOW + 9_000, shown: true });
    expect(withBlock(pace, NOW + 10_000, NOW, {}).block).toMatchObject({ until: NOW + 10_000, shown: true });
    expect(withBlock(pace, NOW + 9_500, NOW + 9_000, {}).block).toMatchObject({
      until: NOW + 9_500,
      shown: false,
    });
  });

  test("a wait beyond the ordinary pace is shown", () => {
    expect(withBlock(EMPTY_PACE, NOW + 65_000, NOW, {}).block?.shown).toBe(false);
    expect(withBlock(EMPTY_PACE, NOW + 65_001, NOW, {}).block?.shown).toBe(true);
  });

  test("all that waits moves with a clock that is set back", () => {
    const pace: PaceRecord = {
      ...EMPTY_PACE,
      seen: NOW,
      gate: { reason: "offline", since: NOW, until: NOW + 9 },
      block: { until: NOW + 8, shown: true },
    };
    const back = paceSetBack(pace, 1_000, NOW - 1_000);
    expect(back).toMatchObject({
      seen: NOW - 1_000,
      gate: { reason: "offline", until: NOW - 991 },
      block: { until: NOW - 992, shown: true },
    });
    expect(paceSetBack(EMPTY_PACE, 5, 7)).toMatchObject({ seen: 7, gate: undefined, block: undefined });
    const open = paceSetBack(withGate(EMPTY_PACE, "key-refused", NOW), 5, NOW);
    expect(open.gate?.until).toBeUndefined();
  });
});

describe("items", () => {
  const flying = leased(item, "t", NOW);
  const at = { now: NOW, random: () => 0.5 };

  test("leased: one more attempt, by whom and since when, and free for others after 30 s", () => {
    expect(leased(item, "t", NOW)).toMatchObject({
      state: "leased",
      attempts: 1,
      lease: "t",
      leasedAt: NOW,
      leaseUntil: NOW + 30_000,
    });
  });

  test("whatever comes after, the lease is gone", () => {
    const results: SendResult[] = [
      { kind: "done" },
      { kind: "wait" },
      { kind: "pause", reason: "offline" },
      { kind: "fail", reason: "bad-request" },
      { kind: "retry", reason: "network" },
    ];
    const all = [
      ...results.map((result) => settled(flying, result, at)),
      released(flying, true),
      stopped(flying, NOW),
    ];
    for (const next of all) {
      expect(next).not.toHaveProperty("lease");
      expect(next).not.toHaveProperty("leasedAt");
      expect(next).not.toHaveProperty("leaseUntil");
    }
  });

  test("done clears what went wrong before", () => {
    const before = { ...flying, reason: "network", detail: "x", strikes: 2 } as const;
    expect(settled(before, { kind: "done" }, at)).toMatchObject({
      state: "done",
      reason: undefined,
      detail: undefined,
      endedAt: NOW,
    });
  });

  test("waiting and pausing spend nothing; only what may have reached the server is unsure", () => {
    expect(settled(flying, { kind: "wait" }, at)).toMatchObject({
      state: "pending",
      strikes: 0,
      unsure: false,
    });
    const unsure = (reason: "offline" | "permission-lost" | "key-refused") =>
      settled(flying, { kind: "pause", reason }, at).unsure;
    expect([unsure("offline"), unsure("permission-lost"), unsure("key-refused")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(released({ ...flying, unsure: true }, false).unsure).toBe(true);
  });

  test("retry: later, with its reason kept; the longer of backoff and what the server said; the fourth fails", () => {
    const once = settled(flying, { kind: "retry", reason: "timeout", detail: "slow" }, at);
    expect(once).toMatchObject({
      state: "pending",
      strikes: 1,
      unsure: true,
      lastReason: "timeout",
      detail: "slow",
      notBefore: NOW + 2_000,
    });
    expect(settled(flying, { kind: "retry", reason: "refused" }, at).unsure).toBe(false);
    expect(settled(flying, { kind: "retry", reason: "timeout", waitMs: 9_000 }, at).notBefore).toBe(
      NOW + 9_000,
    );
    expect(settled(flying, { kind: "retry", reason: "timeout", waitMs: 1_000 }, at).notBefore).toBe(
      NOW + 2_000,
    );
    const third = settled({ ...flying, strikes: 2 }, { kind: "retry", reason: "timeout" }, at);
    expect(third).toMatchObject({ state: "pending", strikes: 3 });
    const fourth = settled({ ...flying, strikes: 3 }, { kind: "retry", reason: "network", detail: "d" }, at);
    expect(fourth).toMatchObject({
      state: "failed",
      strikes: 4,
      reason: "network",
      detail: "d",
      endedAt: NOW,
    });
  });

  test("stopped: skipped if nothing was sent, else failed by what is known", () => {
    expect(stopped(item, NOW)).toMatchObject({ state: "skipped", reason: "stopped", endedAt: NOW });
    expect(stopped({ ...item, unsure: true }, NOW)).toMatchObject({
      state: "failed",
      reason: "network",
      endedAt: NOW,
    });
    expect(stopped({ ...item, strikes: 1, lastReason: "refused", detail: "no" }, NOW)).toMatchObject({
      state: "failed",
      reason: "refused",
      detail: "no",
    });
  });

  test("reopened: as new, what was begun stays counted", () => {
    const before = {
      ...failed(
        { ...item, attempts: 4, strikes: 4, lastReason: "network" },
        { reason: "network", detail: "d" },
        NOW,
      ),
    };
    expect(reopened(before)).toMatchObject({
      state: "pending",
      attempts: 4,
      strikes: 0,
      notBefore: 0,
      reason: undefined,
      detail: undefined,
      lastReason: undefined,
      endedAt: undefined,
    });
    expect(reopened(item, 77).shownActivityAt).toBe(77);
    expect(reopened({ ...item, shownActivityAt: 5 }).shownActivityAt).toBe(5);
  });

  test("skipped says why and forgets the server's words", () => {
    const next = skipped({ ...item, detail: "d" }, "already-read", NOW);
    expect(next).toMatchObject({ state: "skipped", reason: "already-read", detail: undefined, endedAt: NOW });
  });

  test("open ones are those that will be or are being sent", () => {
    const open = (["pending", "leased", "done", "skipped", "failed"] as const).filter((state) =>
      isOpen({ ...item, state }),
    );
    expect(open).toEqual(["pending", "leased"]);
  });
});

describe("a server in trouble", () => {
  /** The pace after n errors in a row, each met when the last rest was over. */
  const errors = (n: number): { pace: PaceRecord; rests: number[] } => {
    let pace: PaceRecord = EMPTY_PACE;
    let now = NOW;
    const rests: number[] = [];
    for (let i = 0; i < n; i += 1) {
      pace = withServerError(pace, now);
      rests.push((pace.block?.until ?? now) - now);
      now = Math.max(now, pace.block?.until ?? 0);
    }
    return { pace, rests };
  };

  test("is left alone 1.4 times as long with each error, up to the twelfth", () => {
    const { pace, rests } = errors(13);
    expect(rests.slice(0, 4)).toEqual([500, 700, 980, 1_372]);
    expect(rests[11]).toBe(Math.round(500 * 1.4 ** 11));
    expect(rests[12]).toBe(0);
    expect(pace.serverErrors).toBe(13);
  });

  test("each success takes one error back; doubt lasts from the first to the twelfth", () => {
    expect(withSuccess(errors(3).pace).serverErrors).toBe(2);
    expect(withSuccess(errors(1).pace).serverErrors).toBeUndefined();
    expect(withSuccess({ ...EMPTY_PACE, offlineCount: 2 })).toMatchObject({
      offlineCount: undefined,
      serverErrors: undefined,
    });
    expect([0, 1, 12, 13].map((n) => isDoubtful(errors(n).pace))).toEqual([false, true, true, false]);
    expect(isDoubtful({ ...EMPTY_PACE, offlineCount: 1 })).toBe(true);
    expect(isDoubtful({ ...EMPTY_PACE, serverErrors: 13, offlineCount: 0 })).toBe(false);
  });

  test("a rest of our own is told from a wait that the server asked for, which stays in it", () => {
    const own = withBlock(EMPTY_PACE, NOW + 500, NOW, { own: true });
    expect(own.block).toEqual({ until: NOW + 500, shown: false, own: true });
    expect(withBlock(own, NOW + 900, NOW, { own: true }).block?.own).toBe(true);
    expect(withBlock(own, NOW + 900, NOW, {}).block?.own).toBeUndefined();
    const told = withBlock(EMPTY_PACE, NOW + 500, NOW, {});
    expect(told.block).toEqual({ until: NOW + 500, shown: false });
    expect(withBlock(told, NOW + 900, NOW, { own: true }).block?.own).toBeUndefined();
    expect(withBlock(told, NOW + 900, NOW + 500, { own: true }).block?.own).toBe(true);
  });
});

describe("what an answer means for its run", () => {
  const at = (more: Partial<OutcomeContext> = {}): OutcomeContext => ({
    now: NOW,
    random: () => 0.5,
    setting: 60,
    begunAt: NOW,
    keyId: "k",
    anyDone: false,
    canAsk: true,
    ...more,
  });
  const notFound: SendResult = { kind: "fail", reason: "not-found", suspect: "api-moved", detail: "d" };
  const error: SendResult = { kind: "retry", reason: "server-error" };

  test("a success ends a streak, and leaves a record alone where nothing changes", () => {
    expect(runAfter(run, { kind: "done" }, at())).toBe(run);
    const streaky = { ...run, streak: { kind: "not-found", count: 4 } as const };
    expect(runAfter(streaky, { kind: "done" }, at()).streak).toBeUndefined();
    const slow = { ...run, slow: { limit: 9, at: 0, successes: 0 } };
    expect(runAfter(slow, { kind: "done" }, at()).slow?.successes).toBe(1);
  });

  test("the fifth not found in a row pauses, unless something was seen or it is being stopped", () => {
    const four = { ...run, streak: { kind: "not-found", count: 4 } as const };
    expect(runAfter(four, notFound, at())).toMatchObject({
      state: "paused",
      pauseReason: "api-moved",
      pauseDetail: "d",
      streak: undefined,
    });
    expect(runAfter(four, notFound, at({ anyDone: true })).state).toBe("running");
    expect(runAfter({ ...four, state: "stopped" }, notFound, at()).state).toBe("stopped");
    const three = { ...run, streak: { kind: "not-found", count: 3 } as const };
    expect(runAfter(three, notFound, at())).toMatchObject({ state: "running", streak: { count: 4 } });
    const other = { ...run, streak: { kind: "server-error", count: 4 } as const };
    expect(runAfter(other, notFound, at()).streak).toEqual({ kind: "not-found", count: 1 });
    expect(runAfter(four, { kind: "fail", reason: "bad-request" }, at())).toBe(four);
  });

  test("the fifth server error in a row asks for the account, if anyone can be asked", () => {
    const four = { ...run, streak: { kind: "server-error", count: 4 } as const };
    expect(runAfter(four, error, at()).streak).toEqual({ kind: "server-error", count: 5, ask: true });
    expect(runAfter(run, error, at()).streak).toEqual({ kind: "server-error", count: 1, ask: false });
    expect(runAfter(four, error, at({ canAsk: false }))).toBe(four);
    expect(runAfter(four, { kind: "retry", reason: "network" }, at())).toBe(four);
    const asking = { ...run, streak: { kind: "server-error", count: 2, ask: true } as const };
    expect(runAfter(asking, error, at()).streak?.ask).toBe(true);
  });

  test("asked: a lost account pauses, a fine one is asked about again only much later", () => {
    const asking = { ...run, streak: { kind: "server-error", count: 6, ask: true } as const };
    expect(runAfterAsking(asking, "disconnected")).toMatchObject({
      state: "paused",
      pauseReason: "account-disconnected",
      streak: undefined,
    });
    for (const condition of ["fine", "unknown"] as const) {
      expect(runAfterAsking(asking, condition)).toMatchObject({
        state: "running",
        streak: { kind: "server-error", count: -15 },
      });
    }
    expect(runAfterAsking({ ...asking, state: "stopped" }, "disconnected").state).toBe("stopped");
    expect(runAfterAsking(run, "disconnected")).toBe(run);
  });

  test("pauses of one run are its own; those of all are the gate's; a stopped run is left alone", () => {
    expect(runAfter(run, { kind: "pause", reason: "api-moved", detail: "d" }, at())).toMatchObject({
      pauseReason: "api-moved",
      pauseDetail: "d",
    });
    expect(runAfter(run, { kind: "pause", reason: "offline" }, at())).toBe(run);
    const stopping = { ...run, state: "stopped" } as const;
    expect(runAfter(stopping, { kind: "pause", reason: "api-moved" }, at())).toBe(stopping);
    const gate = paceAfter(EMPTY_PACE, run, { kind: "pause", reason: "key-refused" }, at()).gate;
    expect(gate).toMatchObject({ reason: "key-refused", keyId: "k", since: NOW });
    expect(paceAfter(EMPTY_PACE, run, { kind: "pause", reason: "api-moved" }, at())).toBe(EMPTY_PACE);
  });

  test("429: wait as told, or a minute, plus 1 to 5 s", () => {
    const until = (result: SendResult, more = {}, of = run) =>
      (paceAfter(EMPTY_PACE, of, result, at(more)).block?.until ?? 0) - NOW;
    expect(until({ kind: "wait", waitMs: 10_000 })).toBe(13_000);
    expect(until({ kind: "wait", waitMs: 10_000 }, { random: () => 0 })).toBe(11_000);
    expect(until({ kind: "wait", waitMs: 10_000 }, { random: () => 0.999 })).toBe(14_996);
    expect(until({ kind: "wait" })).toBe(63_000);
    // Slowed down before, and no success since: the server's word was too short.
    const slow = { ...run, slow: { limit: 30, at: NOW - 10, successes: 0 } };
    expect(until({ kind: "wait", waitMs: 0 }, {}, slow)).toBe(63_000);
    expect(until({ kind: "wait", waitMs: 90_000 }, {}, slow)).toBe(93_000);
    expect(until({ kind: "wait", waitMs: 0 }, { begunAt: NOW - 10 }, slow)).toBe(3_000);
    const better = { ...run, slow: { limit: 30, at: NOW - 10, successes: 1 } };
    expect(until({ kind: "wait", waitMs: 0 }, {}, better)).toBe(3_000);
    expect(paceAfter(EMPTY_PACE, run, { kind: "wait", waitMs: 0 }, at()).block?.shown).toBe(true);
    expect(runAfter(run, { kind: "wait" }, at()).slow?.limit).toBe(15);
    expect(runAfter(run, { kind: "wait", waitMs: 0 }, at()).slow?.limit).toBe(30);
  });

  test("a server's Retry-After, an exhausted limit, and a call that isn't there", () => {
    const later = paceAfter(EMPTY_PACE, run, { kind: "retry", reason: "network", waitMs: 5_000 }, at());
    expect(later.block).toMatchObject({ until: NOW + 5_000, shown: true });
    expect(paceAfter(EMPTY_PACE, run, { kind: "retry", reason: "network" }, at())).toBe(EMPTY_PACE);
    const both = paceAfter(EMPTY_PACE, run, { kind: "retry", reason: "network", blockMs: 4_000 }, at());
    expect(both.block).toMatchObject({ until: NOW + 4_000, shown: false });
    const exhausted = paceAfter(EMPTY_PACE, run, { kind: "done", blockMs: 4_000 }, at());
    expect(exhausted.block).toMatchObject({ until: NOW + 4_000, shown: false });
    expect(paceAfter(EMPTY_PACE, run, { kind: "done" }, at())).toBe(EMPTY_PACE);
    expect(paceAfter(EMPTY_PACE, run, { kind: "fail", reason: "unsupported" }, at()).unreadUnsupported).toBe(
      true,
    );
    expect(paceAfter(EMPTY_PACE, run, { kind: "fail", reason: "not-found" }, at())).toBe(EMPTY_PACE);
    expect(
      paceAfter({ ...EMPTY_PACE, offlineCount: 3 }, run, { kind: "done" }, at()).offlineCount,
    ).toBeUndefined();
    expect(paceAfter({ ...EMPTY_PACE, serverErrors: 3 }, run, { kind: "done" }, at()).serverErrors).toBe(2);
  });
});

describe("what state a run is in", () => {
  const pace = EMPTY_PACE;
  const gate = { reason: "offline", since: NOW, until: NOW + 60, detail: "d" } as const;
  const holding = { ...run, state: "holding", holdUntil: NOW + 5_000 } as const;
  const steer = (of: RunRecord, more: object = {}) =>
    steered(of, { now: NOW, gate: undefined, pace, ...more });

  test("holding until its time, then running", () => {
    expect(steer(holding)).toBe(holding);
    expect(steer(holding, { now: NOW + 4_999 })).toBe(holding);
    expect(steer(holding, { now: NOW + 5_000 }).state).toBe("running");
    expect(steer(holding, { gate })).toBe(holding);
    // Only a run that holds: the end of an earlier hold may lie ahead after the clock was set.
    expect(steer({ ...holding, state: "running" }, { gate }).state).toBe("paused");
  });

  test("held, a minute longer at most from when it was held", () => {
    const held = { ...holding, heldSince: NOW + 1_000 };
    expect(holdEnd(holding)).toBe(NOW + 5_000);
    expect(holdEnd(held)).toBe(NOW + 61_000);
    expect(holdEnd({ ...held, holdUntil: NOW + 90_000 })).toBe(NOW + 90_000);
    expect(steer(held, { now: NOW + 60_999 }).state).toBe("holding");
    const over = steer(held, { now: NOW + 61_000 });
    expect(over).toMatchObject({ state: "running", heldSince: undefined });
  });

  test("a gate pauses it with the gate's words and time, and its opening lets it go on", () => {
    const stopped = steer(run, { gate });
    expect(stopped).toMatchObject({
      state: "paused",
      pauseReason: "offline",
      pauseDetail: "d",
      waitUntil: NOW + 60,
    });
    expect(steer(stopped, { gate })).toBe(stopped);
    expect(steer(stopped, { gate: { ...gate, until: NOW + 90 } }).waitUntil).toBe(NOW + 90);
    const refused = { reason: "key-refused", since: NOW } as const;
    const unpaid = steer(run, { gate: { ...refused, reason: "no-subscription" } });
    expect(steer(unpaid, { gate: refused }).pauseReason).toBe("key-refused");
    expect(steer(stopped)).toMatchObject({
      state: "running",
      pauseReason: undefined,
      pauseDetail: undefined,
      waitUntil: undefined,
    });
  });

  test("what is paused for a reason of its own, stopped or finished stays so", () => {
    for (const own of [paused(run, "person"), paused(run, "api-moved")])
      expect(steer(own, { gate })).toBe(own);
    for (const state of ["stopped", "finished"] as const) {
      const of = { ...run, state };
      expect(steer(of, { gate })).toBe(of);
    }
  });

  test("a wait that people see is a state; one that they don't is not", () => {
    const blocked = { ...pace, block: { until: NOW + 9, shown: true } };
    const waiting = steer(run, { pace: blocked });
    expect(waiting).toMatchObject({ state: "waiting", waitUntil: NOW + 9 });
    expect(steer(waiting, { pace: blocked })).toBe(waiting);
    expect(steer(waiting, { pace: blocked, now: NOW + 9 })).toMatchObject({
      state: "running",
      waitUntil: undefined,
    });
    expect(steer(run, { pace: { ...pace, block: { until: NOW + 9, shown: false } } })).toBe(run);
    const longer = { ...pace, block: { until: NOW + 99, shown: true } };
    expect(steer(waiting, { pace: longer }).waitUntil).toBe(NOW + 99);
    expect(steer({ ...waiting, state: "running" }, { pace: blocked }).state).toBe("waiting");
  });

  test("out of a pause it holds if its hold is not over; its streak begins anew", () => {
    const halted = { ...paused(holding, "person"), streak: { kind: "not-found", count: 3 } as const };
    expect(unpaused(halted, NOW + 4_999)).toMatchObject({
      state: "holding",
      pauseReason: undefined,
      streak: undefined,
    });
    expect(unpaused(halted, NOW + 5_000).state).toBe("running");
  });

  test("ended: stopped stays stopped, all else has finished", () => {
    expect(ended(run, NOW)).toMatchObject({ state: "finished", endedAt: NOW });
    expect(ended({ ...run, state: "stopped" }, NOW)).toMatchObject({ state: "stopped", endedAt: NOW });
  });

  test("restarted: on again, whatever the clock says of its hold; an active one goes on as it is", () => {
    const over = {
      ...ended({ ...run, holdUntil: NOW + 9_999, added: 3 }, NOW),
      streak: { kind: "not-found", count: 3 } as const,
    };
    expect(restarted(over, NOW)).toMatchObject({
      state: "running",
      endedAt: undefined,
      holdUntil: NOW,
      added: undefined,
      streak: undefined,
    });
    expect(restarted({ ...run, state: "stopped" }, NOW).state).toBe("running");
    expect(restarted(paused(run, "person"), NOW)).toMatchObject({ state: "paused", pauseReason: "person" });
  });

  test("its times move with a clock that is set back", () => {
    const of = {
      ...run,
      holdUntil: 100,
      heldSince: 90,
      waitUntil: 110,
      slow: { limit: 9, at: 80, since: 85, successes: 1 },
    };
    expect(runSetBack(of, 10)).toMatchObject({
      holdUntil: 90,
      heldSince: 80,
      waitUntil: 100,
      slow: { limit: 9, at: 70, since: 75, successes: 1 },
    });
    expect(runSetBack(run, 10)).toMatchObject({
      heldSince: undefined,
      waitUntil: undefined,
      slow: undefined,
    });
  });
});

describe("the alarm", () => {
  function alarm() {
    const calls: (number | "clear")[] = [];
    const errors: unknown[] = [];
    const clock = { now: NOW };
    const failing = { on: false };
    const act = (call: number | "clear") => async () => {
      calls.push(call);
      if (failing.on) throw new Error("no");
    };
    const wake = { at: (time: number) => act(time - NOW)(), clear: act("clear") };
    const made = new Alarm(
      wake,
      () => clock.now,
      (error) => errors.push(error),
    );
    return { made, calls, errors, clock, failing };
  }

  test("stands by 25 s ahead, and is set again only when it has been or is too far away", async () => {
    const { made, calls, clock } = alarm();
    await made.standBy();
    await made.standBy();
    clock.now += 24_999;
    await made.standBy();
    expect(calls).toEqual([25_000]);
    clock.now += 1;
    await made.standBy();
    expect(calls).toEqual([25_000, 50_000]);
    await made.arm(NOW + 90_000);
    await made.standBy();
    expect(calls.slice(2)).toEqual([90_000, 50_000]);
  });

  test("spent or cleared, it is set anew", async () => {
    const { made, calls } = alarm();
    await made.standBy();
    made.spent();
    await made.standBy();
    await made.disarm();
    await made.standBy();
    expect(calls).toEqual([25_000, 25_000, "clear", 25_000]);
  });

  test("one that can't be set is told and stops nothing", async () => {
    const { made, errors, failing } = alarm();
    failing.on = true;
    await made.arm(NOW);
    await made.disarm();
    expect(errors).toHaveLength(2);
  });
});
