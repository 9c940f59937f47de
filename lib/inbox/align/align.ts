import type { Filter } from "../rows/list";
import type { Row } from "../rows/row";
import type { Candidate } from "./candidate";
import { Matching } from "./matching";
import { Proof } from "./proof";

export type RowOutcome =
  | { readonly ok: true; readonly candidate: Candidate; readonly evidence: "alignment" | "name" }
  | { readonly ok: false; readonly reason: "ambiguous" | "not-heard" | "occluded" };

/**
 * Which conversation each drawn row is, where that is certain.
 *
 * 1. A row may be a conversation if it has its name and its snippet doesn't contradict the last message. Matching
 *    text (6 characters or more) is strong evidence, a name alone weak.
 * 2. Rows are drawn newest first. Of all matchings that keep the order, gaps allowed on both sides, the heaviest
 *    decide, and only pairs that all of them contain go on.
 * 3. Which list is drawn (Focused, Other, Archived…) shows in the numbers: between rows that are told lie as many rows
 *    as conversations of its folders.
 * 4. A strong pair is accepted unless its folder is not in that list, or another row or conversation could take its
 *    place. Unless its text is long and its own, no more newer conversations may be due above it than there are rows,
 *    but for those that such rows above prove to be drawn nowhere. If others write its text too, it must also be clear
 *    that no namesake never heard of is in its place: rows further down are told, each row of that name may be someone
 *    else, and where shells hide rows the numbers add up.
 * 5. A weak pair needs more proof: every row is accounted for by some conversation known, no other row may be it, and
 *    it must be drawn here: in the list's folder and filter, or exactly filling the gap between two neighbours that
 *    are told.
 *
 * What is left is not guessed. The rules were found with the generator in tests/unit/inbox/support/inboxes.ts.
 */
export function alignRows(
  rows: readonly Row[],
  candidates: readonly Candidate[],
  filter: Filter,
): RowOutcome[] {
  const matching = new Matching(rows, candidates);
  const proof = new Proof(matching, filter);
  const proven = proof.proven();
  const evidence = matching.certain.length > 1 ? "alignment" : "name";
  return rows.map((row, i) => {
    if (row.name === "") return { ok: false, reason: "occluded" };
    const candidate = proven.get(i) ?? proof.unordered(i);
    if (candidate) return { ok: true, candidate, evidence };
    return { ok: false, reason: matching.names.has(matching.keys[i] ?? "") ? "ambiguous" : "not-heard" };
  });
}
