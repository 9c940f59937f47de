import type { Arms } from "../arms.ts";
import type { Mailbox } from "../mailbox.ts";
import type { Person } from "../people.ts";

/** Who is signed in at www.linkedin.com, and what that member's page has been told. */
export interface Session {
  readonly me: Person;
  readonly mailbox: Mailbox;
  /** URNs of this mailbox told in full. */
  readonly delivered: Set<string>;
  /** Grows with every change; its value is the sync token. */
  revision: number;
  readonly changedAt: Map<string, number>;
  readonly deletedAt: Map<string, number>;
  /** With the arm `staleMs`: what answers still say, until when (epoch ms). */
  readonly stale: Map<string, { read: boolean; unreadCount: number; until: number }>;
}

/** What LinkedIn's handlers share. */
export interface LinkedInContext {
  readonly arms: Readonly<Arms>;
  readonly session: () => Session;
  readonly now: () => number;
}

export function createSession(me: Person, mailbox: Mailbox): Session {
  return {
    me,
    mailbox,
    delivered: new Set(),
    revision: 1,
    changedAt: new Map(),
    deletedAt: new Map(),
    stale: new Map(),
  };
}
