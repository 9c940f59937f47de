import { describe, expect, test } from "vitest";
import { failureDetails, groupFailures } from "../../../lib/outcome/failures";
import { everyDay } from "../../../lib/outcome/per-day";
import {
  canMarkUnread,
  ended,
  quarter,
  secondsUntil,
  toGo,
  undoSeconds,
} from "../../../lib/outcome/progress";
import { ageText, clockText, direction, durationText } from "../../../lib/outcome/time-text";
import { counts, failures, NOW, runView } from "../../gallery/fixtures";

describe("Progress", () => {
  test("counts every end as an end and the rest as to go", () => {
    const some = counts({ pending: 3, leased: 2, done: 4, skipped: 1, failed: 1 });
    expect(ended(some)).toBe(6);
    expect(toGo(some)).toBe(5);
  });

  test.each([
    [0, 0],
    [5, 0],
    [6, 1],
    [12, 2],
    [18, 3],
    [23, 3],
  ])("after %i of 24 is in quarter %i", (done, expected) => {
    expect(quarter(counts({ done, pending: 24 - done }))).toBe(expected);
  });

  test("of a run without items is its beginning", () => {
    expect(quarter(counts({}))).toBe(0);
  });

  test("shows the last second as 1 and never a negative one", () => {
    expect(secondsUntil(NOW + 1, NOW)).toBe(1);
    expect(secondsUntil(NOW, NOW)).toBe(0);
    expect(secondsUntil(NOW - 5000, NOW)).toBe(0);
  });

  test("stands still in a hold that is held", () => {
    const { run } = runView(
      { state: "holding", holdUntil: NOW + 5000, heldSince: NOW + 2000 },
      { pending: 1 },
    );
    expect(undoSeconds(run, NOW + 4000)).toBe(3);
  });

  test("offers to mark as unread only while it is possible and there is something to mark", () => {
    const until = { markUnreadUntil: NOW + 1 };
    expect(canMarkUnread(runView({ state: "finished" }, { done: 1 }, until), NOW)).toBe(true);
    expect(canMarkUnread(runView({ state: "finished" }, { done: 1 }, until), NOW + 1)).toBe(false);
    expect(canMarkUnread(runView({ state: "finished" }, { failed: 1 }, until), NOW)).toBe(false);
    expect(canMarkUnread(runView({ state: "finished" }, { done: 1 }), NOW)).toBe(false);
  });
});

describe("Failures", () => {
  test("are grouped by cause, the most frequent first", () => {
    expect(groupFailures(failures.toReversed()).map(({ reason, failures: f }) => [reason, f.length])).toEqual(
      [
        ["not-found", 2],
        ["server-error", 1],
      ],
    );
  });

  test("are copied one line a conversation, with cause, server's words, attempts and id", () => {
    const lines = failureDetails(failures, (reason) => `<${reason}>`).split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[2]).toContain("Northlight Robotics | <server-error> | Internal error | ×4 | urn:li:");
  });
});

describe("Times", () => {
  test.each([
    [0, "1m"],
    [59 * 60_000, "59m"],
    [3_600_000, "1h"],
    [86_400_000, "1d"],
    [14 * 86_400_000, "2w"],
    [800 * 86_400_000, "2y"],
    [-5000, "1m"],
  ])("%i ms ago reads %s", (ms, expected) => {
    expect(ageText(NOW - ms, NOW, "en")).toBe(expected);
  });

  test.each([
    [0, "1 sec"],
    [16_000, "16 sec"],
    [61_000, "2 min"],
    [3_600_000, "1 hr"],
    [4_800_000, "1 hr 20 min"],
    [47.5 * 3_600_000, "47 hr 30 min"],
    [48 * 3_600_000, "2 days"],
    [48.1 * 3_600_000, "3 days"],
  ])("%i ms last %s", (ms, expected) => {
    expect(durationText(ms, "en")).toBe(expected);
  });

  test("a clock time has its day unless it is today's", () => {
    const at = new Date(2026, 10, 4, 14, 32).getTime();
    expect(clockText(at, NOW, "de")).toBe("14:32");
    expect(clockText(at + 86_400_000, NOW, "de")).toMatch(/5\..*14:32/);
  });

  test("Arabic runs from right to left, German does not", () => {
    expect([direction("ar"), direction("ar-EG"), direction("de"), direction("zh-CN")]).toEqual([
      "rtl",
      "rtl",
      "ltr",
      "ltr",
    ]);
  });
});

describe("The days of the chart", () => {
  test("are all there, oldest first, also those without anything", () => {
    const days = everyDay([{ day: "2026-11-03", count: 7 }], 3, NOW);
    expect(days).toEqual([
      { day: "2026-11-02", count: 0 },
      { day: "2026-11-03", count: 7 },
      { day: "2026-11-04", count: 0 },
    ]);
  });

  test("cross a month and a change of the clocks without a gap or a double", () => {
    const days = everyDay([], 60, NOW).map(({ day }) => day);
    expect(new Set(days).size).toBe(60);
    expect(days.at(-1)).toBe("2026-11-04");
    expect(days).toContain("2026-10-31");
  });
});
