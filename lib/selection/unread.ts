import { type Conversation, type ConversationUrn, isInInbox } from "../conversation";
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
  const elsewhere = { archived: 0, spam: 0, requests: 0, unlisted: 0 };
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

/** The part of a snapshot that is news to ConnectSafely's list. */
export interface PageNews {
  readonly conversations: readonly Conversation[];
  readonly becameRead?: readonly { readonly urn: ConversationUrn; readonly at: number }[] | undefined;
}

/**
 * ConnectSafely's list says nothing of stars, folders and kinds, and may be minutes old. Where the page has told
 * them that is used, and what was read there after its newest message is left out.
 */
export function enrich(listed: readonly Conversation[], page: PageNews): readonly Conversation[] {
  const known = new Map(page.conversations.map((conversation) => [conversation.urn, conversation]));
  const read = new Map(page.becameRead?.map(({ urn, at }) => [urn, at]));
  return listed.flatMap((conversation) => {
    const told = known.get(conversation.urn);
    if (told) return [merged(conversation, told)];
    const readAt = read.get(conversation.urn);
    return readAt !== undefined && readAt >= (conversation.lastActivityAt ?? 0) ? [] : [conversation];
  });
}

function merged(listed: Conversation, told: Conversation): Conversation {
  return {
    ...listed,
    name: told.name || listed.name,
    kind: told.kind,
    folder: listed.folder === "unknown" ? told.folder : listed.folder,
    starred: listed.starred ?? told.starred,
    lastActivityAt: newest(listed.lastActivityAt, told.lastActivityAt),
  };
}

function newest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}

function isExtra(folder: Conversation["folder"]): folder is ExtraFolder {
  return folder === "archived" || folder === "spam" || folder === "requests" || folder === "unlisted";
}
