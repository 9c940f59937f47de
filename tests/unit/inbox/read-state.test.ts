import { describe, expect, it } from "vitest";
import { ECHO_MS, type ReadEvidence, readStateOf } from "../../../lib/inbox/read-state";

const unread = (at: number) => ({ value: "unread", at }) as const;
const read = (at: number) => ({ value: "read", at }) as const;
const marked = { value: "read", at: 100, activityAt: 50 } as const;

// Red once: without the echo time a stale answer flips it back.
describe("one state out of several sources", () => {
  it.each<[string, ReadEvidence, string]>([
    ["nothing is known", {}, "unknown"],
    ["data says it", { data: unread(1) }, "unread"],
    ["a row says it where data is silent", { row: read(1) }, "read"],
    ["data and row differ: data beats the row", { data: unread(1), row: read(9) }, "unread"],
    ["it was marked after the data", { data: unread(1), mark: marked }, "read"],
    [
      "an echo shows the state of before",
      { data: unread(100 + ECHO_MS), mark: marked, activityAt: 50 },
      "read",
    ],
    [
      "a new message came right after the mark",
      { data: unread(101), mark: marked, activityAt: 51 },
      "unread",
    ],
    [
      "it was marked unread elsewhere, later",
      { data: unread(101 + ECHO_MS), mark: marked, activityAt: 50 },
      "unread",
    ],
    ["the row isn't repainted yet", { row: unread(101), mark: marked }, "read"],
    [
      "only the row ever said anything, and it is unread again",
      { row: unread(101 + ECHO_MS), mark: marked },
      "unread",
    ],
  ])("when %s", (_, evidence, state) => {
    expect(readStateOf(evidence)).toBe(state);
  });
});
