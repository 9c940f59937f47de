import type { Conversation } from "../conversation";
import type { Catalogue } from "./catalogue";
import type { Drawn } from "./drawn";
import type { Evidence, ViewerSource } from "./evidence";
import type { SelfCheck } from "./health";
import type { Heard } from "./heard";
import { filterOf } from "./rows/list";
import { outline } from "./rows/outline";
import { UNREAD_SIGNS } from "./rows/row";
import type { Finder } from "./selectors";
import type { Health, Place } from "./snapshot";

export type Counts = Readonly<Record<string, number>>;

/** Structure and counts of one frame, safe to paste into a report: no name, text, URN or key. */
export interface PageDiagnostics {
  readonly place: Place;
  readonly health: Health;
  /** Things heard by kind, and `lost`, `too-big`. */
  readonly heard: Counts;
  readonly viewerSources: readonly ViewerSource[];
  readonly viewerKnown: boolean;
  /** Conversations known, by state, folder and kind. */
  readonly known: Counts;
  readonly list: {
    readonly drawn: boolean;
    readonly filter: string;
    readonly check: SelfCheck;
    /** Rows by how they resolve: the evidence, or the reason why not. */
    readonly rows: Counts;
    /** Rows that show each of the unread signs. */
    readonly signs: Counts;
    /** Tags and LinkedIn's own class names of the first row. */
    readonly outline: readonly string[];
  };
  /** Per selector the alternative that matched last; one that is absent has never matched. */
  readonly selectors: Counts;
}

/** Counts what was heard. */
export class Tally {
  readonly #heard = new Map<string, number>();

  heard(heard: Heard, evidence: readonly Evidence[]): void {
    this.#heard.set(heard.kind, (this.#heard.get(heard.kind) ?? 0) + 1);
    if (heard.tooBig) this.#heard.set("too-big", (this.#heard.get("too-big") ?? 0) + 1);
    if (evidence.some((one) => one.lost)) this.#heard.set("lost", (this.#heard.get("lost") ?? 0) + 1);
  }

  counts(): Counts {
    return Object.fromEntries(this.#heard);
  }
}

export function diagnose(
  drawn: Drawn,
  catalogue: Catalogue,
  find: Finder,
  tally: Tally,
  check: SelfCheck,
  health: Health,
): PageDiagnostics {
  const first = drawn.rows.find((row) => !row.occluded) ?? drawn.rows[0];
  const { list } = drawn;
  return {
    place: drawn.place,
    health,
    heard: tally.counts(),
    viewerSources: catalogue.votes.sources(),
    viewerKnown: catalogue.viewer() !== undefined,
    known: countBy(
      catalogue.entries().map((entry) => entry.view()),
      traits,
    ),
    list: {
      drawn: list !== undefined,
      filter: filterOf(drawn.document, drawn.location, find),
      check,
      rows: countBy(drawn.outcomes(), (one) => [one.ok ? one.evidence : one.reason]),
      signs: Object.fromEntries(UNREAD_SIGNS.map((sign) => [sign, list ? find.items(list, sign).size : 0])),
      outline: first ? outline(first.element) : [],
    },
    selectors: find.matched(),
  };
}

function traits(one: Conversation): string[] {
  return [
    "all",
    one.readState,
    `folder ${one.folder}`,
    `kind ${one.kind}`,
    one.name === "" ? "nameless" : "named",
  ];
}

function countBy<T>(values: readonly T[], keys: (value: T) => readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const key of values.flatMap(keys)) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
