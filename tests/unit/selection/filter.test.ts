import { describe, expect, test } from "vitest";
import type { Conversation } from "../../../lib/conversation";
import { activeFilters, defaultFilter, type Filter, keptBy } from "../../../lib/selection/filter";
import { NOW, urn } from "../../gallery/fixtures";

const HOUR = 3_600_000;
const ALL = defaultFilter({ keepStarred: false, keepToday: false });

function conversation(part: Partial<Conversation> = {}): Conversation {
  return {
    urn: urn(1),
    name: "Zoë Ångström",
    readState: "unread",
    lastActivityAt: NOW - 30 * HOUR,
    kind: "direct",
    folder: "focused",
    starred: false,
    ...part,
  };
}

function filter(part: Partial<Filter>): Filter {
  return { ...ALL, ...part };
}

describe("The filter", () => {
  test("lets everything through by default", () => {
    for (const kind of ["direct", "group", "company", "inmail", "sponsored"] as const) {
      expect(keptBy(ALL, conversation({ kind, starred: undefined, lastActivityAt: undefined }), NOW)).toBe(
        undefined,
      );
    }
    expect(activeFilters(ALL)).toBe(0);
  });

  test.each([
    ["zoe", undefined],
    ["ANGST", undefined],
    ["strom zo", undefined],
    ["  ", undefined],
    ["zoé x", "search"],
    ["bob", "search"],
  ])("finds names by the words %j, case and accents aside", (search, expected) => {
    expect(keptBy(filter({ search }), conversation(), NOW)).toBe(expected);
  });

  test("finds names of other alphabets", () => {
    expect(keptBy(filter({ search: "小明" }), conversation({ name: "王小明" }), NOW)).toBe(undefined);
    expect(keptBy(filter({ search: "حداد" }), conversation({ name: "ليلى حداد" }), NOW)).toBe(undefined);
  });

  test("keeps what is younger than asked for, to the millisecond", () => {
    const day = filter({ olderThanDays: 1 });
    expect(keptBy(day, conversation({ lastActivityAt: NOW - 24 * HOUR }), NOW)).toBe(undefined);
    expect(keptBy(day, conversation({ lastActivityAt: NOW - 24 * HOUR + 1 }), NOW)).toBe("age");
  });

  test("keeps today's by the local calendar day", () => {
    const today = filter({ keepToday: true });
    const midnight = new Date(NOW).setHours(0, 0, 0, 0);
    expect(keptBy(today, conversation({ lastActivityAt: midnight }), NOW)).toBe("today");
    expect(keptBy(today, conversation({ lastActivityAt: midnight - 1 }), NOW)).toBe(undefined);
  });

  test("keeps what it does not know enough about: unknown is never the other way round", () => {
    expect(keptBy(filter({ keepStarred: true }), conversation({ starred: undefined }), NOW)).toBe(
      "star-unknown",
    );
    expect(keptBy(filter({ keepToday: true }), conversation({ lastActivityAt: undefined }), NOW)).toBe(
      "date-unknown",
    );
    expect(keptBy(filter({ olderThanDays: 7 }), conversation({ lastActivityAt: undefined }), NOW)).toBe(
      "date-unknown",
    );
  });

  test("treats a company as one of the people, and each other kind by itself", () => {
    const people = filter({ kinds: new Set(["people"]) });
    expect(keptBy(people, conversation({ kind: "company" }), NOW)).toBe(undefined);
    for (const kind of ["group", "inmail", "sponsored"] as const) {
      expect(keptBy(people, conversation({ kind }), NOW)).toBe("kind");
    }
    expect(activeFilters(people)).toBe(1);
  });
});
