import type { ProfileId } from "../../../../lib/conversation";
import type { Heard } from "../../../../lib/inbox/heard";
import { messageUrnOf, NOW, type Thread, threadIdOf, urnOf, VIEWER } from "./people";

const API = "https://www.linkedin.com/voyager/api";
const HASH = "0123456789abcdef0123456789abcdef";

export interface AnswerOptions {
  readonly owner?: ProfileId;
  readonly at?: number;
  readonly category?: string;
  readonly metadata?: Record<string, unknown>;
  readonly noMailbox?: boolean;
}

export function listUrl({ owner = VIEWER, category, noMailbox }: AnswerOptions = {}): string {
  const mailbox = noMailbox ? "count:20" : `mailboxUrn:urn%3Ali%3Afsd_profile%3A${owner}`;
  const query = category
    ? `query:(predicateUnions:List((conversationCategoryPredicate:(category:${category})))),count:20,`
    : "";
  return `${API}/voyagerMessagingGraphQL/graphql?queryId=messengerConversations.${HASH}&variables=(${query}${mailbox})`;
}

export function heardAnswer(text: string, url: string, at = NOW, status = 200): Heard {
  return { kind: "answer", url, method: "GET", status, text, startedAt: at, endedAt: at + 300 };
}

/** What the page gets: everything nested. */
export function flatList(threads: readonly Thread[], options: AnswerOptions = {}): Heard {
  return heardAnswer(JSON.stringify(flatBody(threads, options)), listUrl(options), options.at);
}

export function flatBody(
  threads: readonly Thread[],
  { owner = VIEWER, metadata, category }: AnswerOptions = {},
) {
  const field = category ? "messengerConversationsByCategoryQuery" : "messengerConversationsBySyncToken";
  const elements = threads.map((one) => flatConversation(one, owner));
  return { data: { _type: "x", [field]: { elements, metadata: { newSyncToken: "t", ...metadata } } } };
}

export function flatConversation(one: Thread, owner: ProfileId = VIEWER): Record<string, unknown> {
  return {
    _type: "com.linkedin.messenger.Conversation",
    entityUrn: urnOf(one.id, owner),
    backendUrn: `urn:li:messagingThread:${threadIdOf(one.id)}`,
    conversationUrl: `https://www.linkedin.com/messaging/thread/${threadIdOf(one.id)}/`,
    ...(one.categories ? { categories: one.categories } : {}),
    ...(one.read === undefined ? {} : { read: one.read }),
    ...(one.unreadCount === undefined ? {} : { unreadCount: one.unreadCount }),
    lastActivityAt: one.at,
    createdAt: one.at - 1000,
    groupChat: one.names.length > 1,
    title: one.title ?? null,
    conversationTypeText: null,
    contentMetadata: one.sponsored ? { sponsoredMessageContent: { id: 1 } } : null,
    conversationParticipants: participants(one, owner),
    ...(one.text === undefined ? {} : { messages: { elements: [flatMessage(one, owner)] } }),
  };
}

export function flatMessage(one: Thread, owner: ProfileId = VIEWER): Record<string, unknown> {
  return {
    _type: "com.linkedin.messenger.Message",
    entityUrn: messageUrnOf(one.id, owner, one.at),
    backendConversationUrn: `urn:li:messagingThread:${threadIdOf(one.id)}`,
    deliveredAt: one.at,
    body: { text: one.text ?? "", attributes: [] },
    subject: null,
    conversation: { entityUrn: urnOf(one.id, owner) },
  };
}

function participants(one: Thread, owner: ProfileId): Record<string, unknown>[] {
  const self = member(owner, "Vera", "Viewer", "SELF");
  if (one.company !== undefined) {
    const host = `urn:li:fsd_company:${one.id}`;
    return [
      self,
      {
        entityUrn: `urn:li:msg_messagingParticipant:${host}`,
        hostIdentityUrn: host,
        participantType: { member: null, organization: { name: { text: one.company } } },
      },
    ];
  }
  return [
    ...one.names.map(([first, last], i) => member(`ACoAAp${one.id}n${i}`, first, last, "DISTANCE_1")),
    self,
  ];
}

function member(id: string, first: string, last: string, distance: string): Record<string, unknown> {
  const host = `urn:li:fsd_profile:${id}`;
  return {
    entityUrn: `urn:li:msg_messagingParticipant:${host}`,
    hostIdentityUrn: host,
    backendUrn: "urn:li:member:1",
    participantType: {
      member: { firstName: { text: first }, lastName: { text: last }, distance },
      organization: null,
    },
  };
}

/** The other envelope: everything beside each other, named by `*key`. */
export function normalizedList(threads: readonly Thread[], options: AnswerOptions = {}): Heard {
  const { owner = VIEWER } = options;
  const included: Record<string, unknown>[] = [];
  const elements = threads.map((one) => {
    const { conversationParticipants, messages, ...rest } = flatConversation(one, owner) as {
      conversationParticipants: { entityUrn: string }[];
      messages?: { elements: { entityUrn: string; conversation: unknown }[] };
    };
    included.push(...conversationParticipants);
    for (const { conversation: _, ...message } of messages?.elements ?? []) {
      included.push({ ...message, "*conversation": urnOf(one.id, owner) });
    }
    included.push({
      ...rest,
      $type: "com.linkedin.messenger.Conversation",
      "*conversationParticipants": conversationParticipants.map((each) => each.entityUrn),
      ...(messages ? { messages: { "*elements": messages.elements.map((each) => each.entityUrn) } } : {}),
    });
    return urnOf(one.id, owner);
  });
  const body = { data: { data: { messengerConversationsBySyncToken: { "*elements": elements } } }, included };
  return heardAnswer(JSON.stringify(body), listUrl(options), options.at);
}

export function heardWrite(
  body: unknown,
  answer: unknown,
  { at = NOW, status = 200, action = "" } = {},
): Heard {
  return {
    kind: "write",
    url: `${API}/voyagerMessagingDashMessengerConversations?${action || "ids=List(x)"}`,
    method: "POST",
    requestBody: JSON.stringify(body),
    status,
    text: JSON.stringify(answer),
    startedAt: at - 200,
    endedAt: at,
  };
}

export function heardEvent(topic: string, payload: unknown, at = NOW): Heard {
  const event = {
    "com.linkedin.realtimefrontend.DecoratedEvent": {
      topic: `urn:li-realtime:${topic}:urn:li-realtime:myself`,
      payload,
    },
  };
  return {
    kind: "realtime",
    url: "https://www.linkedin.com/realtime/connect?rc=1",
    method: "GET",
    status: 200,
    text: `:\n\ndata:${JSON.stringify(event)}\n\n`,
    startedAt: at - 60_000,
    endedAt: at,
  };
}

export function conversationEvent(fields: Record<string, unknown>, at = NOW): Heard {
  return heardEvent(
    "conversationsTopic",
    { data: { doDecorateConversationMessengerRealtimeDecoration: { result: fields } } },
    at,
  );
}
