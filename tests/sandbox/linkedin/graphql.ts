import { isInInboxFolders, type SandboxConversation } from "../conversation.ts";
import { foreignConversations } from "./foreign.ts";
import { categoriesOf, conversationRecord, type Json, messageRecord, participantRecord } from "./records.ts";
import type { RestliValue } from "./restli.ts";
import type { LinkedInContext } from "./state.ts";

export interface Reply {
  readonly data: Json;
  /** Conversations of the viewer's mailbox told in full. */
  readonly told: readonly SandboxConversation[];
}

type Variables = { [key: string]: RestliValue };

const MAX_PAGE = 25;
const str = (value: RestliValue | undefined) => (typeof value === "string" ? value : "");
const list = (value: RestliValue | undefined) => (Array.isArray(value) ? value.map(str) : []);

/** Which field a request asks for is told by its variables; the hash behind the name says nothing. */
export function answerQuery(name: string, variables: Variables, context: LinkedInContext): Reply | undefined {
  switch (name) {
    case "messengerConversations":
      return conversations(variables, context);
    case "messengerMessages":
      return messages(variables, context);
    case "messengerMailboxCounts":
      return none("messengerMailboxCountsByMailbox", {
        elements: counts(context).map(([category, unread]) => ({
          category,
          unreadConversationCount: unread,
        })),
      });
    case "messengerSeenReceipts":
      return none("messengerSeenReceiptsByConversation", receipts(variables, context));
    case "messengerQuickReplies":
      return none("messengerQuickRepliesByConversation", { elements: [] });
    default:
      return undefined;
  }
}

const none = (field: string, value: unknown): Reply => ({ data: { [field]: value }, told: [] });

function counts(context: LinkedInContext): [string, number][] {
  const unread = context.session().mailbox.unread();
  const of = (folder: string) => unread.filter((c) => c.folder === folder).length;
  return [
    ["INBOX", unread.length],
    ["PRIMARY_INBOX", of("focused")],
    ["SECONDARY_INBOX", of("other")],
  ];
}

function conversations(variables: Variables, context: LinkedInContext): Reply {
  const { mailbox } = context.session();
  const reply = (field: string, told: SandboxConversation[], metadata: Json, extra: Json[] = []): Reply => ({
    told,
    data: { [field]: { elements: [...told.map((c) => conversationRecord(c, context)), ...extra], metadata } },
  });
  if (variables.conversationIds) {
    const found = list(variables.conversationIds).map((urn) => mailbox.byUrn(urn));
    const told = found.filter((c) => c !== undefined);
    return { told, data: { messengerConversationsByIds: told.map((c) => conversationRecord(c, context)) } };
  }
  const own = str(variables.mailboxUrn) === `urn:li:fsd_profile:${mailbox.owner}`;
  if (!own) {
    return reply(
      "messengerConversationsByCategoryQuery",
      [],
      { nextCursor: null },
      companyPage(variables, context),
    );
  }
  if (variables.recipients) {
    const wanted = list(variables.recipients);
    const told = mailbox.all().filter((c) => c.others.every((p) => wanted.includes(p.hostUrn)));
    return reply("messengerConversationsByRecipients", told, {});
  }
  if (variables.query) {
    const page = paged(variables, inCategories(categoriesIn(variables.query), context));
    return reply("messengerConversationsByCategoryQuery", page.items, { nextCursor: page.nextCursor });
  }
  if (variables.categories) {
    const page = paged(variables, searched(variables, context));
    return reply("messengerConversationsBySearchCriteria", page.items, { nextCursor: page.nextCursor });
  }
  return syncReply(str(variables.syncToken), context, reply);
}

function syncReply(
  token: string,
  context: LinkedInContext,
  reply: (field: string, told: SandboxConversation[], metadata: Json, extra?: Json[]) => Reply,
): Reply {
  const session = context.session();
  const since = token === "" ? 0 : Number(Buffer.from(token, "base64").toString());
  const all = session.mailbox.all();
  const told =
    since === 0
      ? all.slice(0, context.arms.syncCount)
      : all.filter((c) => (session.changedAt.get(c.urn) ?? 0) > since);
  const deletedUrns = [...session.deletedAt].filter(([, at]) => at > since).map(([urn]) => urn);
  const newSyncToken = Buffer.from(String(session.revision)).toString("base64");
  return reply(
    "messengerConversationsBySyncToken",
    told,
    { newSyncToken, deletedUrns: since === 0 ? [] : deletedUrns, shouldClearCache: false },
    since === 0 ? foreignConversations(context) : [],
  );
}

function companyPage(variables: Variables, context: LinkedInContext): Json[] {
  return str(variables.mailboxUrn).startsWith("urn:li:fsd_company:")
    ? foreignConversations(context, str(variables.mailboxUrn))
    : [];
}

function categoriesIn(query: RestliValue): string[] {
  return JSON.stringify(query).match(/(?<="category":")[A-Z_]+/g) ?? [];
}

function inCategories(wanted: readonly string[], context: LinkedInContext): SandboxConversation[] {
  const inbox = wanted.includes("INBOX");
  return context
    .session()
    .mailbox.all()
    .filter((c) => (inbox && isInInboxFolders(c)) || categoriesOf(c).some((k) => wanted.includes(k)));
}

function searched(variables: Variables, context: LinkedInContext): SandboxConversation[] {
  const words = str(variables.keywords).toLowerCase();
  return inCategories(list(variables.categories), context).filter(
    (c) =>
      (variables.read !== "false" || !c.read) &&
      (variables.firstDegreeConnections !== "true" || c.others.every((p) => p.distance === "DISTANCE_1")) &&
      c.name.toLowerCase().includes(words),
  );
}

/** Pages above 25 come back empty. The form of the last page is unknown: here its cursor is null. */
function paged(variables: Variables, all: SandboxConversation[]) {
  const count = Number(str(variables.count) || 20);
  if (!(count > 0 && count <= MAX_PAGE)) return { items: [], nextCursor: null };
  const cursor = Buffer.from(str(variables.nextCursor), "base64").toString();
  const before = Number(str(variables.lastUpdatedBefore) || cursor) || Number.POSITIVE_INFINITY;
  const older = all.filter((c) => c.lastActivityAt < before);
  const items = older.slice(0, count);
  const last = items[items.length - 1];
  const more = last !== undefined && older.length > items.length;
  return { items, nextCursor: more ? Buffer.from(String(last.lastActivityAt)).toString("base64") : null };
}

function messages(variables: Variables, context: LinkedInContext): Reply {
  const { mailbox, me } = context.session();
  const c = mailbox.byUrn(str(variables.conversationUrn));
  const anchored = variables.deliveredAt !== undefined;
  const field = anchored ? "messengerMessagesByAnchorTimestamp" : "messengerMessagesBySyncToken";
  const shown = (c?.messages ?? []).filter((m) => !anchored || m.at < Number(str(variables.deliveredAt)));
  const metadata = anchored ? {} : { newSyncToken: "MQ==", deletedUrns: [], shouldClearCache: false };
  return none(field, { elements: c ? shown.map((m) => messageRecord(c, m, me)) : [], metadata });
}

function receipts(variables: Variables, context: LinkedInContext): Json {
  const { mailbox } = context.session();
  const c = mailbox.byUrn(str(variables.conversationUrn));
  const last = c?.messages[c.messages.length - 1];
  if (!c || !last) return { elements: [] };
  return {
    elements: c.others.map((person) => ({
      seenAt: last.at + 1000,
      message: { entityUrn: last.urn },
      seenByParticipant: participantRecord(person),
    })),
  };
}
