import { flatten } from "./envelope.js";
import { getJson, postJson } from "./http.js";

const GRAPHQL = "/voyager/api/voyagerMessagingGraphQL/graphql";
const CONVERSATIONS = "/voyager/api/voyagerMessagingDashMessengerConversations";

/** The hash differs by query text and with each release of the client. */
const HASH = {
  sync: "0d5e6781bbee71c3e51c8843c6519f48",
  category: "8656fb361a8ad0c178e8d3ff1a84ce26",
  byIds: "74c17e85611b60b7ba2700481151a316",
  search: "c4e18a5bd0bc46d9e84d8e7d9b0b2b1e",
  messages: "d1b494ac18c24c8be71ea07b5bd1f831",
  counts: "fc528a5a81a76dff212a4a3d2d48e84b",
  receipts: "4a8a2bd1a8a1f5a6f2b5a9c3d3e1b7f0",
  replies: "93d08fc5d16f1a1e2d7c4b9a0e6f3c21",
};

/** Percent-encodes a value inside raw Rest.li punctuation. */
export const encode = (value) => encodeURIComponent(value).replace(/\(/g, "%28").replace(/\)/g, "%29");

async function ask(name, hash, variables) {
  const path = `${GRAPHQL}?queryId=${name}.${hash}&variables=(${variables})`;
  // A broken answer is asked for once more, as the real client does.
  const { value, header } = await getJson(path).catch(() => getJson(path));
  const [field] = Object.values(flatten(value));
  const elements = Array.isArray(field) ? field : (field?.elements ?? []);
  const hints = (header("x-li-viewstate") ?? "").split(",");
  return { elements, metadata: field?.metadata ?? {}, hints };
}

export const conversationsOnLoad = (mailbox) =>
  ask("messengerConversations", HASH.sync, `mailboxUrn:${encode(mailbox)}`);

export const conversationsSince = (mailbox, syncToken) =>
  ask("messengerConversations", HASH.sync, `mailboxUrn:${encode(mailbox)},syncToken:${encode(syncToken)}`);

export function conversationsIn(mailbox, category, page = {}) {
  const predicate = `query:(predicateUnions:List((conversationCategoryPredicate:(category:${category}))))`;
  const from = page.nextCursor
    ? `,nextCursor:${encode(page.nextCursor)}`
    : `,lastUpdatedBefore:${page.before ?? Date.now() + 60_000}`;
  const variables = `${predicate},count:20,mailboxUrn:${encode(mailbox)}${from}`;
  return ask("messengerConversations", HASH.category, variables);
}

export function conversationsMatching(mailbox, criteria, nextCursor) {
  const rest = Object.entries(criteria).map(([key, value]) => `,${key}:${encode(value)}`);
  const from = nextCursor ? `,nextCursor:${encode(nextCursor)}` : "";
  const categories = "categories:List(INBOX,SPAM,ARCHIVE)";
  return ask(
    "messengerConversations",
    HASH.search,
    `${categories},count:20,mailboxUrn:${encode(mailbox)}${rest.join("")}${from}`,
  );
}

export const conversationsById = (urns) =>
  ask(
    "messengerConversations",
    HASH.byIds,
    `conversationIds:List(${urns.map(encode).join(",")}),count:${urns.length}`,
  );

export const messagesOf = (urn) => ask("messengerMessages", HASH.messages, `conversationUrn:${encode(urn)}`);

export const mailboxCounts = (mailbox) =>
  ask("messengerMailboxCounts", HASH.counts, `mailboxUrn:${encode(mailbox)}`);

export const seenReceipts = (urn) =>
  ask("messengerSeenReceipts", HASH.receipts, `conversationUrn:${encode(urn)}`);

export const quickReplies = (urn) =>
  ask("messengerQuickReplies", HASH.replies, `conversationUrn:${encode(urn)}`);

export async function writeRead(urns, read) {
  const entities = Object.fromEntries(urns.map((urn) => [urn, { patch: { $set: { read } } }]));
  const path = `${CONVERSATIONS}?ids=List(${urns.map(encode).join(",")})`;
  const { value } = await postJson(path, { entities });
  return urns.filter((urn) => value.results[urn]?.status === 204);
}

export const writeCategory = (urns, category, add) =>
  postJson(`${CONVERSATIONS}?action=${add ? "addCategory" : "removeCategory"}`, {
    conversationUrns: urns,
    category,
  });

export const clearBadge = (until) =>
  postJson("/voyager/api/voyagerMessagingDashMessagingBadge?action=markAllMessagesAsSeen", { until });

export const typing = (urn) => postJson(`${CONVERSATIONS}?action=typing`, { conversationUrn: urn });

export const sendMessage = (urn, text) =>
  postJson("/voyager/api/voyagerMessagingDashMessengerMessages?action=createMessage", {
    message: { body: { attributes: [], text }, conversationUrn: urn },
    mailboxUrn: urn.replace(/^urn:li:msg_conversation:\(([^,]+),.*$/, "$1"),
  });
