import type { ConversationUrn } from "../conversation";

/** `seen` marks as seen; `unread` puts the unread mark back. */
export type RunAction = "seen" | "unread";

export type RunSource = "popup" | "menu" | "shortcut" | "history";

/** holding → running ⇄ paused / waiting → finished or stopped. */
export type RunState = "holding" | "running" | "paused" | "waiting" | "finished" | "stopped";

export type PauseReason =
  | "person"
  | "key-missing"
  | "key-refused"
  | "no-subscription"
  | "permission-lost"
  | "offline"
  | "account-unknown"
  | "account-disconnected"
  | "api-moved"
  | "api-redirected"
  | "daily-limit"
  /** The browser could not write to its disk (usually full): nothing is sent without its record. */
  | "storage-failed";

export type ItemState = "pending" | "leased" | "done" | "skipped" | "failed";

/** Why an item was not sent, or why its sending failed for good. The text people see is in the locale file. */
export type SkipReason = "already-read" | "new-message" | "stopped";
export type FailReason =
  | "bad-request"
  | "not-found"
  | "refused"
  | "server-error"
  | "unreadable-answer"
  | "network"
  | "timeout"
  | "unsupported";

/** A frozen set of conversations and what to do with them. */
export interface Run {
  readonly id: string;
  readonly action: RunAction;
  readonly source: RunSource;
  /** Sent along when the person has chosen one; frozen at the click. */
  readonly accountId?: string | undefined;
  /** Epoch ms of the click. */
  readonly createdAt: number;
  /** Nothing is sent before this, epoch ms. */
  readonly holdUntil: number;
  readonly state: RunState;
  readonly pauseReason?: PauseReason | undefined;
  /** What the server said about it, capped; shown behind the reason. */
  readonly pauseDetail?: string | undefined;
  /** With `waiting`, and with `paused` for offline or the daily limit: epoch ms at which it goes on by itself. */
  readonly waitUntil?: number | undefined;
  /** With `holding`: epoch ms since when the countdown stands still, because the in-page message is hovered. */
  readonly heldSince?: number | undefined;
  readonly endedAt?: number | undefined;
  /** From a private window: nothing of it is kept after it ends. */
  readonly ephemeral: boolean;
}

export interface Item {
  readonly runId: string;
  readonly urn: ConversationUrn;
  /** Place in the run, from 0. */
  readonly order: number;
  readonly name: string;
  /** `lastActivityAt` as shown at the click, epoch ms: a newer message than this was never shown to the person. */
  readonly shownActivityAt?: number | undefined;
  readonly state: ItemState;
  /** Requests begun for it. */
  readonly attempts: number;
  /** With `leased`: epoch ms after which another worker may take it. */
  readonly leaseUntil?: number | undefined;
  /** Not before this, epoch ms (backoff). */
  readonly notBefore?: number | undefined;
  readonly reason?: SkipReason | FailReason | undefined;
  /** What the server said, capped; shown behind the reason. */
  readonly detail?: string | undefined;
  readonly endedAt?: number | undefined;
}

export interface RunCounts {
  readonly total: number;
  readonly pending: number;
  readonly leased: number;
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
}

export interface ItemFailure {
  readonly urn: ConversationUrn;
  readonly name: string;
  readonly reason: FailReason;
  readonly detail?: string | undefined;
  readonly attempts: number;
}

export interface SkipCount {
  readonly reason: SkipReason;
  readonly count: number;
}

/** What every surface draws of a run. Derived from the records, never incremented. */
export interface RunView {
  readonly run: Run;
  readonly counts: RunCounts;
  /** In effect now, after any slowing down. */
  readonly requestsPerMinute: number;
  /** Epoch ms at which the last item should be done at this pace; undefined when not running. */
  readonly finishAt?: number | undefined;
  /** First 200; `counts.failed` is the truth. */
  readonly failures: readonly ItemFailure[];
  /** Why those of `counts.skipped` were not marked, the most frequent reason first. */
  readonly skips?: readonly SkipCount[] | undefined;
  /** How many the last click added to a run that was already on. */
  readonly added?: number | undefined;
  /** Requests of today, local calendar; only with a daily limit. */
  readonly daily?: { readonly used: number; readonly limit: number } | undefined;
  /** "Mark unread again" may be offered until then, epoch ms; undefined: not (any more). */
  readonly markUnreadUntil?: number | undefined;
}

export interface NewItem {
  readonly urn: ConversationUrn;
  readonly name: string;
  readonly shownActivityAt?: number | undefined;
}
