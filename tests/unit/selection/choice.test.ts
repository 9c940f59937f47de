import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ConversationUrn } from "../../../lib/conversation";
import { choose, needsSecondPress, thisAndOlder, toNewItem } from "../../../lib/selection/choice";
import { defaultFilter, KIND_GROUPS } from "../../../lib/selection/filter";
import { conversations, NOW, urn } from "../../gallery/fixtures";

const ALL = defaultFilter({ keepStarred: false, keepToday: false });
const NONE: ReadonlySet<ConversationUrn> = new Set();
const INBOX = conversations(23);

describe("What a press sends", () => {
  test("is all that is shown when nothing is selected", () => {
    const choice = choose(INBOX, ALL, NONE, NOW);
    expect(choice.target).toEqual(INBOX);
    expect(choice.all).toBe(true);
    expect([...choice.kept]).toEqual([]);
  });

  test("is the selected ones when some are selected, and the rest is told", () => {
    const choice = choose(INBOX, ALL, new Set([urn(2), urn(5)]), NOW);
    expect(choice.target.map((each) => each.urn)).toEqual([urn(2), urn(5)]);
    expect(choice.all).toBe(false);
    expect(choice.kept.get("not-selected")).toBe(21);
  });

  test("leaves out what is selected but hidden by the search", () => {
    const choice = choose(INBOX, { ...ALL, search: "kofi" }, new Set([urn(2), urn(11)]), NOW);
    expect(choice.target.map((each) => each.urn)).toEqual([urn(11)]);
    expect(choice.kept.get("selected-hidden")).toBe(1);
    expect(choice.kept.get("search")).toBe(21);
  });

  test("is nothing, not all, when everything selected is hidden or gone", () => {
    expect(choose(INBOX, { ...ALL, search: "kofi" }, new Set([urn(2)]), NOW).target).toEqual([]);
    expect(choose(INBOX, ALL, new Set([urn(999)]), NOW).target).toEqual([]);
  });

  test("counts what the settings keep", () => {
    const choice = choose(INBOX, defaultFilter({ keepStarred: true, keepToday: false }), NONE, NOW);
    expect(choice.kept.get("starred")).toBe(4);
    expect(choice.target).toHaveLength(19);
    expect(choice.all).toBe(false);
  });

  test("is always a part of what is shown, and shown and kept add up to what there is", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 3 }),
        fc.subarray([...KIND_GROUPS]),
        fc.integer({ min: 0, max: 60 }),
        fc.boolean(),
        fc.boolean(),
        fc.subarray(INBOX.map((each) => each.urn)),
        (search, kinds, olderThanDays, keepStarred, keepToday, selected) => {
          const filter = {
            search,
            kinds: new Set(kinds),
            folders: ALL.folders,
            olderThanDays,
            keepStarred,
            keepToday,
          };
          const choice = choose(INBOX, filter, new Set(selected), NOW);
          for (const each of choice.target) expect(choice.shown).toContain(each);
          if (selected.length > 0) for (const each of choice.target) expect(selected).toContain(each.urn);
          const kept = [...choice.kept.values()].reduce((sum, count) => sum + count, 0);
          expect(choice.target.length + kept).toBe(INBOX.length);
          expect(choice.all).toBe(choice.target.length === INBOX.length);
        },
      ),
    );
  });

  test("carries the activity that the person saw", () => {
    const [first] = INBOX;
    expect(first && toNewItem(first)).toEqual({
      urn: first?.urn,
      name: first?.name,
      shownActivityAt: first?.lastActivityAt,
    });
  });
});

describe("This and everything older", () => {
  const dated = INBOX.map((each, i) => ({ ...each, lastActivityAt: NOW - i * 1000 }));

  test("is the row and every shown row that is not newer", () => {
    expect(thisAndOlder(dated, urn(20))).toEqual([urn(20), urn(21), urn(22)]);
  });

  test("goes by the date, not by the place in the list", () => {
    expect(thisAndOlder([...dated].reverse(), urn(20)).toSorted()).toEqual([urn(20), urn(21), urn(22)]);
  });

  test("leaves out rows without a date, and is the row alone when it has none", () => {
    const gap = dated.map((each, i) => (i === 21 ? { ...each, lastActivityAt: undefined } : each));
    expect(thisAndOlder(gap, urn(20))).toEqual([urn(20), urn(22)]);
    expect(thisAndOlder(gap, urn(21))).toEqual([urn(21)]);
  });
});

describe("The second press", () => {
  test.each([
    ["over-50", 50, false],
    ["over-50", 51, true],
    ["always", 1, true],
    ["always", 0, false],
    ["never", 5000, false],
  ] as const)("with the setting %s is asked for at %i: %s", (confirm, count, expected) => {
    expect(needsSecondPress(count, confirm)).toBe(expected);
  });
});
