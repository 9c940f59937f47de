import {
  conversationUrn,
  isInInboxFolders,
  type SandboxConversation,
  type SandboxFolder,
} from "./conversation.ts";
import { messageUrn, threadId } from "./identifiers.ts";
import { named } from "./people.ts";
import { seededRandom } from "./random.ts";

/** Who changed it: LinkedIn's own page, ConnectSafely, or another device. */
export type ChangedBy = "page" | "api" | "elsewhere";

export interface MailboxChange {
  readonly kind: "read" | "unread" | "message" | "moved" | "removed";
  readonly by: ChangedBy;
  readonly conversation: SandboxConversation;
  /** As it was before. */
  readonly was: { read: boolean; unreadCount: number };
}

export interface NewMessage {
  text: string;
  /** Default: the other person. */
  from?: "them" | "me";
  /** Epoch ms; default now. */
  at?: number;
}

/** The one truth that both stand-ins share. Order: newest `lastActivityAt` first. */
export interface Mailbox {
  readonly owner: string;
  all(): SandboxConversation[];
  /** Unread in the inbox folders. */
  unread(): SandboxConversation[];
  byUrn(urn: string): SandboxConversation | undefined;
  byName(name: string): SandboxConversation[];
  /** A message comes in (or, from "me", was sent on another device); told over realtime. */
  arrive(conversationOrUrn: SandboxConversation | string, message: NewMessage): SandboxConversation;
  /** A first message of someone new, of any name; told over realtime. */
  arriveFrom(name: string, message: NewMessage): SandboxConversation;
  markReadElsewhere(urn: string): void;
  markUnreadElsewhere(urn: string): void;
  moveElsewhere(urn: string, folder: SandboxFolder): void;
  removeElsewhere(urn: string): void;
  setRead(urn: string, read: boolean, by: ChangedBy): boolean;
  move(urn: string, folder: SandboxFolder, by: ChangedBy): boolean;
  setStarred(urn: string, starred: boolean, by: ChangedBy): boolean;
  onChange(listener: (change: MailboxChange) => void): () => void;
}

export function createMailbox(
  owner: string,
  seeded: readonly SandboxConversation[],
  now: () => number,
): Mailbox {
  const conversations = new Map(seeded.map((c) => [c.urn, c]));
  const listeners = new Set<(change: MailboxChange) => void>();
  const random = seededRandom(conversations.size + 7);
  const all = () => [...conversations.values()].sort((a, b) => b.lastActivityAt - a.lastActivityAt);

  const change = (
    urn: string,
    kind: MailboxChange["kind"],
    by: ChangedBy,
    alter: (conversation: SandboxConversation) => void,
  ): boolean => {
    const conversation = conversations.get(urn);
    if (!conversation) return false;
    const was = { read: conversation.read, unreadCount: conversation.unreadCount };
    alter(conversation);
    for (const listener of [...listeners]) listener({ kind, by, conversation, was });
    return true;
  };

  const known = (urn: string) => {
    const conversation = conversations.get(urn);
    if (!conversation) throw new RangeError(`no conversation ${urn} in this mailbox`);
    return conversation;
  };

  const mailbox: Mailbox = {
    owner,
    all,
    unread: () => all().filter((c) => !c.read && isInInboxFolders(c)),
    byUrn: (urn) => conversations.get(urn),
    byName: (name) => all().filter((c) => c.name === name),
    arrive(target, message) {
      const conversation = known(typeof target === "string" ? target : target.urn);
      const at = message.at ?? now();
      const from = message.from === "me" ? `urn:li:fsd_profile:${owner}` : conversation.others[0]?.hostUrn;
      change(conversation.urn, "message", "elsewhere", (c) => {
        const urn = messageUrn(owner, c.threadId, at, random);
        c.messages.push({ urn, from: from ?? "", text: message.text, at });
        c.lastActivityAt = Math.max(c.lastActivityAt, at);
        if (c.folder === "archived") c.folder = "focused";
        if (message.from === "me") return;
        c.read = false;
        c.unreadCount += 1;
      });
      return conversation;
    },
    arriveFrom(name, message) {
      const [first = name, ...last] = name.split(" ");
      const thread = threadId(random);
      const conversation: SandboxConversation = {
        urn: conversationUrn(owner, thread),
        threadId: thread,
        owner,
        kind: "direct",
        folder: "focused",
        name,
        title: null,
        others: [named(random, first, last.join(" "))],
        starred: false,
        muted: false,
        read: true,
        unreadCount: 0,
        lastActivityAt: 0,
        lastReadAt: null,
        createdAt: message.at ?? now(),
        messages: [],
        oldId: null,
      };
      conversations.set(conversation.urn, conversation);
      return mailbox.arrive(conversation, message);
    },
    markReadElsewhere: (urn) => void mailbox.setRead(known(urn).urn, true, "elsewhere"),
    markUnreadElsewhere: (urn) => void mailbox.setRead(known(urn).urn, false, "elsewhere"),
    moveElsewhere: (urn, folder) => void mailbox.move(known(urn).urn, folder, "elsewhere"),
    removeElsewhere(urn) {
      change(known(urn).urn, "removed", "elsewhere", () => conversations.delete(urn));
    },
    setRead: (urn, read, by) =>
      change(urn, read ? "read" : "unread", by, (c) => {
        c.read = read;
        // Marked unread by hand counts one, however many messages there are.
        c.unreadCount = read ? 0 : Math.max(1, c.unreadCount);
        if (read) c.lastReadAt = now();
      }),
    move: (urn, folder, by) =>
      change(urn, "moved", by, (c) => {
        c.folder = folder;
      }),
    setStarred: (urn, starred, by) =>
      change(urn, "moved", by, (c) => {
        c.starred = starred;
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return mailbox;
}
