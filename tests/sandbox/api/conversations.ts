import { isInInboxFolders, type SandboxConversation } from "../conversation.ts";
import { fullName } from "../people.ts";
import { stableHex } from "../random.ts";
import type { Answer } from "./answer.ts";
import type { ApiContext, ApiRequest } from "./context.ts";
import { accountFor, isAnswer } from "./mark-seen.ts";

const MAX_COUNT = 100;

/**
 * `GET /linkedin/conversations`. Which folders it covers is not documented; here the inbox's, and two
 * Sales Navigator rows, which mark-seen does not take.
 */
export function listConversations(context: ApiContext, request: ApiRequest): Answer {
  const account = accountFor(context, request.query.get("accountId") ?? undefined);
  if (isAnswer(account)) return account;
  const count = Number(request.query.get("count") ?? 20);
  if (!Number.isInteger(count) || count < 1)
    return { status: 400, body: { success: false, error: "Invalid count" } };
  const unreadOnly = request.query.get("unreadOnly") === "true";
  const rows = [
    ...account.mailbox.all().filter(isInInboxFolders).map(row),
    ...[0, 1].map((n) => salesNavigatorRow(account.mailbox.owner, n)),
  ]
    .filter((r) => !unreadOnly || r.unreadCount > 0)
    .sort((a, b) => b.lastActivityAt.localeCompare(a.lastActivityAt));
  const start = offsetOf(request.query.get("nextCursor"));
  const end = start + Math.min(count, MAX_COUNT);
  const hasMore = end < rows.length;
  return {
    status: 200,
    body: {
      conversations: rows.slice(start, end),
      nextCursor: hasMore ? Buffer.from(`from:${end}`).toString("base64url") : null,
      hasMore,
      fromCache: true,
    },
  };
}

function offsetOf(cursor: string | null): number {
  const match = /^from:(\d+)$/.exec(Buffer.from(cursor ?? "", "base64url").toString());
  return match ? Number(match[1]) : 0;
}

function row(c: SandboxConversation) {
  const last = c.messages[c.messages.length - 1];
  const sender = c.others.find((p) => p.hostUrn === last?.from);
  return {
    conversationUrn: c.urn,
    conversationId: c.threadId,
    lastActivityAt: new Date(c.lastActivityAt).toISOString(),
    unreadCount: c.unreadCount,
    participants: c.others.map((p) => ({
      name: fullName(p),
      firstName: p.firstName,
      lastName: p.lastName,
      profileUrn: p.hostUrn,
      publicId: p.publicId,
    })),
    latestMessage: last && {
      text: last.text,
      sentAt: new Date(last.at).toISOString(),
      senderName: sender ? fullName(sender) : "You",
      hasAttachment: last.text === "",
    },
    source: "messaging",
    salesNavThreadId: null as string | null,
  };
}

function salesNavigatorRow(owner: string, n: number): ReturnType<typeof row> {
  const id = `2-${Buffer.from(stableHex(`${owner}${n}`, 40)).toString("base64")}`;
  return {
    conversationUrn: `urn:li:salesNav_thread:${id}`,
    conversationId: id,
    lastActivityAt: new Date(Date.now() - (n + 2) * 86_400_000).toISOString(),
    unreadCount: 1 - n,
    participants: [
      {
        name: "Sabine Orchard",
        firstName: "Sabine",
        lastName: "Orchard",
        profileUrn: "",
        publicId: "sabine-orchard",
      },
    ],
    latestMessage: {
      text: "About the quote for next quarter",
      sentAt: new Date(Date.now() - (n + 2) * 86_400_000).toISOString(),
      senderName: "Sabine Orchard",
      hasAttachment: false,
    },
    source: "sales_navigator",
    salesNavThreadId: id,
  };
}
