/**
 * The shared vocabulary: what a conversation is, how it is named, what is known of it.
 * Source of the formats: LinkedIn's messaging page as recorded 2025-02 to 2026-10.
 */

declare const brand: unique symbol;

/** `urn:li:msg_conversation:(urn:li:fsd_profile:<owner>,2-…)`; the owner is the viewer's own mailbox. */
export type ConversationUrn = string & { readonly [brand]: "ConversationUrn" };

/** `2-` and base64; the same thread has one id for everyone in it, but a URN of its own per mailbox. */
export type ThreadId = string & { readonly [brand]: "ThreadId" };

/** The part of a profile URN that names the member, `ACoAA…`. */
export type ProfileId = string & { readonly [brand]: "ProfileId" };

/** Three-way on purpose: a field that an answer lacks means unknown, never read. */
export type ReadState = "unread" | "read" | "unknown";

/**
 * Which list of LinkedIn's shows it. `inbox` is a conversation that is in the inbox, the tab not known. `unlisted`: data
 * names no folder, and the inbox's list goes past it: it is archived, spam, a request, or in a tab not looked at.
 */
export type Folder =
  | "focused"
  | "other"
  | "inbox"
  | "archived"
  | "spam"
  | "requests"
  | "unlisted"
  | "unknown";

export type Kind = "direct" | "group" | "company" | "inmail" | "sponsored";

/** What the page has told about one conversation. No message text: that never leaves `lib/inbox`. */
export interface Conversation {
  readonly urn: ConversationUrn;
  /** As drawn on the page; empty when only the URN is known. */
  readonly name: string;
  readonly readState: ReadState;
  /** Epoch ms of the newest message; undefined when unknown. */
  readonly lastActivityAt?: number | undefined;
  readonly kind: Kind;
  readonly folder: Folder;
  /** undefined when the answer had no categories. */
  readonly starred?: boolean | undefined;
}

/** What stands before the owner. */
const MAILBOX = "urn:li:msg_conversation:(urn:li:fsd_profile:";

const URN =
  /^urn:li:msg_conversation:\(urn:li:fsd_profile:([A-Za-z0-9_-]{1,128}),(2-[A-Za-z0-9+/=_-]{1,256})\)$/;

/** The URN if `value` is one of a person's own mailbox (`fsd_profile` owner), else undefined. Never repairs. */
export function parseConversationUrn(value: unknown): ConversationUrn | undefined {
  return typeof value === "string" && URN.test(value) ? (value as ConversationUrn) : undefined;
}

/** Whose mailbox a URN that has been parsed belongs to. */
export function ownerOf(urn: ConversationUrn): ProfileId {
  return urn.slice(MAILBOX.length, urn.indexOf(",")) as ProfileId;
}

export function conversationUrn(owner: ProfileId, threadId: ThreadId): ConversationUrn | undefined {
  return parseConversationUrn(`urn:li:msg_conversation:(urn:li:fsd_profile:${owner},${threadId})`);
}

/** Spam and archive are not what a person means by "all"; an unknown folder is: it came with the inbox's list. */
export function isInInbox(folder: Folder): boolean {
  return folder === "focused" || folder === "other" || folder === "inbox" || folder === "unknown";
}

/** A name or a search as they are compared: case and accents aside, "Zoë" is found by "zoe". */
export function foldName(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();
}

/** Whether a folded name bears every word of the search; one without words is borne by each. */
export function nameSearch(search: string): (foldedName: string) => boolean {
  const words = foldName(search).split(/\s+/u).filter(Boolean);
  return (name) => words.every((word) => name.includes(word));
}
