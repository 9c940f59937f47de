import type { Folder } from "../../conversation";
import type { Filter } from "../rows/list";
import { type Candidate, type FolderGroup, folderGroup } from "./candidate";
import type { Matching } from "./matching";

/** Whether the list has a place for a conversation. `drawn`: it must be there. */
export type Standing = "drawn" | "hidden" | "maybe";

/** One row in so many that nothing known accounts for: most of the list may be unknown. */
const MANY = 4;

/** What kind of list is drawn, as the rows that are told show it: its words and labels are in any language. */
export class DrawnList {
  /** Rows whose name no known conversation has: there are conversations never heard of. */
  readonly hasStrangers: boolean;
  /** So many rows are accounted for by nothing known, by name or by text, that any could be another's. */
  readonly isMostlyUnknown: boolean;
  readonly #filter: Filter;
  readonly #told: ReadonlySet<Candidate>;
  readonly #folders = new Map<Folder, number>();
  readonly #group: FolderGroup;

  constructor(matching: Matching, filter: Filter) {
    const { keys, rows, certain } = matching;
    this.#filter = filter;
    this.#told = new Set(certain.map((match) => match.candidate));
    for (const { candidate } of certain) {
      const { folder } = candidate.conversation;
      this.#folders.set(folder, (this.#folders.get(folder) ?? 0) + 1);
    }
    const nameless = matching.candidates.filter((one) => one.keys.size === 0).length;
    this.hasStrangers = keys.filter((key) => key !== "" && !matching.names.has(key)).length > nameless;
    const open = rows.filter((row, i) => row.name !== "" && (matching.possible[i] ?? []).length === 0).length;
    this.isMostlyUnknown = open * MANY > rows.length;
    this.#group = groupOf(certain.map((match) => match.candidate));
  }

  standing(candidate: Candidate): Standing {
    const { conversation } = candidate;
    const group = folderGroup(conversation);
    // Anything but the inbox has to be proven: most lists are the inbox's.
    if (this.#filter === "none" && group && group !== (this.#group ?? "inbox")) return "hidden";
    if (this.#filter === "unread" && conversation.readState !== "unread") return "maybe";
    if (this.#filter === "starred" && conversation.starred !== true) return "maybe";
    if (this.#filter === "other") return "maybe";
    // Categories missing: where every name is known, nothing speaks for another of that name.
    if (!group) return this.hasStrangers ? "maybe" : "drawn";
    if (group !== this.#group) return "maybe";
    // The list of one tab hides the other's: another told row must prove that this folder is in it.
    const own = this.#told.has(candidate) ? 1 : 0;
    return (this.#folders.get(conversation.folder) ?? 0) > own ? "drawn" : "maybe";
  }

  isTold(candidate: Candidate): boolean {
    return this.#told.has(candidate);
  }

  /** Its folder isn't known while others' are: it may be archived and hidden. */
  isOdd({ conversation }: Candidate): boolean {
    return conversation.folder === "unknown" && (this.#folders.get("unknown") ?? 0) < this.#told.size;
  }
}

/** The folder that most told rows are in; at least three, and more than half. */
function groupOf(told: readonly Candidate[]): FolderGroup {
  const groups = told.map((one) => folderGroup(one.conversation));
  for (const group of ["inbox", "archived", "spam", "requests"] as const) {
    const count = groups.filter((one) => one === group).length;
    if (count >= 3 && count * 2 > groups.length) return group;
  }
  return undefined;
}
