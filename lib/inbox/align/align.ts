import type { Folder } from "../../conversation";
import type { Filter } from "../rows/list";
import type { Row } from "../rows/row";
import { compareTexts, drawnTexts, headOf } from "../rows/snippet";
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
/** A text that occurs once is one of a kind when it is long, or when so many are known. */
const LONG_TEXT = 24;
const MANY_TEXTS = 30;
/** One row in so many never heard of: most of the list may be unknown. */
const MANY_STRANGERS = 4;
/** Conversations that may have left the list without a word, archived on another device. */
const UNHEARD_MOVES = 2;

type Place = Pick<Pair, "row" | "rank">;

type Match = Pair & { readonly candidate: Candidate; readonly strong: boolean };

/**
 * Which conversation each drawn row is, where that is certain.
 *
 * 1. A row may be a conversation if it has its name and its snippet doesn't contradict the last message. Matching
 *    text (6 characters or more) is strong evidence, a name alone weak.
 * 2. Rows are drawn newest first. Of all matchings that keep the order, gaps allowed on both sides, the heaviest
 *    decide, and only pairs that all of them contain go on.
 * 3. A strong pair is accepted unless it belongs to another folder than the list's, or another row or conversation
 *    could take its place. At the end of the list, where the true row may not be drawn yet, its text must be one of
 *    a kind or everything known must be drawn.
 * 4. A weak pair needs proof that the row can't be a namesake never heard of: every row is accounted for by some
 *    conversation known, no other row may be it, and it must be drawn here: known to be in the list's folder and
 *    filter, or exactly filling the gap between two neighbours that are told. Where shells hide rows, the numbers of
 *    rows and of known conversations must add up.
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
  readonly #names: ReadonlySet<string>;
  /** Rows that no known conversation accounts for: there are conversations never heard of. */
  readonly #strangers: boolean;
  readonly #mostlyStrangers: boolean;
  /** How many conversations end in a text, by its start. */
  readonly #heads = new Map<string, number>();
  #textsKnown = 0;
  #lastProven: number | undefined;
  readonly #filter: Filter;
  /** Newest first; those without a time can't be ordered. */
  readonly #ordered: readonly Candidate[];
  readonly #rank: ReadonlyMap<Candidate, number>;
  readonly #possible: readonly (readonly Match[])[];
  readonly #rowsOf = new Map<Candidate, number[]>();
  readonly #certain = new Map<number, Match>();
  readonly #told = new Set<Candidate>();
  readonly #certainOrder: readonly Match[];
  readonly #group: FolderGroup;
  readonly #folders = new Map<Folder, number>();

  constructor(rows: readonly Row[], candidates: readonly Candidate[], filter: Filter) {
    this.#rows = rows;
    this.#filter = filter;
    this.#keys = rows.map((row) => nameKey(row.name));
    this.#names = new Set(candidates.flatMap((one) => [...one.keys]));
    const unknown = this.#keys.filter((key) => key !== "" && !this.#names.has(key)).length;
    this.#strangers = unknown > candidates.filter((one) => one.keys.size === 0).length;
    this.#mostlyStrangers = this.#strangers && unknown * MANY_STRANGERS > rows.length;
    for (const { texts } of candidates) {
      if (texts.length > 0) this.#textsKnown += 1;
      for (const head of new Set(texts.map(headOf))) this.#heads.set(head, (this.#heads.get(head) ?? 0) + 1);
    }
    this.#ordered = inOrder(candidates, this.#keys);
    this.#rank = new Map(this.#ordered.map((candidate, i) => [candidate, i]));
    this.#possible = this.#matches(candidates);
    for (const { row, candidate } of this.#possible.flat()) {
      const rows = this.#rowsOf.get(candidate);
      if (rows) rows.push(row);
      else this.#rowsOf.set(candidate, [row]);
    }
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
      const named = possible.length > 0 || this.#names.has(this.#keys[i] ?? "");
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
      const drawn = drawnTexts(row.snippet);
      const matches: Match[] = [];
      for (const candidate of left > 0 ? named : []) {
        const verdict = compareTexts(drawn, candidate.texts);
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
    if (this.#stateOf(match.candidate) === "hidden" || this.#hasRival(match)) return false;
    if (this.#isDistinctive(match)) return this.#newerHavePlace(match);
    // A text that others write too doesn't tell it from a namesake never heard of, if such may be drawn.
    if (!this.#namesakesTold(match.row) || this.#mostlyStrangers || this.#isOdd(match)) return false;
    if (!this.#newerHavePlace(match)) return false;
    return this.#shellsAddUp(match) && (this.#goesOnBelow(match.row) || this.#closesList(match));
  }

  #acceptWeak(match: Match): boolean {
    const { row, candidate } = match;
    if (match.rank < 0 || this.#filter === "other" || this.#strangers || this.#hasRival(match)) return false;
    if (!this.#goesOnBelow(row) && !this.#closesList(match)) return false;
    const namesakes = this.#rows
      .map((_, i) => i)
      .filter((i) => i !== row && this.#keys[i] === this.#keys[row]);
    if (!namesakes.every((i) => this.#certain.has(i))) return false;
    const state = this.#stateOf(candidate);
    if (state === "hidden" || this.#isOdd(match) || !this.#newerHavePlace(match) || !this.#shellsAddUp(match))
      return false;
    return (candidate.keys.size > 0 && state === "drawn") || this.#fillsGap(match);
  }

  /** Every other row of the name is told, and by its text. */
  #namesakesTold(row: number): boolean {
    const key = this.#keys[row];
    return this.#keys.every((other, i) => other !== key || i === row || this.#certain.get(i)?.strong);
  }

  /** Its folder isn't known while most others' is: it may be archived and hidden. */
  #isOdd({ candidate }: Match): boolean {
    const unknown = this.#folders.get("unknown") ?? 0;
    return candidate.conversation.folder === "unknown" && unknown * 2 < this.#certainOrder.length;
  }

  /** Something further down is told, so the list doesn't end before this row's place. */
  #goesOnBelow(row: number): boolean {
    const last = this.#certainOrder.at(-1)?.row ?? -1;
    return row < (this.#strangers ? this.#lastDistinctive() : last);
  }

  /** Where conversations never heard of are drawn, only a text of its own proves how far down the list is told. */
  #lastDistinctive(): number {
    this.#lastProven ??=
      this.#certainOrder.findLast((match) => match.strong && this.#isDistinctive(match))?.row ?? -1;
    return this.#lastProven;
  }

  /**
   * Another conversation that the row may be, or another row that the conversation may be: not told otherwise, and in
   * a place that fits. One of no known place fits everywhere, one that is drawn nowhere though it should be is missed.
   */
  #hasRival(match: Match): boolean {
    const { above, below } = this.#neighbours(match);
    const last = this.#certainOrder.at(-1)?.rank ?? -1;
    const otherConversation = (this.#possible[match.row] ?? []).some(
      ({ candidate, rank }) =>
        candidate !== match.candidate &&
        !this.#told.has(candidate) &&
        this.#stateOf(candidate) !== "hidden" &&
        rank < Math.max(below.rank, last),
    );
    if (otherConversation) return true;
    return (this.#rowsOf.get(match.candidate) ?? []).some(
      (row) =>
        row !== match.row &&
        (!match.strong || (!this.#certain.get(row)?.strong && row > above.row && row < below.row)),
    );
  }

  #neighbours(match: Match): { above: Place; below: Place } {
    const at = this.#certainOrder.indexOf(match);
    return {
      above: this.#certainOrder[at - 1] ?? { row: -1, rank: -1 },
      below: this.#certainOrder[at + 1] ?? { row: this.#rows.length, rank: this.#ordered.length },
    };
  }

  /** Between the neighbours that are told there are as many rows as conversations, and both in this place. */
  #fillsGap(match: Match): boolean {
    const { above, below } = this.#neighbours(match);
    const between = this.#ordered
      .slice(above.rank + 1, below.rank)
      .filter((one) => this.#stateOf(one) !== "hidden");
    return (
      between.length === below.row - above.row - 1 &&
      between.indexOf(match.candidate) === match.row - above.row - 1
    );
  }

  /** The last row and the last conversation known: all that was heard is drawn. */
  #closesList(match: Match): boolean {
    return match === this.#certainOrder.at(-1) && this.#fillsGap(match);
  }

  /** The text is not one that several people write, as far as the texts known can tell. */
  #isDistinctive({ candidate }: Match): boolean {
    return candidate.texts.some((text) => {
      const head = headOf(text);
      return this.#heads.get(head) === 1 && (head.length >= LONG_TEXT || this.#textsKnown >= MANY_TEXTS);
    });
  }

  /** Shells may hide any row: then the count above must be that of the newer conversations known, and the gap full. */
  #shellsAddUp(match: Match): boolean {
    const { below } = this.#neighbours(match);
    if (!this.#rows.slice(0, below.row).some((one) => one.name === "")) return true;
    return this.#newer(match).length === match.row && this.#fillsGap(match);
  }

  /** What is newer and in the list must be drawn above; a few may have left it unheard. */
  #newerHavePlace(match: Match): boolean {
    const newer = this.#newer(match).filter((one) => folderGroup(one.conversation) !== undefined);
    return newer.length <= match.row + UNHEARD_MOVES;
  }

  #newer({ rank }: Match): Candidate[] {
    return this.#ordered.slice(0, rank).filter((one) => this.#stateOf(one) !== "hidden");
  }

  /** Whether the list that is drawn has a place for it. */
  #stateOf(candidate: Candidate): "drawn" | "hidden" | "maybe" {
    const { conversation } = candidate;
    const group = folderGroup(conversation);
    // Anything but the inbox has to be proven: most lists are the inbox's.
    const shown = this.#group ?? "inbox";
    if (this.#filter === "none" && group && group !== shown) return "hidden";
    if (this.#filter === "unread" && conversation.readState !== "unread") return "maybe";
    if (this.#filter === "starred" && conversation.starred !== true) return "maybe";
    if (this.#filter === "other") return "maybe";
    // Categories missing: where all rows are accounted for, nothing speaks for another of that name.
    if (!group) return this.#strangers ? "maybe" : "drawn";
    if (group !== this.#group) return "maybe";
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
