import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignRows } from "../../../lib/inbox/align/align";
import { type Hardness, type InventedInbox, inboxes } from "./support/inboxes";

const easy: Hardness = { unheard: 0, bare: 20, uncategorised: 0, late: 0, archived: 10, occluded: 0 };
const kinds: readonly (readonly [string, Hardness])[] = [
  ["rows without snippets, archived ones hidden", easy],
  ["no snippet at all", { ...easy, bare: 100 }],
  ["messages that nobody heard", { ...easy, late: 8 }],
  ["conversations never heard", { ...easy, unheard: 10 }],
  ["half of them never heard", { ...easy, unheard: 50 }],
  ["no categories", { ...easy, uncategorised: 100 }],
  ["shells among the rows", { ...easy, occluded: 40 }],
  ["all of it", { unheard: 15, bare: 30, uncategorised: 30, late: 5, archived: 15, occluded: 15 }],
];

/** Rows taken for another conversation than they are. */
function wrong({ rows, candidates, urns }: InventedInbox): string[] {
  return alignRows(rows, candidates, "none").flatMap((outcome, i) =>
    outcome.ok && outcome.candidate.conversation.urn !== urns[i]
      ? [`row ${i}: ${JSON.stringify(rows[i])}`]
      : [],
  );
}

describe.each(kinds)("an inbox with %s", (_, hardness) => {
  it("never takes a row for another conversation", () => {
    fc.assert(
      fc.property(inboxes(hardness), (inbox) => {
        expect(wrong(inbox)).toEqual([]);
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    );
  });

  it("tells at least 95 % of the rows that are clear", () => {
    const sample = fc.sample(inboxes(hardness), { numRuns: 400, seed: 20261003 });
    let clear = 0;
    let told = 0;
    for (const inbox of sample) {
      alignRows(inbox.rows, inbox.candidates, "none").forEach((outcome, i) => {
        if (!inbox.clear[i]) return;
        clear += 1;
        if (outcome.ok) told += 1;
      });
    }
    if (process.env.RUNS) console.log(clear, (told / clear).toFixed(4));
    expect(told / clear).toBeGreaterThan(0.95);
  });
});
