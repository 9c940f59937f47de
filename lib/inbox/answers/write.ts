import { type ConversationUrn, parseConversationUrn } from "../../conversation";
import { type Evidence, type Move, NO_EVIDENCE, type Written } from "../evidence";
import type { Heard } from "../heard";
import { urnsIn } from "./answer";
import { type Fields, isFields, parseJson } from "./json";

/**
 * What a change that the page asked for has done. An answer of 200 proves nothing: each conversation has a status
 * of its own under `results`, and only those that say 2xx count.
 */
export function readWrite(heard: Heard): Evidence {
  const at = heard.endedAt;
  const nothing = { ...NO_EVIDENCE, at };
  if (!ok(heard.status)) return nothing;
  const body = parseJson(heard.requestBody ?? "");
  const answer = parseJson(heard.text);
  const statuses = isFields(answer) ? answer : {};
  const action = /[?&]action=([A-Za-z]+)/.exec(heard.url)?.[1];

  if (action === "addCategory" || action === "removeCategory") {
    return { ...nothing, moves: moves(body, action === "addCategory", statuses) };
  }
  if (action !== undefined) return nothing;
  if (heard.method === "DELETE") {
    const removed = urnsInAddress(heard.url).filter((urn) => done(urn, statuses, true));
    return { ...nothing, removed };
  }
  return { ...nothing, written: isFields(body) ? readMarks(body, heard.url, statuses) : [] };
}

function readMarks(body: Fields, url: string, statuses: Fields): Written[] {
  const entities = isFields(body.entities) ? Object.entries(body.entities) : [];
  const written: Written[] = [];
  const add = (urn: ConversationUrn, entity: unknown) => {
    const readState = readOf(entity);
    if (readState) written.push({ urn, readState });
  };
  for (const [key, entity] of entities) {
    const urn = parseConversationUrn(key);
    if (urn && done(urn, statuses, false)) add(urn, entity);
  }
  // One conversation named in the path: there the answer's status is its own.
  const only = entities.length === 0 ? urnsInAddress(url) : [];
  if (only[0] && only.length === 1) add(only[0], body);
  return written;
}

function readOf(entity: unknown): Written["readState"] | undefined {
  const patch = isFields(entity) ? entity.patch : undefined;
  const set = isFields(patch) ? patch.$set : undefined;
  const read = isFields(set) ? set.read : undefined;
  if (typeof read !== "boolean") return undefined;
  return read ? "read" : "unread";
}

function moves(body: unknown, added: boolean, statuses: Fields): Move[] {
  const category = isFields(body) ? body.category : undefined;
  if (!isFields(body) || typeof category !== "string") return [];
  return urnsIn(body.conversationUrns)
    .filter((urn) => done(urn, statuses, true))
    .map((urn) => ({ urn, category, added }));
}

/** `silent`: what it means that the answer doesn't mention this conversation. */
function done(urn: ConversationUrn, answer: Fields, silent: boolean): boolean {
  const { results, errors } = answer;
  if (isFields(errors) && errors[urn] !== undefined) return false;
  const result = isFields(results) ? results[urn] : undefined;
  return result === undefined ? silent : isFields(result) && ok(result.status);
}

const ok = (status: unknown) => typeof status === "number" && status >= 200 && status <= 299;

function urnsInAddress(url: string): ConversationUrn[] {
  try {
    const found = decodeURIComponent(url).match(/urn:li:msg_conversation:\([^()]*\)/g);
    return urnsIn(found);
  } catch {
    return [];
  }
}
