import type { Row } from "../rows/row";
import { compareTexts, drawnTexts } from "../rows/snippet";
import { nameKey } from "../text";
import type { Candidate } from "./candidate";
import { certainPairs, type Pair } from "./chain";

/** A row that may be a conversation. `strong`: its text is that of the last message; otherwise the name alone. */
export type Match = Pair & { readonly candidate: Candidate; readonly strong: boolean };

/** A text that matches outweighs names alone, but not the order of the whole list. */
const STRONG = 3;
const WEAK = 1;
/** More possible pairs than this are not looked at: everything has the same name. */
const MAX_PAIRS = 100_000;

/** What may be what, and what every best alignment agrees on. Ranks count conversations from the newest. */
export class Matching {
  /** Name of each row as it is compared; empty for shells. */
  readonly keys: readonly string[];
  readonly names: ReadonlySet<string>;
  /** Newest first; those without a time can't be ordered and have rank -1. */
  readonly ordered: readonly Candidate[];
  /** By row. */
  readonly possible: readonly (readonly Match[])[];
  readonly rowsOf: ReadonlyMap<Candidate, readonly number[]>;
  readonly rowsNamed: ReadonlyMap<string, readonly number[]>;
  /** In the order of the rows, which is that of the conversations too. */
  readonly certain: readonly Match[];

  constructor(
    readonly rows: readonly Row[],
    readonly candidates: readonly Candidate[],
  ) {
    this.keys = rows.map((row) => nameKey(row.name));
    this.names = new Set(candidates.flatMap((one) => [...one.keys]));
    this.rowsNamed = groupBy(this.keys.keys(), (row) => this.keys[row] ?? "");
    this.ordered = inOrder(candidates, this.rowsNamed, rows.length);
    this.possible = this.#match();
    const all = this.possible.flat();
    this.rowsOf = new Map(
      [...groupBy(all, (match) => match.candidate)].map(([one, matches]) => [
        one,
        matches.map(({ row }) => row),
      ]),
    );
    const ordered = all.filter((match) => match.rank >= 0);
    // Two of one name and time: their order says nothing.
    this.certain =
      ordered.length > MAX_PAIRS ? [] : certainPairs(ordered).filter((match) => !this.#hasTwin(match));
  }

  #match(): Match[][] {
    const rank = new Map(this.ordered.map((candidate, i) => [candidate, i]));
    const named = groupBy(
      this.candidates.flatMap((candidate) => [...candidate.keys].map((key) => ({ key, candidate }))),
      ({ key }) => key,
    );
    const nameless = this.candidates.filter((one) => one.keys.size === 0).map((candidate) => ({ candidate }));
    let left = MAX_PAIRS;
    return this.rows.map((row, i) => {
      const matches: Match[] = [];
      if (row.name === "" || left < 0) return matches;
      const drawn = drawnTexts(row.snippet);
      for (const { candidate } of named.get(this.keys[i] ?? "") ?? nameless) {
        const verdict = compareTexts(drawn, candidate.texts);
        if (verdict === "contradiction") continue;
        const strong = verdict === "match";
        const weight = strong ? STRONG : WEAK;
        matches.push({ row: i, rank: rank.get(candidate) ?? -1, weight, candidate, strong });
      }
      left -= matches.length;
      return matches;
    });
  }

  #hasTwin({ candidate, row }: Match): boolean {
    const time = candidate.conversation.lastActivityAt;
    return (this.possible[row] ?? []).some(
      (other) => other.candidate !== candidate && other.candidate.conversation.lastActivityAt === time,
    );
  }
}

/** Newest first; equal times in the order that their rows have. */
function inOrder(
  candidates: readonly Candidate[],
  rowsNamed: ReadonlyMap<string, readonly number[]>,
  end: number,
): Candidate[] {
  const rowOf = (one: Candidate) => Math.min(...[...one.keys].map((key) => rowsNamed.get(key)?.[0] ?? end));
  const time = (one: Candidate) => one.conversation.lastActivityAt ?? 0;
  return candidates
    .filter((one) => one.conversation.lastActivityAt !== undefined)
    .sort((a, b) => time(b) - time(a) || rowOf(a) - rowOf(b));
}

function groupBy<T, K>(values: Iterable<T>, keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
