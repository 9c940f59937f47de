import type { ConversationUrn } from "../conversation";
import type { Account } from "./account";
import type { NextStep } from "./answers";

export interface ClientOptions {
  /** Goes into the Authorization header of requests to the API's origin, nowhere else. */
  readonly key: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Asked when no answer came: offline and a revoked host permission look like any network failure. */
  readonly situation?: () => Promise<Situation>;
  /** `https://api.connectsafely.ai/linkedin` unless a test says otherwise. */
  readonly base?: string;
  /** For the whole exchange, headers and body; 20 s. */
  readonly timeoutMs?: number;
}

export interface Situation {
  /** `navigator.onLine`. */
  readonly online: boolean;
  /** The host permission for the API is held. */
  readonly permitted: boolean;
}

/** Why a question to the API has no answer. `detail`: what the server said, capped. */
export type Refusal = {
  readonly ok: false;
  readonly reason:
    | "refused"
    | "no-subscription"
    | "not-available"
    | "rate-limited"
    | "network"
    | "offline"
    | "permission-lost"
    | "timeout"
    | "redirected"
    | "unreadable"
    | "failed";
  readonly detail?: string | undefined;
  /** With `rate-limited`, ms. */
  readonly waitMs?: number | undefined;
};

export type AccountCondition = "fine" | "disconnected" | "unknown";

/** A row of ConnectSafely's own conversation list. */
export interface ListedConversation {
  readonly urn: ConversationUrn;
  readonly name: string;
  readonly unreadCount: number;
  readonly lastActivityAt?: number | undefined;
}

export type ListedUnread =
  | {
      readonly ok: true;
      readonly conversations: readonly ListedConversation[];
      /** Unread ones of Sales Navigator: mark-seen does not take them. */
      readonly salesNavigator: number;
      /** false: the list goes on beyond what was read. */
      readonly complete: boolean;
    }
  | Refusal;

/** No call throws for anything that a server or a network can do; an abort by `signal` counts as a network failure. */
export interface Client {
  markSeen(urn: ConversationUrn, accountId: string | undefined, signal?: AbortSignal): Promise<NextStep>;
  markUnread(urn: ConversationUrn, signal?: AbortSignal): Promise<NextStep>;
  /** The cheapest check of a key. */
  accounts(
    signal?: AbortSignal,
  ): Promise<{ readonly ok: true; readonly accounts: readonly Account[] } | Refusal>;
  accountCondition(accountId: string | undefined, signal?: AbortSignal): Promise<AccountCondition>;
  /** One page after another; `each` wraps every request, so that it can be counted and paced. */
  everythingUnread(options: {
    readonly accountId?: string | undefined;
    readonly each?: <T>(work: () => Promise<T>) => Promise<T>;
    readonly signal?: AbortSignal;
  }): Promise<ListedUnread>;
}

export function connectSafely(options: ClientOptions): Client {
  void options;
  throw new Error("not yet");
}
