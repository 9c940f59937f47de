import { type Conversation, type Folder, foldName, type Kind, nameSearch } from "../conversation";

/** Kinds as a person tells them apart; companies are people to them. */
export type KindGroup = "people" | "groups" | "inmail" | "sponsored";

/** Folders that "all" leaves out unless the person asks for them. */
export type ExtraFolder = Extract<Folder, "archived" | "spam" | "requests" | "unlisted">;

export interface Filter {
  readonly search: string;
  /** Whole days since the newest message; 0: any age. */
  readonly olderThanDays: number;
  readonly kinds: ReadonlySet<KindGroup>;
  readonly folders: ReadonlySet<ExtraFolder>;
  readonly keepStarred: boolean;
  readonly keepToday: boolean;
}

/** Why a conversation stays unread although it is known. Not known counts as kept: never the other way round. */
export type KeptBy = "search" | "kind" | "age" | "starred" | "star-unknown" | "today" | "date-unknown";

export const KIND_GROUPS: readonly KindGroup[] = ["people", "groups", "inmail", "sponsored"];

const DAY = 86_400_000;

/** All means all: nothing is left out but what the settings keep. */
export function defaultFilter(keep: { keepStarred: boolean; keepToday: boolean }): Filter {
  return {
    search: "",
    olderThanDays: 0,
    kinds: new Set(KIND_GROUPS),
    folders: new Set(),
    keepStarred: keep.keepStarred,
    keepToday: keep.keepToday,
  };
}

export function kindGroup(kind: Kind): KindGroup {
  if (kind === "group") return "groups";
  return kind === "inmail" || kind === "sponsored" ? kind : "people";
}

/** Undefined when the filter lets it through. `now` in epoch ms; "today" is the local calendar day. */
export function keptBy(filter: Filter, conversation: Conversation, now: number): KeptBy | undefined {
  if (!filter.kinds.has(kindGroup(conversation.kind))) return "kind";
  const { lastActivityAt } = conversation;
  if (filter.olderThanDays > 0) {
    if (lastActivityAt === undefined) return "date-unknown";
    if (lastActivityAt > now - filter.olderThanDays * DAY) return "age";
  }
  if (filter.keepStarred) {
    if (conversation.starred === undefined) return "star-unknown";
    if (conversation.starred) return "starred";
  }
  if (filter.keepToday) {
    if (lastActivityAt === undefined) return "date-unknown";
    if (lastActivityAt >= startOfDay(now)) return "today";
  }
  return matches(conversation, filter.search) ? undefined : "search";
}

/** How many parts of the filter panel differ from "everything"; the search is not one of them. */
export function activeFilters(filter: Filter): number {
  return (
    Number(filter.olderThanDays > 0) +
    Number(filter.kinds.size < KIND_GROUPS.length) +
    Number(filter.folders.size > 0) +
    Number(filter.keepStarred) +
    Number(filter.keepToday)
  );
}

function startOfDay(now: number): number {
  return new Date(now).setHours(0, 0, 0, 0);
}

// Folding a name costs more than comparing it, and the same names are asked for at every key press.
const folded = new WeakMap<Conversation, string>();
let searched = "";
let fits = nameSearch(searched);

function matches(conversation: Conversation, search: string): boolean {
  if (search === "") return true;
  let name = folded.get(conversation);
  if (name === undefined) {
    name = foldName(conversation.name);
    folded.set(conversation, name);
  }
  if (search !== searched) {
    searched = search;
    fits = nameSearch(search);
  }
  return fits(name);
}
