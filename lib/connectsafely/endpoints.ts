/**
 * The only place that knows a path or a body. `mark-seen` is deprecated in the vendor's newest documents and is to
 * move under `/conversations`, date and successor unknown: when it does, the change is one line here.
 */
import type { ConversationUrn } from "../conversation";

export const API_BASE = "https://api.connectsafely.ai/linkedin";

/** One request, without the key. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PATCH";
  /** Below the base, with its query. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export function markSeenEndpoint(urn: ConversationUrn, accountId: string | undefined): Endpoint {
  return {
    method: "POST",
    path: "/messaging/mark-seen",
    body: { conversationUrn: urn, ...(accountId ? { accountId } : {}) },
  };
}

/** The account is found from the conversation; there is no body. */
export function markUnreadEndpoint(urn: ConversationUrn): Endpoint {
  return { method: "PATCH", path: `/conversations/${encodeSegment(urn)}/mark-unread` };
}

/** Touches only the vendor's database. */
export const ACCOUNTS: Endpoint = { method: "GET", path: "/accounts" };

export function accountStatusEndpoint(accountId: string | undefined): Endpoint {
  return { method: "GET", path: `/account/status${query({ accountId })}` };
}

/** `unreadOnly` is missing from the newest catalogue: callers filter on `unreadCount` as well. */
export function conversationsEndpoint(page: {
  readonly accountId: string | undefined;
  readonly count: number;
  readonly cursor: string | undefined;
}): Endpoint {
  const { accountId, count, cursor } = page;
  return {
    method: "GET",
    path: `/conversations${query({ accountId, count: String(count), unreadOnly: "true", nextCursor: cursor })}`,
  };
}

function query(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}

/** `encodeURIComponent` leaves parentheses alone, and servers differ in what they make of bare ones. */
function encodeSegment(text: string): string {
  return encodeURIComponent(text).replace(/[()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}
