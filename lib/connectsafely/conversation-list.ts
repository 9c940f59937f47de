/** ConnectSafely's own list of conversations, read page by page. */
import * as v from "valibot";
import { type ConversationUrn, parseConversationUrn } from "../conversation";

const text = v.fallback(v.optional(v.string()), undefined);

const participantSchema = v.object({
  name: text,
  firstName: text,
  lastName: text,
});

const rowSchema = v.object({
  conversationUrn: text,
  source: text,
  unreadCount: v.fallback(v.optional(v.number()), undefined),
  lastActivityAt: v.fallback(v.optional(v.union([v.string(), v.number()])), undefined),
  participants: v.fallback(v.array(v.fallback(v.nullable(participantSchema), null)), []),
  latestMessage: v.fallback(v.optional(v.object({ senderName: text })), undefined),
});

const pageSchema = v.object({
  conversations: v.array(v.fallback(v.nullable(rowSchema), null)),
  nextCursor: v.fallback(v.nullish(v.string()), undefined),
  hasMore: v.fallback(v.optional(v.boolean()), undefined),
});

export interface ConversationPage {
  /** Every URN of the page, whatever its kind, to see whether it brings anything new. */
  readonly keys: readonly string[];
  readonly unread: readonly ListedConversation[];
  readonly unreadSalesNavigator: readonly string[];
  /** undefined: this was the last page. */
  readonly nextCursor: string | undefined;
  readonly hasMore: boolean;
}

/** An unread conversation as ConnectSafely lists it. */
export interface ListedConversation {
  readonly urn: ConversationUrn;
  readonly name: string;
  readonly unreadCount: number;
  /** Epoch ms. */
  readonly lastActivityAt?: number | undefined;
}

type Row = v.InferOutput<typeof rowSchema>;

/** undefined: not a page of this list. Rows that can't be read are left out, and a row without a count is not unread. */
export function parsePage(value: unknown): ConversationPage | undefined {
  const parsed = v.safeParse(pageSchema, value);
  if (!parsed.success) return undefined;
  const { conversations, nextCursor, hasMore } = parsed.output;
  const rows = conversations.filter((row): row is Row => row !== null);
  const unread = rows.filter((row) => (row.unreadCount ?? 0) > 0);
  return {
    keys: rows.flatMap((row) => row.conversationUrn ?? []),
    unread: unread.filter((row) => !isSalesNavigator(row)).flatMap((row) => listed(row) ?? []),
    unreadSalesNavigator: unread.filter(isSalesNavigator).flatMap((row) => row.conversationUrn ?? []),
    nextCursor: hasMore === false ? undefined : nextCursor || undefined,
    hasMore: hasMore ?? Boolean(nextCursor),
  };
}

function isSalesNavigator(row: Row): boolean {
  return (
    row.source === "sales_navigator" || row.conversationUrn?.startsWith("urn:li:salesNav_thread:") === true
  );
}

function listed(row: Row): ListedConversation | undefined {
  const urn = parseConversationUrn(row.conversationUrn);
  if (!urn) return undefined;
  return {
    urn,
    name: nameOf(row),
    unreadCount: row.unreadCount ?? 0,
    lastActivityAt: timeOf(row.lastActivityAt),
  };
}

function nameOf(row: Row): string {
  const names = row.participants
    .map((p) => (p?.name ?? [p?.firstName, p?.lastName].join(" ")).trim())
    .filter(Boolean);
  return (names.join(", ") || (row.latestMessage?.senderName ?? "")).slice(0, 400);
}

function timeOf(value: string | number | undefined): number | undefined {
  const time = typeof value === "string" ? Date.parse(value) : value;
  return time !== undefined && Number.isFinite(time) && time > 0 ? time : undefined;
}
