import type { Arms } from "./arms.ts";
import { conversationUrn, type SandboxConversation, type SandboxFolder } from "./conversation.ts";
import { messageUrn, threadId } from "./identifiers.ts";
import { localised } from "./localised.ts";
import {
  fullName,
  makeCompany,
  makeDeleted,
  makeNamesake,
  makePerson,
  named,
  type Person,
} from "./people.ts";
import { type Random, seededRandom } from "./random.ts";
import { planFolders, planUnread } from "./seed-plan.ts";
import { GROUP_TITLES, HOSTILE_NAMES, INMAIL_TITLES, SPONSORED_TITLES, TEXTS } from "./seed-texts.ts";

export interface SeedOptions {
  readonly seed: number;
  readonly conversations: number;
  readonly unread: number;
  readonly unreadElsewhere: number;
  readonly firstUnread: boolean;
  readonly owner: string;
  readonly arms: Readonly<Arms>;
  /** Epoch ms that the newest message is a little older than. */
  readonly now: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Cast {
  kind: SandboxConversation["kind"];
  others: Person[];
  title: string | null;
}

/** Every trap comes up once in the first dozen of a shuffled deck, then plain conversations mostly. */
function makeCasting(random: Random, { language, hostile }: Readonly<Arms>): (index: number) => Cast {
  const met: Person[] = [];
  const meet = (person = makePerson(random)) => {
    met.push(person);
    return person;
  };
  const again = () => (met.length > 0 ? random.pick(met) : meet());
  const direct = (person: Person): Cast => ({ kind: "direct", others: [person], title: null });
  const distant = () => makePerson(random, random.pick(["DISTANCE_2", "DISTANCE_3", "OUT_OF_NETWORK"]));
  const special: (() => Cast)[] = [
    () => direct(meet(makeNamesake(random, again()))),
    () => direct(again()),
    () => direct(makeDeleted(random, localised(language).deletedMember)),
    () => ({ kind: "group", others: [meet(), meet(), meet()], title: random.pick(GROUP_TITLES) }),
    () => ({ kind: "group", others: [meet(), again()].filter(distinct), title: null }),
    () => ({ kind: "company", others: [makeCompany(random)], title: null }),
    () => ({ kind: "inmail", others: [distant()], title: random.pick(INMAIL_TITLES) }),
    () => ({ kind: "sponsored", others: [distant()], title: random.pick(SPONSORED_TITLES) }),
    () => direct(makeDeleted(random, localised(language).deletedMember)),
    () => direct(meet(makeNamesake(random, again()))),
    ...(hostile ? HOSTILE_NAMES.map((name) => () => direct(named(random, name, ""))) : []),
  ];
  let deck: ((() => Cast) | undefined)[] = [];
  return (index) => {
    if (index % 30 === 0) deck = random.shuffle([...special, ...Array.from({ length: 17 }, () => undefined)]);
    return (index < 3 ? undefined : deck.pop())?.() ?? direct(meet());
  };
}

const distinct = (person: Person, index: number, all: Person[]) => all.indexOf(person) === index;

/** What a row's `h3` says: the people's names, or the title of a titled group. */
function rowName(cast: Cast): string {
  if (cast.kind === "group" && cast.title) return cast.title;
  return cast.others.map(fullName).join(", ");
}

function messagesOf(
  random: Random,
  owner: string,
  thread: string,
  others: readonly Person[],
  newest: number,
): SandboxConversation["messages"] {
  let at = newest;
  return Array.from({ length: 1 + random.int(4) }, (_, back) => {
    if (back > 0) at -= (1 + random.int(90)) * MINUTE;
    const mine = random.next() < 0.35;
    const from = mine ? `urn:li:fsd_profile:${owner}` : random.pick(others).hostUrn;
    const text = random.next() < 0.06 ? "" : random.pick(TEXTS);
    return { urn: messageUrn(owner, thread, at, random), from, text, at };
  }).reverse();
}

/** A mailbox whose newest entry is a few minutes old and whose oldest is some two years back. */
export function seedConversations(options: SeedOptions): SandboxConversation[] {
  const random = seededRandom(options.seed);
  const cast = makeCasting(random, options.arms);
  const folders = planFolders(random, options.conversations, options.unread);
  const unread = planUnread(random, folders, options);
  return folders.map((folder, index) => {
    const thread = threadId(random);
    const part = cast(index);
    const age = 4 * MINUTE * (index + 1) + 600 * DAY * (index / options.conversations) ** 3;
    const at = Math.round(options.now - age);
    const messages = messagesOf(random, options.owner, thread, part.others, at);
    const isUnread = unread.has(index);
    const last = messages[messages.length - 1];
    // The last word of an unread conversation is the other's.
    if (isUnread && last) last.from = random.pick(part.others).hostUrn;
    return {
      urn: conversationUrn(options.owner, thread),
      threadId: thread,
      owner: options.owner,
      kind: part.kind,
      folder: folderFor(folder, part),
      name: rowName(part),
      title: part.title,
      others: part.others,
      starred: random.next() < 0.1,
      muted: random.next() < 0.05,
      read: !isUnread,
      unreadCount: isUnread ? 1 + random.int(3) : 0,
      lastActivityAt: at,
      lastReadAt: isUnread ? null : at + MINUTE,
      createdAt: Math.min(...messages.map((m) => m.at)),
      messages,
      oldId:
        options.arms.oldIds && index % 6 === 5 ? `63${String(70 + random.int(9))}${random.int(9e14)}` : null,
    };
  });
}

/** Nobody writes a message request from a group or an advertisement. */
function folderFor(folder: SandboxFolder, cast: Cast): SandboxFolder {
  return folder === "requests" && cast.kind !== "direct" ? "archived" : folder;
}
