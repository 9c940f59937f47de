import type { SandboxConversation, SandboxMessage } from "../conversation.ts";
import { localised } from "../localised.ts";
import type { Person } from "../people.ts";
import { stableHex } from "../random.ts";
import type { LinkedInContext } from "./state.ts";

/** A record as LinkedIn's flat envelope has it. */
export type Json = Record<string, unknown>;

const recipe = (type: string) => `com.linkedin.${stableHex(type, 32)}`;
const text = (value: string) => ({
  _type: "com.linkedin.pemberly.text.AttributedText",
  attributes: [],
  text: value,
});

export function categoriesOf(c: SandboxConversation): string[] {
  const inmail = c.kind === "inmail" || c.kind === "sponsored";
  const folder = {
    focused: ["INBOX", "PRIMARY_INBOX"],
    other: ["INBOX", "SECONDARY_INBOX"],
    archived: ["ARCHIVE"],
    spam: ["SPAM"],
    requests: ["MESSAGE_REQUEST_PENDING"],
  }[c.folder].filter((category) => c.kind !== "sponsored" || category !== "INBOX");
  return [...folder, ...(inmail ? ["INMAIL"] : []), ...(c.starred ? ["STARRED"] : [])];
}

export function participantRecord(person: Person): Json {
  const member = {
    _type: "com.linkedin.messenger.MemberParticipantInfo",
    profileUrl: `https://www.linkedin.com/in/${person.deleted ? "UNKNOWN" : person.id}`,
    firstName: text(person.firstName),
    lastName: text(person.lastName),
    headline: text(person.headline),
    pronoun: null,
    profilePicture: null,
    distance: person.distance,
  };
  const organization = {
    _type: "com.linkedin.messenger.OrganizationParticipantInfo",
    name: text(person.firstName),
    pageUrl: `https://www.linkedin.com/company/${person.id}/`,
    logo: null,
  };
  return {
    _type: "com.linkedin.messenger.MessagingParticipant",
    _recipeType: recipe("participant"),
    entityUrn: `urn:li:msg_messagingParticipant:${person.hostUrn}`,
    hostIdentityUrn: person.hostUrn,
    backendUrn: person.company ? `urn:li:company:${person.id}` : `urn:li:member:${person.memberNumber}`,
    showPremiumInBug: false,
    showVerificationBadge: false,
    preview: null,
    participantType: {
      member: person.company ? null : member,
      organization: person.company ? organization : null,
      custom: null,
      agent: null,
    },
  };
}

/** `conversation` is a stub: only its `entityUrn`. */
export function messageRecord(c: SandboxConversation, m: SandboxMessage, me: Person): Json {
  const sender = [me, ...c.others].find((p) => p.hostUrn === m.from) ?? me;
  return {
    _type: "com.linkedin.messenger.Message",
    _recipeType: recipe("message"),
    entityUrn: m.urn,
    backendUrn: m.urn.replace(
      /^urn:li:msg_message:\(urn:li:fsd_profile:[^,]+,(.*)\)$/,
      "urn:li:messagingMessage:$1",
    ),
    backendConversationUrn: `urn:li:messagingThread:${c.threadId}`,
    deliveredAt: m.at,
    originToken: null,
    subject: c.kind === "inmail" || c.kind === "sponsored" ? c.title : null,
    body: text(m.text),
    renderContent: m.text === "" ? [{ file: { name: "plan.pdf", byteSize: 48_213 } }] : [],
    messageBodyRenderFormat: "DEFAULT",
    sender: participantRecord(sender),
    actor: participantRecord(sender),
    reactionSummaries: [],
    conversation: {
      _type: "com.linkedin.messenger.Conversation",
      _recipeType: recipe("stub"),
      entityUrn: c.urn,
    },
  };
}

const pillOf = (c: SandboxConversation, language: LinkedInContext["arms"]["language"]) => {
  if (c.kind === "sponsored") return text(localised(language).sponsored);
  return c.kind === "inmail" ? text(localised(language).inmail) : null;
};

/** One conversation in full; `self`: whose mailbox it is in. */
export function conversationRecord(
  c: SandboxConversation,
  context: LinkedInContext,
  self = context.session().me,
): Json {
  const { stale } = context.session();
  const last = c.messages[c.messages.length - 1];
  const old = stale.get(c.urn);
  const state = old && old.until > context.now() ? old : c;
  // The key `messages` is absent in 2 of 122.
  const hasMessages = Number.parseInt(stableHex(c.threadId, 2), 16) >= 4;
  return {
    _type: "com.linkedin.messenger.Conversation",
    _recipeType: recipe("conversation"),
    entityUrn: c.urn,
    backendUrn: `urn:li:messagingThread:${c.threadId}`,
    conversationUrl: `https://www.linkedin.com/messaging/thread/${c.oldId ?? c.threadId}/`,
    categories: categoriesOf(c),
    read: state.read,
    unreadCount: state.unreadCount,
    lastActivityAt: c.lastActivityAt,
    lastReadAt: c.lastReadAt,
    createdAt: c.createdAt,
    groupChat: c.kind === "group",
    title: c.title,
    headlineText: c.title ? text(c.title) : null,
    shortHeadlineText: c.kind === "group" ? text(c.others.map((p) => p.firstName).join(", ")) : null,
    descriptionText: null,
    conversationTypeText: pillOf(c, context.arms.language),
    conversationParticipants: [self, ...c.others].map(participantRecord),
    creator: participantRecord(c.others[0] ?? self),
    notificationStatus: c.muted ? "MUTE" : "ACTIVE",
    disabledFeatures: c.kind === "sponsored" ? [{ disabledFeature: "REPLY", reasonText: null }] : [],
    hostConversationActions: [],
    state: null,
    contentMetadata: null,
    incompleteRetriableData: false,
    ...(hasMessages ? { messages: { elements: last ? [messageRecord(c, last, self)] : [] } } : {}),
  };
}
