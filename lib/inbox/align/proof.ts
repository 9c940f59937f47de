import type { Filter } from "../rows/list";
import { headOf, weightOf } from "../rows/snippet";
import { type Candidate, folderGroup } from "./candidate";
import type { Pair } from "./chain";
import { DrawnList } from "./drawn-list";
import type { Match, Matching } from "./matching";

type Place = Pick<Pair, "row" | "rank">;

/** A text that occurs once is one of a kind when it is long, or when so many are known. */
const LONG_TEXT = 24;
const MANY_TEXTS = 30;
const SEVERAL = 3;
const FEW_ROWS = 5;
/** Conversations that may have left the list without a word between rows that are told: archived on another device. */
const UNHEARD_MOVES = 2;

/** Decides which of the certain pairs are proven; the rules are those of `alignRows`. */
export class Proof {
  readonly #matching: Matching;
  readonly #list: DrawnList;
  readonly #at: ReadonlyMap<Match, number>;
  readonly #certainAt: ReadonlyMap<number, Match>;
  /** How many conversations end in a text, by its start. */
  readonly #heads = new Map<string, number>();
  readonly #textsKnown: number;
  /** By rank: newer conversations that the list may draw, and those of a known folder that it must. */
  readonly #newer: readonly number[];
  readonly #due: readonly number[];
  /** By row: shells above. */
  readonly #shells: readonly number[];
  /** So few rows prove nothing by their order, unless they are all that is known. */
  readonly #isTooShort: boolean;
  readonly #isWordless: boolean;
  readonly #isSearch: boolean;
  /** Rows whose text is too long to be written twice by chance: told whatever their place, they tell of others. */
  readonly #anchors: readonly Match[];
  /** By row: newer conversations that the anchors down to it, itself included, show to be drawn nowhere. */
  readonly #missing: readonly number[];
  /** The last row whose text is one of a kind. */
  readonly #lastProven: number;
  /** The row from which on several more are told by text. */
  readonly #lastWorded: number;

  constructor(matching: Matching, filter: Filter) {
    this.#matching = matching;
    this.#list = new DrawnList(matching, filter);
    this.#isSearch = filter === "other";
    this.#at = new Map(matching.certain.map((match, i) => [match, i]));
    this.#certainAt = new Map(matching.certain.map((match) => [match.row, match]));
    for (const { texts } of matching.candidates) {
      for (const head of new Set(texts.map(headOf))) this.#heads.set(head, (this.#heads.get(head) ?? 0) + 1);
    }
    this.#textsKnown = matching.candidates.filter((one) => one.texts.length > 0).length;
    this.#newer = countsBefore(matching.ordered, (one) => !this.#isHidden(one));
    this.#due = countsBefore(
      matching.ordered,
      (one) => folderGroup(one.conversation) !== undefined && this.#list.standing(one) === "drawn",
    );
    this.#shells = countsBefore(matching.rows, (row) => row.name === "");
    this.#isTooShort = matching.rows.length < FEW_ROWS && this.#newer.at(-1) !== matching.rows.length;
    this.#isWordless = matching.rows.every((row) => row.snippet === undefined);
    this.#lastWorded = matching.certain.filter((one) => one.strong).at(-SEVERAL)?.row ?? -1;
    this.#anchors = matching.certain.filter((one) => one.strong && this.#isDistinctive(one, LONG_TEXT));
    this.#missing = this.#missingDownTo(matching);
    this.#lastProven = matching.certain.findLast((one) => one.strong && this.#isDistinctive(one))?.row ?? -1;
  }

  /** The pairs that are proven, by row. */
  proven(): ReadonlyMap<number, Candidate> {
    const { certain } = this.#matching;
    const strong = certain.filter((match) => match.strong && this.#acceptStrong(match));
    // What has words is told first: names alone lean on it.
    const byText = new Set(strong.map((match) => match.row));
    const weak = certain.filter((match) => !match.strong && this.#acceptWeak(match, byText));
    return new Map([...strong, ...weak].map((match) => [match.row, match.candidate]));
  }

  /** A conversation whose time is not known: its text must be the only one like it, on both sides. */
  unordered(row: number): Candidate | undefined {
    const [only, ...others] = this.#matching.possible[row] ?? [];
    if (!only?.strong || others.length > 0 || only.rank >= 0 || this.#isHidden(only.candidate))
      return undefined;
    return this.#matching.rowsOf.get(only.candidate)?.length === 1 ? only.candidate : undefined;
  }

  #acceptStrong(match: Match): boolean {
    if (this.#isHidden(match.candidate)) return false;
    if (this.#isInPlace(match)) return true;
    if (this.#hasRival(match)) return false;
    if (!this.#newerHavePlace(match)) return false;
    if (this.#isDistinctive(match)) return true;
    // A text that others write too doesn't tell it from a namesake never heard of, if such may be drawn.
    const mayBeAnother = (row: number) =>
      (this.#matching.possible[row] ?? []).some((one) => one.strong || one.candidate !== match.candidate);
    if (!this.#namesakesTold(match.row, mayBeAnother)) return false;
    if (this.#list.isMostlyUnknown || this.#list.isOdd(match.candidate) || !this.#shellsAddUp(match))
      return false;
    return this.#goesOnBelow(match.row) || this.#closesList(match);
  }

  #acceptWeak(match: Match, byText: ReadonlySet<number>): boolean {
    const { row, candidate } = match;
    if (this.#isSearch || this.#isTooShort || this.#list.hasStrangers || this.#list.isMostlyUnknown)
      return false;
    if (this.#hasRival(match) || this.#list.isOdd(candidate) || !this.#newerHavePlace(match)) return false;
    // A last row without words may be a namesake that pushed the true one off the end; unless no row has any.
    if (!this.#goesOnBelow(row) && !(this.#isWordless && this.#closesList(match))) return false;
    if (!this.#namesakesTold(row, (other) => byText.has(other)) || !this.#shellsAddUp(match)) return false;
    const standing = this.#list.standing(candidate);
    if (standing === "hidden") return false;
    return (candidate.keys.size > 0 && standing === "drawn") || this.#fillsGap(match);
  }

  #isHidden(candidate: Candidate): boolean {
    return this.#list.standing(candidate) === "hidden";
  }

  /** Every other row of the name is told. */
  #namesakesTold(row: number, isTold: (row: number) => boolean): boolean {
    const named = this.#matching.rowsNamed.get(this.#matching.keys[row] ?? "") ?? [];
    return named.every((other) => other === row || isTold(other));
  }

  /**
   * Something further down is told, so the list doesn't end before this row's place. Where conversations never heard
   * of are drawn, only a text of its own proves it, or several that may be anybody's.
   */
  #goesOnBelow(row: number): boolean {
    if (!this.#list.hasStrangers) return row < (this.#matching.certain.at(-1)?.row ?? -1);
    return row < Math.max(this.#lastProven, this.#lastWorded);
  }

  /**
   * Another conversation that the row may be, or another row that the conversation may be: not told otherwise, and in
   * a place that fits. One of no known place fits everywhere, one that is drawn nowhere though it should be is missed.
   */
  #hasRival(match: Match): boolean {
    const { above, below } = this.#neighbours(match);
    const end = Math.max(below.rank, this.#matching.certain.at(-1)?.rank ?? -1);
    const isRival = ({ candidate, rank }: Match) =>
      candidate !== match.candidate &&
      !(match.strong && candidate.isWordless) &&
      rank < end &&
      !this.#list.isTold(candidate) &&
      !this.#isHidden(candidate);
    if ((this.#matching.possible[match.row] ?? []).some(isRival)) return true;
    const rows = this.#matching.rowsOf.get(match.candidate) ?? [];
    if (!match.strong) return rows.length > 1;
    return rows.some(
      (row) => row !== match.row && row > above.row && row < below.row && !this.#certainAt.get(row)?.strong,
    );
  }

  #neighbours(match: Match): { above: Place; below: Place } {
    const { certain, rows, ordered } = this.#matching;
    const at = this.#at.get(match) ?? -1;
    return {
      above: certain[at - 1] ?? { row: -1, rank: -1 },
      below: certain[at + 1] ?? { row: rows.length, rank: ordered.length },
    };
  }

  /** Between the neighbours that are told there are as many rows as conversations, and both in this place. */
  #fillsGap(match: Match): boolean {
    const { above, below } = this.#neighbours(match);
    const newer = (rank: number) => this.#newer[rank] ?? 0;
    const start = newer(above.rank + 1);
    return (
      newer(below.rank) - start === below.row - above.row - 1 &&
      newer(match.rank) - start === match.row - above.row - 1
    );
  }

  /** Where all of the list is known, its place among them says it too: nobody else of the name fits there. */
  #isInPlace(match: Match): boolean {
    return this.#list.isCounted && this.#newer[match.rank] === match.row && this.#fillsGap(match);
  }

  /** The last row and the last conversation known: all that was heard is drawn. */
  #closesList(match: Match): boolean {
    return match === this.#matching.certain.at(-1) && this.#fillsGap(match);
  }

  /** The text is not one that several people write, as far as the texts known can tell, and has at least this weight. */
  #isDistinctive({ candidate }: Match, least = this.#textsKnown >= MANY_TEXTS ? 0 : LONG_TEXT): boolean {
    return candidate.texts.map(headOf).some((head) => this.#heads.get(head) === 1 && weightOf(head) >= least);
  }

  /** Shells may hide any row: then the count above must be that of the newer conversations known, and the gap full. */
  #shellsAddUp(match: Match): boolean {
    if ((this.#shells[this.#neighbours(match).below.row] ?? 0) === 0) return true;
    return this.#countsFromAbove(match) && this.#fillsGap(match);
  }

  /** As many rows as newer conversations: from the top, or for what has words from the nearest anchor above. */
  #countsFromAbove({ rank, row, strong }: Match): boolean {
    const newer = (at: number) => this.#newer[at] ?? 0;
    if (newer(rank) === row) return true;
    const above = strong ? this.#anchors.findLast((one) => one.row < row) : undefined;
    return above !== undefined && newer(rank) - newer(above.rank) === row - above.row;
  }

  /**
   * What is newer and in the list must be drawn above. Some never are (nine on 2026-10-03, known from the Unread filter):
   * as many as the anchors above prove, and a few that left unheard since.
   */
  #newerHavePlace(match: Match): boolean {
    const slack = Math.min(UNHEARD_MOVES, Math.floor(this.#matching.rows.length / 8));
    return this.#surplus(match) <= (this.#missing[match.row] ?? 0) + slack;
  }

  #surplus({ rank, row }: Match): number {
    return (this.#due[rank] ?? 0) - row;
  }

  #missingDownTo({ rows }: Matching): number[] {
    const surplus = new Map(this.#anchors.map((match) => [match.row, this.#surplus(match)]));
    let missing = 0;
    return rows.map((_, row) => {
      missing = Math.max(missing, surplus.get(row) ?? 0);
      return missing;
    });
  }
}

/** For each place, and the one behind the last, how many before it are so. */
function countsBefore<T>(values: readonly T[], isSo: (value: T) => boolean): number[] {
  const counts = [0];
  for (const value of values) counts.push((counts.at(-1) ?? 0) + (isSo(value) ? 1 : 0));
  return counts;
}
