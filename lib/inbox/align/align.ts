import type { Folder } from "../../conversation";
import type { Filter } from "../rows/list";
import type { Row } from "../rows/row";
import { compareSnippet } from "../rows/snippet";
import { nameKey } from "../text";
import { type Candidate, type FolderGroup, folderGroup } from "./candidate";
import { certainPairs, type Pair } from "./chain";

export type RowOutcome =
  | { readonly ok: true; readonly candidate: Candidate; readonly evidence: "alignment" | "name" }
  | { readonly ok: false; readonly reason: "ambiguous" | "not-heard" | "occluded" };

/** A text that matches outweighs names alone, but not the order of the whole list. */
const STRONG = 3;
const WEAK = 1;
/** More possible pairs than this are not looked at: everything has the same name. */
const MAX_PAIRS = 100_000;

type Match = Pair & { readonly candidate: Candidate; readonly strong: boolean };

/**
 * Which conversation each drawn row is, where that is certain.
 *
 * 1. A row may be a conversation if it has its name and its snippet doesn't contradict the last message. Matching
 *    text (6 characters or more) is strong evidence, a name alone weak.
 * 2. Rows are drawn newest first. Of all matchings that keep the order, gaps allowed on both sides, the heaviest
 *    decide, and only pairs that all of them contain go on.
 * 3. A strong pair is accepted unless it belongs to another folder than the list, or closes a list in which
 *    conversations that were never heard of are drawn.
 * 4. A weak pair needs proof that the row can't be a namesake never heard of: no other row has the name (or all that
 *    have it are told), older rows below are told, and the conversation must be drawn here: either it is known to be
 *    in the list's folder and filter, or it is the only one between two neighbours that are told and adjacent.
 *    Shells above hide rows: then the number of rows above must be the number of newer conversations known.
 *
 * What is left is not guessed.
 */
export function alignRows(
  rows: readonly Row[],
  candidates: readonly Candidate[],
  filter: Filter,
): RowOutcome[] {
  return new Alignment(rows, candidates, filter).outcomes();
}

class Alignment {
  readonly #rows: readonly Row[];
  readonly #keys: readonly string[];
  readonly #filter: Filter;
  /** Newest first; those without a time can't be ordered. */
  readonly #ordered: readonly Candidate[];
  readonly #rank: ReadonlyMap<Candidate, number>;
  readonly #possible: readonly (readonly Match[])[];
  readonly #certain = new Map<number, Match>();
  readonly #told = new Set<Candidate>();
  readonly #certainOrder: readonly Match[];
  readonly #group: FolderGroup;
  readonly #folders = new Map<Folder, number>();

  constructor(rows: readonly Row[], candidates: readonly Candidate[], filter: Filter) {
    this.#rows = rows;
    this.#filter = filter;
    this.#keys = rows.map((row) => nameKey(row.name));
    this.#ordered = inOrder(candidates, this.#keys);
    this.#rank = new Map(this.#ordered.map((candidate, i) => [candidate, i]));
    this.#possible = this.#matches(candidates);
    const ordered = this.#possible.flat().filter((match) => match.rank >= 0);
    const certain = ordered.length <= MAX_PAIRS ? certainPairs(ordered) : [];
    this.#certainOrder = (certain as Match[]).filter((match) => !this.#hasTwin(match));
    for (const match of this.#certainOrder) {
      const { folder } = match.candidate.conversation;
      this.#certain.set(match.row, match);
      this.#told.add(match.candidate);
      this.#folders.set(folder, (this.#folders.get(folder) ?? 0) + 1);
    }
    this.#group = this.#groupOfList();
  }

  outcomes(): RowOutcome[] {
    return this.#rows.map((row, i) => {
      if (row.name === "") return { ok: false, reason: "occluded" };
      const possible = this.#possible[i] ?? [];
      const match = this.#certain.get(i) ?? this.#unordered(possible);
      if (match && (match.strong ? this.#acceptStrong(match) : this.#acceptWeak(match))) {
        const evidence = this.#certainOrder.length > 1 ? "alignment" : "name";
        return { ok: true, candidate: match.candidate, evidence };
      }
      const named = possible.length > 0 || this.#ordered.some((one) => one.keys.has(this.#keys[i] ?? ""));
      return { ok: false, reason: named ? "ambiguous" : "not-heard" };
    });
  }

  #matches(candidates: readonly Candidate[]): Match[][] {
    const byKey = new Map<string, Candidate[]>();
    const nameless: Candidate[] = [];
    for (const candidate of candidates) {
      if (candidate.keys.size === 0) nameless.push(candidate);
      for (const key of candidate.keys) byKey.set(key, [...(byKey.get(key) ?? []), candidate]);
    }
    let left = MAX_PAIRS;
    return this.#rows.map((row, i) => {
      if (row.name === "") return [];
      const named = byKey.get(this.#keys[i] ?? "") ?? nameless;
      const matches: Match[] = [];
      for (const candidate of left > 0 ? named : []) {
        const verdict = compareSnippet(row.snippet, candidate.texts);
        if (verdict === "contradiction") continue;
        const strong = verdict === "match";
        const weight = strong ? STRONG : WEAK;
        matches.push({ row: i, rank: this.#rank.get(candidate) ?? -1, weight, candidate, strong });
      }
      left -= matches.length;
      return matches;
    });
  }

  /** Two of one name and time: their order says nothing. */
  #hasTwin({ candidate, row }: Match): boolean {
    const time = candidate.conversation.lastActivityAt;
    return (this.#possible[row] ?? []).some(
      (other) => other.candidate !== candidate && other.candidate.conversation.lastActivityAt === time,
    );
  }

  /** A conversation whose time is not known: its text must be the only one like it, on both sides. */
  #unordered(possible: readonly Match[]): Match | undefined {
    const [only, ...others] = possible;
    if (!only || others.length > 0 || only.rank >= 0 || !only.strong) return undefined;
    const rivals = this.#possible.flat().filter((match) => match.candidate === only.candidate);
    return rivals.length === 1 ? only : undefined;
  }

  #acceptStrong(match: Match): boolean {
    // One whose time is not known may be any of its namesakes.
    if ((this.#possible[match.row] ?? []).some((other) => other !== match && other.rank < 0)) return false;
    if (this.#stateOf(match.candidate) === "hidden") return false;
    return this.#hasTold(match.row) || !this.#hasStrangers();
  }

  #acceptWeak(match: Match): boolean {
    const { row, candidate } = match;
    if (match.rank < 0 || this.#filter === "other") return false;
    if (!this.#hasTold(row) && !this.#closesList(match)) return false;
    if ((this.#possible[row] ?? []).some((other) => other.rank < 0)) return false;
    const namesakes = this.#rows
      .map((_, i) => i)
      .filter((i) => i !== row && this.#keys[i] === this.#keys[row]);
    if (!namesakes.every((i) => this.#certain.has(i))) return false;
    if (!this.#shellsAddUp(match)) return false;
    return (candidate.keys.size > 0 && this.#stateOf(candidate) === "drawn") || this.#fillsGap(match);
  }

  /** Something further down is told: the list goes on past this row's place. */
  #hasTold(row: number): boolean {
    const last = this.#certainOrder.at(-1);
    return last !== undefined && last.row > row;
  }

  /** Rows that nothing heard accounts for. */
  #hasStrangers(): boolean {
    return this.#rows.some((row, i) => row.name !== "" && (this.#possible[i] ?? []).length === 0);
  }

  /** Neighbours on both sides are told, and in the data too nothing else lies between them. */
  #fillsGap(match: Match): boolean {
    const at = this.#certainOrder.indexOf(match);
    const above = this.#certainOrder[at - 1] ?? { row: -1, rank: -1 };
    const below = this.#certainOrder[at + 1] ?? { row: this.#rows.length, rank: this.#ordered.length };
    if (below.row !== match.row + 1 || above.row !== match.row - 1) return false;
    const between = this.#ordered.slice(above.rank + 1, below.rank);
    return between.filter((one) => this.#stateOf(one) !== "hidden").length === 1;
  }

  /** The last row and the last conversation known, in a list that nothing unheard of is in. */
  #closesList(match: Match): boolean {
    return !this.#hasStrangers() && match === this.#certainOrder.at(-1) && this.#fillsGap(match);
  }

  #shellsAddUp({ row, rank }: Match): boolean {
    if (!this.#rows.slice(0, row).some((one) => one.name === "")) return true;
    const newer = this.#ordered.slice(0, rank).filter((one) => this.#stateOf(one) !== "hidden");
    return newer.length === row;
  }

  /** Whether the list that is drawn has a place for it. */
  #stateOf(candidate: Candidate): "drawn" | "hidden" | "maybe" {
    const { conversation } = candidate;
    const group = folderGroup(conversation);
    if (this.#filter === "none" && group && this.#group && group !== this.#group) return "hidden";
    if (this.#filter === "unread" && conversation.readState !== "unread") return "maybe";
    if (this.#filter === "starred" && conversation.starred !== true) return "maybe";
    if (this.#filter === "other" || !group || group !== this.#group) return "maybe";
    // The list of one tab hides the other's: another told row must prove that this folder is in it.
    const own = this.#told.has(candidate) ? 1 : 0;
    return (this.#folders.get(conversation.folder) ?? 0) > own ? "drawn" : "maybe";
  }

  /** The folder that most told rows are in; at least three, and more than half. */
  #groupOfList(): FolderGroup {
    const groups = this.#certainOrder.map((match) => folderGroup(match.candidate.conversation));
    for (const group of ["inbox", "archived", "spam", "requests"] as const) {
      const count = groups.filter((one) => one === group).length;
      if (count >= 3 && count * 2 > groups.length) return group;
    }
    return undefined;
  }
}

/** Newest first; equal times in the order that their rows have. */
function inOrder(candidates: readonly Candidate[], rowKeys: readonly string[]): Candidate[] {
  const firstRow = new Map<string, number>();
  rowKeys.forEach((key, i) => {
    if (!firstRow.has(key)) firstRow.set(key, i);
  });
  const rowOf = (one: Candidate) =>
    Math.min(...[...one.keys].map((key) => firstRow.get(key) ?? rowKeys.length));
  const time = (one: Candidate) => one.conversation.lastActivityAt ?? 0;
  return candidates
    .filter((one) => one.conversation.lastActivityAt !== undefined)
    .sort((a, b) => time(b) - time(a) || rowOf(a) - rowOf(b));
}
