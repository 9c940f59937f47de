import { conversationUrn, type SandboxConversation } from "../conversation.ts";
import { messageUrn, profileId, threadId } from "../identifiers.ts";
import { fullName, makeCompany, makePerson } from "../people.ts";
import { seededRandom } from "../random.ts";
import { conversationRecord, type Json } from "./records.ts";
import type { LinkedInContext } from "./state.ts";

const COMPANY = "urn:li:fsd_company:74000123";

/**
 * Unread conversations of other mailboxes: a company's (arm `foreignOwner`, and the page inbox), and with the arm
 * `hostile` another member's, besides things that only look like a conversation's URN.
 */
export function foreignConversations(context: LinkedInContext, mailboxUrn?: string): Json[] {
  const random = seededRandom(4711);
  const { arms } = context;
  const record = (owner: string): Json => {
    const thread = threadId(random);
    const person = makePerson(random);
    const at = context.now() - 3_600_000 * (1 + random.int(40));
    const c: SandboxConversation = {
      urn: conversationUrn("x", thread).replace("urn:li:fsd_profile:x", owner),
      threadId: thread,
      owner: "",
      kind: "direct",
      folder: "focused",
      name: fullName(person),
      title: null,
      others: [person],
      starred: false,
      muted: false,
      read: false,
      unreadCount: 2,
      lastActivityAt: at,
      lastReadAt: null,
      createdAt: at,
      messages: [
        { urn: messageUrn("x", thread, at, random), from: person.hostUrn, text: "Is this still open?", at },
      ],
      oldId: null,
    };
    const self = owner.startsWith("urn:li:fsd_company:")
      ? makeCompany(random, owner.split(":").pop())
      : undefined;
    return conversationRecord(c, context, self);
  };
  if (mailboxUrn) return Array.from({ length: 8 }, () => record(mailboxUrn));
  const company = arms.foreignOwner ? [record(COMPANY)] : [];
  if (!arms.hostile) return company;
  const other = record(`urn:li:fsd_profile:${profileId(random)}`);
  const urns = [
    "urn:li:msg_conversation:(urn:li:fsd_profile:,2-)",
    `${String(other.entityUrn)}&accountId=0`,
    "urn:li:msg_conversation:(urn:li:fsd_profile:../../x,2-../mark-all-read)",
    `urn:li:msg_conversation:(urn:li:fsd_profile:${"A".repeat(200_000)},2-AA==)`,
    "URN:LI:MSG_CONVERSATION:(urn:li:fsd_profile:ACoAAx,2-AA==)",
  ];
  return [...company, other, ...urns.map((entityUrn) => ({ ...record(COMPANY), entityUrn }))];
}
