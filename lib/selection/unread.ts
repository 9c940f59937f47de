import { type Conversation, isInInbox } from "../conversation";
import type { ExtraFolder } from "./filter";

/** What a surface may offer, before filters. */
export interface Unread {
  /** Known to be unread, in the inbox or in a folder that was asked for. Newest first. */
  readonly conversations: readonly Conversation[];
  /** Neither read nor unread by any evidence: shown as a number, never sent. */
  readonly unknown: number;
  /** Unread ones in folders that "all" leaves out. */
  readonly elsewhere: Readonly<Record<ExtraFolder, number>>;
}

/**
 * The unread ones of `known`. `queued` are in a run already and not offered again.
 * The order of `known` is kept: both sources give newest first.
 */
export function unreadOf(
  known: readonly Conversation[],
  folders: ReadonlySet<ExtraFolder>,
  queued: ReadonlySet<string> = new Set(),
): Unread {
  const elsewhere = { archived: 0, spam: 0, requests: 0 };
  let unknown = 0;
  const conversations = known.filter(({ urn, folder, readState }) => {
    if (queued.has(urn)) return false;
    const extra = isExtra(folder);
    if (readState === "unknown" && !extra) unknown++;
    if (readState !== "unread") return false;
    if (extra) elsewhere[folder]++;
    return isInInbox(folder) || (extra && folders.has(folder));
  });
  return { conversations, unknown, elsewhere };
}

/**
 * ConnectSafely's list says nothing of stars, folders and kinds; where the page has told them, that is used.
 * What the page knows to be read is left as ConnectSafely has it: the page only counts read ones.
 */
export function enrich(
  listed: readonly Conversation[],
  page: readonly Conversation[],
): readonly Conversation[] {
  if (page.length === 0) return listed;
  const known = new Map(page.map((conversation) => [conversation.urn, conversation]));
  return listed.map((conversation) => {
    const told = known.get(conversation.urn);
    if (!told) return conversation;
    return {
      ...conversation,
      name: told.name || conversation.name,
      kind: told.kind,
      folder: conversation.folder === "unknown" ? told.folder : conversation.folder,
      starred: conversation.starred ?? told.starred,
      lastActivityAt: newest(conversation.lastActivityAt, told.lastActivityAt),
    };
  });
}

function newest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}

function isExtra(folder: Conversation["folder"]): folder is ExtraFolder {
  return folder === "archived" || folder === "spam" || folder === "requests";
}
