/** The calls that Caught Up makes to ConnectSafely. */
import type { ConversationUrn } from "../conversation";
import type { Account } from "./account";
import { type AccountCondition, parseAccounts, parseCondition } from "./accounts";
import { type Context, type NextStep, nextStep } from "./answers";
import { type ListedConversation, parsePage } from "./conversation-list";
import {
  ACCOUNTS,
  API_BASE,
  accountStatusEndpoint,
  conversationsEndpoint,
  type Endpoint,
  markSeenEndpoint,
  markUnreadEndpoint,
} from "./endpoints";
import { exchange } from "./exchange";
import { questionAnswer, type Refusal, type Situation } from "./refusal";

export interface ClientOptions {
  /** Goes into the Authorization header of requests to the API's origin, nowhere else. */
  readonly key: string;
  /** Epoch ms. */
  readonly now: () => number;
  /** Asked when no answer came: offline and a revoked host permission look like any network failure. */
  readonly situation?: () => Promise<Situation>;
  /** Another origin than the API's; for tests. */
  readonly base?: string;
  /** For the whole exchange, headers and body. */
  readonly timeoutMs?: number;
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

/** No call rejects for anything that a server or a network can do; an abort by `signal` counts as a network failure. */
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

/** The background dies at 30 s without events, so an exchange has to end well before. */
const TIMEOUT_MS = 20_000;
const PAGE_SIZE = 20;
const MAX_PAGES = 50;

/** Whether a text can be a key at all: the format is not documented, but it has to fit in a header. */
export function isUsableKey(text: string): boolean {
  return /^[\x21-\x7e]{1,4096}$/.test(text);
}

/** A client for one key; cheap, make one per request so that no old key lingers. */
export function connectSafely(options: ClientOptions): Client {
  const { key, now } = options;
  const base = options.base ?? API_BASE;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;

  const send = async (endpoint: Endpoint, signal: AbortSignal | undefined) => {
    const result = await exchange(endpoint, { base, key, timeoutMs, signal });
    const lost = result.kind === "network" || result.kind === "timeout";
    const situation =
      lost && options.situation ? await options.situation() : { online: true, permitted: true };
    return { result, context: { ...situation, key, now: now() } };
  };

  const mark = async (call: Context["call"], endpoint: Endpoint, signal?: AbortSignal): Promise<NextStep> => {
    if (!isUsableKey(key)) return { kind: "pause", reason: "key-refused" };
    const { result, context } = await send(endpoint, signal);
    return nextStep(result, { ...context, call });
  };

  const ask = async (endpoint: Endpoint, signal?: AbortSignal) => {
    if (!isUsableKey(key)) return { ok: false, reason: "refused" } as const;
    const { result, context } = await send(endpoint, signal);
    return questionAnswer(result, context);
  };

  return {
    markSeen: (urn, accountId, signal) => mark("mark-seen", markSeenEndpoint(urn, accountId), signal),
    markUnread: (urn, signal) => mark("mark-unread", markUnreadEndpoint(urn), signal),

    async accounts(signal) {
      const answer = await ask(ACCOUNTS, signal);
      if (!answer.ok) return answer;
      const accounts = parseAccounts(answer.value);
      return accounts ? { ok: true, accounts } : { ok: false, reason: "unreadable" };
    },

    async accountCondition(accountId, signal) {
      const answer = await ask(accountStatusEndpoint(accountId), signal);
      return answer.ok ? parseCondition(answer.value) : "unknown";
    },

    async everythingUnread({ accountId, each = (work) => work(), signal }) {
      const found = new Map<ConversationUrn, ListedConversation>();
      const salesNavigator = new Set<string>();
      const known = new Set<string>();
      let cursor: string | undefined;
      const result = (complete: boolean): ListedUnread => ({
        ok: true,
        conversations: [...found.values()],
        salesNavigator: salesNavigator.size,
        complete,
      });
      for (let n = 0; n < MAX_PAGES; n += 1) {
        const endpoint = conversationsEndpoint({ accountId, count: PAGE_SIZE, cursor });
        const answer = await each(() => ask(endpoint, signal));
        const page = answer.ok ? parsePage(answer.value) : undefined;
        // What was read before a page failed is still true, only not all.
        if (!page) return n > 0 ? result(false) : answer.ok ? { ok: false, reason: "unreadable" } : answer;
        const before = known.size;
        for (const each of page.keys) known.add(each);
        for (const row of page.unread) found.set(row.urn, row);
        for (const urn of page.unreadSalesNavigator) salesNavigator.add(urn);
        // A list that repeats itself would never end.
        if (known.size === before || !page.nextCursor) return result(!page.hasMore);
        cursor = page.nextCursor;
      }
      return result(false);
    },
  };
}
