import type { Conversation } from "../../conversation";
import type { Entry } from "../entry";
import { bareText } from "../rows/snippet";

/** A known conversation as rows are compared with it. */
export interface Candidate {
  readonly conversation: Conversation;
  /** Every spelling a row may have; empty when data gave no name (a deleted member): any row may be it. */
  readonly keys: ReadonlySet<string>;
  /** Start of the last message, bare (`bareText`); empty when not known. */
  readonly texts: readonly string[];
  /** The last message is known to have no text of its own: a row whose text is another's isn't this. */
  readonly isWordless: boolean;
}

/** A view is made anew whenever its entry changes. */
const made = new WeakMap<Conversation, Candidate>();

export function candidateOf(entry: Entry): Candidate {
  const conversation = entry.view();
  let candidate = made.get(conversation);
  if (!candidate) {
    candidate = {
      conversation,
      keys: entry.nameKeys,
      texts: entry.texts.map(bareText).filter(Boolean),
      isWordless: entry.isWordless,
    };
    made.set(conversation, candidate);
  }
  return candidate;
}

export type FolderGroup = "inbox" | "archived" | "spam" | "requests" | "unlisted" | undefined;

/** Lists that LinkedIn shows apart from each other; undefined where the folder is not known. */
export function folderGroup({ folder }: Conversation): FolderGroup {
  if (folder === "focused" || folder === "other" || folder === "inbox") return "inbox";
  return folder === "unknown" ? undefined : folder;
}
