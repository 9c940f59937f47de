import { type ConversationUrn, ownerOf, type ProfileId, parseConversationUrn } from "../../conversation";
import { type Evidence, NO_EVIDENCE, type Sighting, type ViewerSource } from "../evidence";
import type { Heard } from "../heard";
import { readConversation, readMessage } from "./conversation-fields";
import { type Fields, isFields, parseJson } from "./json";
import { folderOf, type MessengerRequest, readRequest } from "./request";
import { collect, type Found } from "./walk";

/** What an answer to a messenger query tells. Never throws, whatever the text is. */
export function readAnswer(heard: Heard): Evidence {
  const request = readRequest(heard.url);
  const at = heard.startedAt;
  // A refusal tells nothing; the page asks again.
  if (heard.status < 200 || heard.status > 299) return { ...NO_EVIDENCE, at };
  const root = heard.tooBig ? undefined : parseJson(heard.text);
  const question = heard.url;
  if (!isFields(root)) {
    return { ...NO_EVIDENCE, at, question, viewer: asked(request), lost: isList(request) };
  }

  const read = readObjects(root, folderOf([request.category]));
  const metadata = isList(request) ? listMetadata(root) : [];
  return {
    ...NO_EVIDENCE,
    at,
    question,
    viewer: votes(request, read),
    forget: metadata.some((one) => one.shouldClearCache === true),
    sightings: read.sightings,
    removed: metadata.flatMap((one) => urnsIn(one.deletedUrns)),
    more: goesOn(request, metadata),
    page: pageOf(request, read.sightings, at),
  };
}

export interface ReadObjects {
  readonly sightings: readonly Sighting[];
  /** Each the only one that most conversations name. */
  readonly owner?: ProfileId | undefined;
  readonly self?: ProfileId | undefined;
}

/** Every conversation and message anywhere in `root`. */
export function readObjects(root: unknown, askedFolder: Sighting["askedFolder"] = "unknown"): ReadObjects {
  const found = collect(root);
  const sightings: Sighting[] = [];
  const owners: ProfileId[] = [];
  const selves: ProfileId[] = [];
  for (const fields of found.conversations) {
    const urn = parseConversationUrn(fields.entityUrn);
    if (!urn) continue;
    owners.push(ownerOf(urn));
    if (isStub(fields)) {
      sightings.push({ urn });
      continue;
    }
    const read = readConversation(urn, fields, found);
    sightings.push(askedFolder === "unknown" ? read.sighting : { ...read.sighting, askedFolder });
    if (read.self) selves.push(read.self);
  }
  for (const fields of found.messages) {
    const urn = conversationOfMessage(fields, found);
    const message = urn && readMessage(fields);
    if (message) sightings.push({ urn, message });
  }
  return { sightings, owner: most(owners), self: most(selves) };
}

/** A message's `conversation` holds nothing but its URN. */
function isStub(fields: Fields): boolean {
  for (const key in fields) if (key !== "entityUrn" && key[0] !== "_" && key[0] !== "$") return false;
  return true;
}

/** Only the URN as it was sent: one put together from its parts would be an invention if a part were cut. */
function conversationOfMessage(fields: Fields, found: Found): ConversationUrn | undefined {
  return parseConversationUrn(found.one(fields, "conversation")?.entityUrn ?? fields["*conversation"]);
}

/** The page's own question weighs most: an answer that disagrees with it says nothing of the viewer. */
function votes(request: MessengerRequest, read: ReadObjects): Partial<Record<ViewerSource, ProfileId>> {
  const question = asked(request);
  const expected = question.mailbox ?? question.owner;
  const owner = question.owner ?? read.owner;
  const agreed = [owner, read.owner, read.self].every(
    (id) => id === undefined || id === (expected ?? read.owner),
  );
  if (!agreed) return question;
  return { ...question, ...(owner ? { owner } : {}), ...(read.self ? { self: read.self } : {}) };
}

/** The list is sorted by activity, newest first, so the answer says which conversations of its time it lacks. */
function pageOf(request: MessengerRequest, sightings: readonly Sighting[], at: number): Evidence["page"] {
  const folder = folderOf([request.category]);
  if (request.isFiltered) return undefined;
  if (folder !== "focused" && folder !== "other" && folder !== "inbox") return undefined;
  const times = sightings.map((one) => one.lastActivityAt).filter((time) => time !== undefined);
  if (times.length === 0) return undefined;
  return {
    folder,
    from: Math.min(...times),
    to: request.before === undefined ? Math.max(...times) : Math.min(request.before, at),
    urns: new Set(sightings.map((one) => one.urn)),
  };
}

function asked(request: MessengerRequest): Partial<Record<ViewerSource, ProfileId>> {
  return {
    ...(request.mailbox ? { mailbox: request.mailbox } : {}),
    ...(request.owner ? { owner: request.owner } : {}),
  };
}

const isList = (request: MessengerRequest) => request.query.startsWith("messengerConversations");

/** `metadata` of the fields under `data`, one level deeper in the normalized envelope. */
function listMetadata(root: Fields): readonly Fields[] {
  const outer = isFields(root.data) ? root.data : {};
  const inner = isFields(outer.data) ? outer.data : {};
  return [...Object.values(outer), ...Object.values(inner)]
    .map((field) => (isFields(field) ? field.metadata : undefined))
    .filter(isFields);
}

function goesOn(request: MessengerRequest, metadata: readonly Fields[]): Evidence["more"] {
  const cursors = metadata.filter((one) => "nextCursor" in one).map((one) => one.nextCursor);
  if (cursors.length === 0) return undefined;
  return {
    category: request.category,
    goesOn: cursors.some((cursor) => typeof cursor === "string" && cursor !== ""),
  };
}

export function urnsIn(value: unknown): ConversationUrn[] {
  return Array.isArray(value) ? value.map(parseConversationUrn).filter((urn) => urn !== undefined) : [];
}

/** The value that more than half of them are. */
function most<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const [value, count] of counts) if (count * 2 > values.length) return value;
  return undefined;
}
