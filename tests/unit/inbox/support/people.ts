import {
  type ConversationUrn,
  conversationUrn,
  type ProfileId,
  type ThreadId,
} from "../../../../lib/conversation";

export const VIEWER = `ACoAA${"Viewer".padEnd(34, "x")}` as ProfileId;
export const OTHER_VIEWER = `ACoAA${"Another".padEnd(34, "y")}` as ProfileId;
/** Epoch ms; every invented inbox ends here. */
export const NOW = Date.UTC(2026, 9, 5, 10, 0, 0);

/** One invented conversation, as LinkedIn's data has it. */
export interface Thread {
  readonly id: number;
  readonly names: readonly (readonly [string, string])[];
  readonly title?: string;
  readonly company?: string;
  readonly categories?: readonly string[] | undefined;
  readonly read?: boolean | undefined;
  readonly unreadCount?: number | undefined;
  readonly at: number;
  /** undefined: no message in the answer. */
  readonly text?: string | undefined;
  readonly sponsored?: boolean;
}

export function thread(id: number, more: Partial<Thread> = {}): Thread {
  return {
    id,
    names: [["Person", `Number ${id}`]],
    categories: ["INBOX", "PRIMARY_INBOX"],
    read: false,
    unreadCount: 1,
    at: NOW - id * 60_000,
    text: `Invented message number ${id} of this inbox`,
    ...more,
  };
}

/** 40 bytes, as LinkedIn's are. */
const inside = (id: number) => `00000000-0000-4000-8000-${String(id).padStart(12, "0")}_100`;

export const threadIdOf = (id: number) => `2-${btoa(inside(id))}` as ThreadId;

export function urnOf(id: number, owner = VIEWER): ConversationUrn {
  const urn = conversationUrn(owner, threadIdOf(id));
  if (!urn) throw new Error("not a URN");
  return urn;
}

export function messageUrnOf(id: number, owner = VIEWER, at = NOW): string {
  return `urn:li:msg_message:(urn:li:fsd_profile:${owner},2-${btoa(`${at}b12345-001&${inside(id)}`)})`;
}

export function nameOf(one: Thread): string {
  return one.title ?? one.company ?? one.names.map(([first, last]) => `${first} ${last}`.trim()).join(", ");
}
