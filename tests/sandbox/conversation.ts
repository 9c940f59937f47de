import type { Person } from "./people.ts";

export type SandboxFolder = "focused" | "other" | "archived" | "spam" | "requests";
export type SandboxKind = "direct" | "group" | "company" | "inmail" | "sponsored";

export interface SandboxMessage {
  urn: string;
  /** Profile URN or company URN of who wrote it. */
  from: string;
  /** Empty for an attachment alone: the row's snippet is generated then. */
  text: string;
  /** Epoch ms. */
  at: number;
}

/** One conversation of one mailbox, as it stands. Live: tests may read it again after an event. */
export interface SandboxConversation {
  readonly urn: string;
  readonly threadId: string;
  /** `ACoAA…` of the mailbox. */
  readonly owner: string;
  readonly kind: SandboxKind;
  folder: SandboxFolder;
  /** As its row draws it, in the page's language. */
  readonly name: string;
  /** Titled groups and sponsored items; else null. */
  readonly title: string | null;
  readonly others: readonly Person[];
  starred: boolean;
  readonly muted: boolean;
  read: boolean;
  unreadCount: number;
  /** Epoch ms. */
  lastActivityAt: number;
  lastReadAt: number | null;
  readonly createdAt: number;
  messages: SandboxMessage[];
  /** With the arm `oldIds`: the number in its address. */
  readonly oldId: string | null;
}

/** What "inbox" means to a person: the two folders the default list is made of. */
export function isInInboxFolders(conversation: SandboxConversation): boolean {
  return conversation.folder === "focused" || conversation.folder === "other";
}

export function conversationUrn(owner: string, threadId: string): string {
  return `urn:li:msg_conversation:(urn:li:fsd_profile:${owner},${threadId})`;
}
