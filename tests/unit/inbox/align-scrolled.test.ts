import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignRows } from "../../../lib/inbox/align/align";
import type { Candidate } from "../../../lib/inbox/align/candidate";
import { bareText } from "../../../lib/inbox/rows/snippet";
import { nameKey } from "../../../lib/inbox/text";
import { NOW, urnOf } from "./support/people";

const RUNS = Number(process.env.RUNS ?? 500);
const SEED = 20261004;

/** In percent: conversations never heard of, and heard ones that have left the list without a word. */
interface Hardness {
  readonly unheard: number;
  readonly left: number;
}

const NAMES = ["Ada Lovelace", "Li Wei", "José Núñez", "LinkedIn Member"];
const TEXTS = ["Thanks a lot!", "ok", "Are you free next week?", "Here is the link", "Happy anniversary!"];
/** So many rows are drawn, wherever the list is scrolled to; the others are shells. */
const DRAWN = 12;

/** A list of the focused tab, scrolled somewhere; texts that many write, and namesakes. */
function scrolled({ unheard, left }: Hardness) {
  const dice = fc.integer({ min: 0, max: 99 });
  const seed = fc.record({ name: dice, text: dice, folder: dice, heard: dice, left: dice, texted: dice });
  return fc
    .tuple(fc.array(seed, { minLength: 20, maxLength: 90, size: "max" }), fc.integer({ min: 0, max: 60 }))
    .map(([seeds, from]) => {
      const all = seeds.map((one, id) => ({
        urn: urnOf(id),
        at: NOW - id * 60_000,
        name: NAMES[Math.floor(one.name / 6)] ?? `Person ${id}`,
        text: TEXTS[one.text % TEXTS.length] ?? "",
        folder: one.folder < 20 ? ("other" as const) : ("focused" as const),
        isHeard: one.heard >= unheard,
        hasLeft: one.left < left,
        isTexted: one.texted >= 3,
      }));
      const shown = all.filter((one) => one.folder === "focused" && !one.hasLeft);
      const rows = shown.map((one, i) => {
        const occluded = i < from || i >= from + DRAWN;
        const content = occluded
          ? { name: "", snippet: undefined }
          : { name: one.name, snippet: `You: ${one.text}` };
        const rest = { unread: false, active: false, sponsored: false, threadId: undefined };
        return { element: null as unknown as Element, occluded, ...content, ...rest };
      });
      const candidates = all
        .filter((one) => one.isHeard)
        .map(
          (one): Candidate => ({
            conversation: {
              urn: one.urn,
              name: one.name,
              readState: "unread",
              lastActivityAt: one.at,
              kind: "direct",
              folder: one.folder,
            },
            keys: new Set([nameKey(one.name)]),
            texts: one.isTexted ? [bareText(one.text)] : [],
            isWordless: false,
          }),
        );
      const outcomes = alignRows(rows, candidates, "none");
      return rows.flatMap(({ occluded }, i) => {
        const [truth, outcome] = [shown[i], outcomes[i]];
        if (occluded || !truth || !outcome) return [];
        const right = outcome.ok ? outcome.candidate.conversation.urn === truth.urn : undefined;
        return [{ right, isWorded: truth.isTexted && bareText(truth.text).length >= 6 }];
      });
    });
}

// Seen red: with places accepted without counting, four of the five find one mistaken; without `isExact` only 91 % are
// told.
describe("a scrolled list of one of the inbox's tabs", () => {
  it.each<[string, Hardness]>([
    ["all of it heard", { unheard: 0, left: 0 }],
    ["some never heard of", { unheard: 5, left: 0 }],
    ["some gone without a word", { unheard: 0, left: 5 }],
    ["both", { unheard: 3, left: 3 }],
    ["more of both", { unheard: 10, left: 10 }],
  ])("is never mistaken: %s", (_, hardness) => {
    fc.assert(
      fc.property(scrolled(hardness), (rows) => {
        expect(rows.filter((row) => row.right === false)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  it("tells at least 95 % of its rows that have words", () => {
    const rows = fc.sample(scrolled({ unheard: 0, left: 0 }), { numRuns: RUNS, seed: SEED }).flat();
    const worded = rows.filter((row) => row.isWorded);
    expect(worded.length).toBeGreaterThan(RUNS);
    expect(worded.filter((row) => row.right).length / worded.length).toBeGreaterThan(0.95);
  });
});
