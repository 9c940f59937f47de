import type { Filter } from "../rows/list";
import { type Candidate, folderGroup } from "./candidate";
import type { Matching } from "./matching";
import { View } from "./view";

/** Whether the list has a place for a conversation. `drawn`: it must be there. */
export type Standing = "drawn" | "hidden" | "maybe";

/** One row in so many that nothing known accounts for: most of the list may be unknown. */
const MANY = 4;

/** What kind of list is drawn, as the rows that are told show it. */
export class DrawnList {
  /** Rows whose name no known conversation has: there are conversations never heard of. */
  readonly hasStrangers: boolean;
  /** So many rows are accounted for by nothing known, by name or by text, that any could be another's. */
  readonly isMostlyUnknown: boolean;
  readonly #filter: Filter;
  readonly #told: ReadonlySet<Candidate>;
  readonly #unknownFolders: number;
  readonly #view: View;

  constructor(matching: Matching, filter: Filter) {
    const { keys, rows, certain, candidates, names, possible } = matching;
    this.#filter = filter;
    this.#told = new Set(certain.map((match) => match.candidate));
    this.#unknownFolders = certain.filter((one) => one.candidate.conversation.folder === "unknown").length;
    this.#view = new View(matching, filter !== "none", (one) => this.#passes(one) !== false);
    const nameless = candidates.filter((one) => one.keys.size === 0).length;
    this.hasStrangers = keys.filter((key) => key !== "" && !names.has(key)).length > nameless;
    const open = rows.filter((row, i) => row.name !== "" && (possible[i] ?? []).length === 0).length;
    this.isMostlyUnknown = open * MANY > rows.length;
  }

  standing(candidate: Candidate): Standing {
    const { conversation } = candidate;
    const passes = this.#passes(candidate);
    // What a filter leaves out stays drawn for a while after it was read or lost its star.
    if (passes === false) return this.#told.has(candidate) ? "maybe" : "hidden";
    if (passes === undefined) return "maybe";
    // Categories missing: where every name is known, nothing speaks for another of that name.
    if (!folderGroup(conversation)) return this.hasStrangers ? "maybe" : "drawn";
    const shown = this.#view.shows(conversation.folder);
    if (shown === undefined) return "maybe";
    return shown ? "drawn" : "hidden";
  }

  /** All that the list shows is known, as far as counting its rows can tell. */
  get isCounted(): boolean {
    return this.#view.isCounted;
  }

  isTold(candidate: Candidate): boolean {
    return this.#told.has(candidate);
  }

  /** Its folder isn't known while others' are: it may be archived and hidden. */
  isOdd({ conversation }: Candidate): boolean {
    return conversation.folder === "unknown" && this.#unknownFolders < this.#told.size;
  }

  /** Whether the filter lets it through; undefined where data doesn't say. */
  #passes({ conversation }: Candidate): boolean | undefined {
    if (this.#filter === "other") return undefined;
    if (this.#filter === "starred") return conversation.starred;
    if (this.#filter === "unread" && conversation.readState !== "unread") {
      return conversation.readState === "read" ? false : undefined;
    }
    return true;
  }
}
