/** Conversations that this document has heard of, as it draws them. */

const FOLDERS = [
  ["SPAM", "spam"],
  ["ARCHIVE", "archived"],
  ["MESSAGE_REQUEST_PENDING", "requests"],
  ["SECONDARY_INBOX", "other"],
  ["PRIMARY_INBOX", "focused"],
  ["INBOX", "focused"],
];
const HINTED = { f: "focused", o: "other", x: "archived" };

export function createStore(mailboxUrn) {
  const conversations = new Map();
  const listeners = new Set();
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  const put = (conversation) => conversations.set(conversation.urn, conversation);

  return {
    /** Everything at least this new (epoch ms) is known: the oldest of the answer on load. */
    completeFrom: Number.POSITIVE_INFINITY,
    all: () => [...conversations.values()],
    get: (urn) => conversations.get(urn),
    byAddress: (id) => [...conversations.values()].find((c) => c.address === id || c.threadId === id),
    subscribe: (listener) => listeners.add(listener),
    /** Records of other mailboxes come along in answers; they are not this page's. */
    merge(records, hints = []) {
      const own = records.filter((r) => r.entityUrn?.startsWith(`urn:li:msg_conversation:(${mailboxUrn},`));
      own.forEach((record, i) => {
        put(viewOf(record, hints[i] ?? "", conversations.get(record.entityUrn), mailboxUrn));
      });
      tell();
      return own.map((r) => r.entityUrn);
    },
    update(urn, change) {
      const old = conversations.get(urn);
      if (!old) return;
      put({ ...old, ...change });
      tell();
    },
    remove(urn) {
      if (conversations.delete(urn)) tell();
    },
  };
}

function viewOf(record, hint, old, mailboxUrn) {
  const people = record.conversationParticipants.filter((p) => p.hostIdentityUrn !== mailboxUrn);
  const others = people.map(personOf);
  const last = record.messages?.elements?.[0];
  const pill = record.conversationTypeText?.text ?? "";
  const threadId = record.backendUrn.replace("urn:li:messagingThread:", "");
  const read = record.read ?? (hint ? hint[0] === "r" : (old?.read ?? true));
  return {
    urn: record.entityUrn,
    threadId,
    address: /\/thread\/([^/]+)/.exec(record.conversationUrl)?.[1] ?? threadId,
    name: record.groupChat && record.title ? record.title : others.map((p) => p.name).join(", "),
    others,
    group: record.groupChat,
    pill,
    sponsored: record.disabledFeatures.length > 0,
    subject: record.groupChat ? "" : (record.title ?? ""),
    muted: record.notificationStatus === "MUTE",
    starred: record.categories?.includes("STARRED") ?? old?.starred ?? false,
    folder: folderOf(record.categories) ?? HINTED[hint[1]] ?? old?.folder ?? "focused",
    read,
    unreadCount: record.unreadCount ?? (read ? 0 : Math.max(1, old?.unreadCount ?? 1)),
    lastActivityAt: record.lastActivityAt,
    last: last ? lastOf(last, mailboxUrn) : old?.last,
  };
}

export function lastOf(message, mailboxUrn) {
  return {
    text: message.body.text,
    mine: message.sender.hostIdentityUrn === mailboxUrn,
    sender: personOf(message.sender),
  };
}

function folderOf(categories) {
  return categories && FOLDERS.find(([category]) => categories.includes(category))?.[1];
}

function personOf(participant) {
  const { member, organization } = participant.participantType;
  const name = member
    ? [member.firstName.text, member.lastName.text].filter(Boolean).join(" ")
    : organization.name.text;
  return {
    urn: participant.hostIdentityUrn,
    name,
    firstName: member?.firstName.text ?? name,
    headline: member?.headline?.text ?? "",
    near: member?.distance === "DISTANCE_1",
    company: !member,
  };
}
