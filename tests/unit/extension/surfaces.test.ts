import { describe, expect, it } from "vitest";
import type { Conversation } from "../../../lib/conversation";
import { badgeFor } from "../../../lib/extension/badge";
import { pickSnapshot } from "../../../lib/extension/frame-record";
import { alarmTime } from "../../../lib/extension/wake";
import type { InboxSnapshot } from "../../../lib/inbox/snapshot";
import type { Run, RunView } from "../../../lib/queue/run";
import { allUnread } from "../../../lib/selection/all-unread";
import { needsSecondPress } from "../../../lib/selection/choice";

const NOW = new Date("2026-11-20T15:00:00").getTime();
const YESTERDAY = NOW - 24 * 3_600_000;

function conversation(changes: Partial<Conversation>): Conversation {
  return {
    urn: "urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAinvented,2-abc==)" as Conversation["urn"],
    name: "Ada",
    readState: "unread",
    kind: "direct",
    folder: "focused",
    lastActivityAt: YESTERDAY,
    ...changes,
  };
}

function view(run: Partial<Run>, left = 7): RunView {
  return {
    run: {
      id: "r",
      action: "seen",
      source: "popup",
      createdAt: NOW,
      holdUntil: NOW,
      state: "running",
      ephemeral: false,
      ...run,
    },
    counts: { total: 9, pending: left, leased: 0, done: 2, skipped: 0, failed: 0 },
    requestsPerMinute: 60,
    failures: [],
  };
}

describe("all unread", () => {
  it.each([
    ["an unread conversation", {}, true],
    ["one of the other tab", { folder: "other" }, true],
    ["one whose folder the answer lacked", { folder: "unknown" }, true],
    ["a read one", { readState: "read" }, false],
    ["one of which nothing is known", { readState: "unknown" }, false],
    ["an archived one", { folder: "archived" }, false],
    ["spam", { folder: "spam" }, false],
    ["a request", { folder: "requests" }, false],
  ] as const)("has %s: %j %s", (_what, changes, included) => {
    const all = allUnread([conversation(changes)], { keepStarred: false, keepToday: false }, NOW);
    expect(all).toHaveLength(included ? 1 : 0);
  });

  it("keeps starred ones and today's when the person wants so", () => {
    const starred = conversation({ starred: true });
    const today = conversation({ starred: false, lastActivityAt: NOW - 60_000 });
    const plain = conversation({ starred: false });
    expect(allUnread([starred, today, plain], { keepStarred: true, keepToday: true }, NOW)).toEqual([plain]);
    expect(allUnread([starred, today, plain], { keepStarred: false, keepToday: false }, NOW)).toHaveLength(3);
  });

  it("asks for a second press above the threshold only", () => {
    expect(needsSecondPress(50, "over-50")).toBe(false);
    expect(needsSecondPress(51, "over-50")).toBe(true);
    expect(needsSecondPress(1, "always")).toBe(true);
    expect(needsSecondPress(5000, "never")).toBe(false);
  });
});

describe("toolbar badge", () => {
  it.each([
    ["nothing where nothing is known", undefined, undefined, true, ""],
    ["nothing at zero", undefined, 0, true, ""],
    ["the unread count", undefined, 23, true, "23"],
    ["nothing when switched off", undefined, 23, false, ""],
    ["what is left of a run", view({}), 23, true, "7"],
    ["what is left even when the unread count is off", view({}), 23, false, "7"],
    [
      "a mark when the run needs the person",
      view({ state: "paused", pauseReason: "key-refused" }),
      23,
      true,
      "!",
    ],
    [
      "what is left of a run paused by the person",
      view({ state: "paused", pauseReason: "person" }),
      23,
      true,
      "7",
    ],
    ["the unread count after a run", view({ state: "finished" }, 0), 3, true, "3"],
  ] as const)("shows %s", (_what, run, unread, showUnread, text) => {
    expect(badgeFor({ run, needsHost: false, unread, showUnread }).text).toBe(text);
  });

  it("shows a mark when the browser withholds a host, but what is left of a run that goes on", () => {
    expect(badgeFor({ run: undefined, needsHost: true, unread: 23, showUnread: false }).text).toBe("!");
    expect(badgeFor({ run: view({}), needsHost: true, unread: 23, showUnread: true }).text).toBe("7");
  });
});

describe("inbox of a tab", () => {
  const snapshot = (changes: Partial<InboxSnapshot>): InboxSnapshot => ({
    place: "messaging",
    hasList: false,
    conversations: [],
    readCount: 0,
    more: false,
    health: "ok",
    takenAt: NOW,
    ...changes,
  });

  it("is told by the frame that draws the list, not by one that has heard more", () => {
    const top = snapshot({ conversations: [conversation({}), conversation({})], readCount: 40 });
    const inner = snapshot({ hasList: true, readCount: 10 });
    expect(pickSnapshot([top, inner])).toBe(inner);
  });

  it("is told by the frame that has heard something when the drawn list has heard nothing", () => {
    const top = snapshot({ conversations: [conversation({})] });
    const inner = snapshot({ hasList: true });
    expect(pickSnapshot([inner, top])).toBe(top);
  });
});

describe("alarm", () => {
  it("is never asked for sooner than packed Chrome allows", () => {
    expect(alarmTime(NOW + 1000, NOW)).toBe(NOW + 30_000);
    expect(alarmTime(NOW - 5000, NOW)).toBe(NOW + 30_000);
    expect(alarmTime(NOW + 55_000, NOW)).toBe(NOW + 55_000);
  });
});
