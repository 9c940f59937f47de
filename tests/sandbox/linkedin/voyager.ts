import { isInInboxFolders } from "../conversation.ts";
import { answerQuery, type Reply } from "./graphql.ts";
import { normalize } from "./normalize.ts";
import type { Json } from "./records.ts";
import { parseRestli, rawParameter } from "./restli.ts";
import type { LinkedInContext } from "./state.ts";

export const NORMALIZED = "application/vnd.linkedin.normalized+json+2.1";

export interface PageAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

/** `GET /voyager/api/voyagerMessagingGraphQL/graphql`. `attempts` counts how often this very address was asked. */
export function messagingGraphQL(
  query: string,
  accept: string,
  attempts: number,
  context: LinkedInContext,
): PageAnswer {
  const name = /^([A-Za-z]+)\.[0-9a-f]{32}$/.exec(rawParameter(query, "queryId") ?? "")?.[1];
  const variables = parseRestli(rawParameter(query, "variables") ?? "");
  if (!name || typeof variables !== "object" || Array.isArray(variables)) {
    return { status: 400, type: "application/json", body: '{"status":400}' };
  }
  const reply = answerQuery(name, variables, context);
  if (!reply) return { status: 400, type: "application/json", body: '{"status":400}' };
  const view = viewState(reply, context);
  const normalized = accept.includes(NORMALIZED);
  const flat = { data: thin(reply.data, context) };
  const body = JSON.stringify(normalized ? normalize(flat) : flat);
  const type = normalized ? `${NORMALIZED}; charset=UTF-8` : "application/graphql; charset=UTF-8";
  const broken = reply.told.length > 0 && attempts % 2 === 1 ? breakIt(body, context) : undefined;
  if (broken) return { status: 200, ...broken };
  for (const c of reply.told) context.session().delivered.add(c.urn);
  return { status: 200, type, body, headers: view };
}

/** The arms that take fields away or blow answers up. */
function thin(data: Json, context: LinkedInContext): Json {
  const { arms } = context;
  if (!arms.missingCategories && !arms.missingRead && arms.bigAnswers === 0) return data;
  let nth = 0;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    const record = { ...(value as Json) };
    if (!("conversationParticipants" in record)) {
      return Object.fromEntries(Object.entries(record).map(([key, child]) => [key, walk(child)]));
    }
    if (arms.missingCategories) delete record.categories;
    if (arms.missingRead && nth % 2 === 0) {
      delete record.read;
      delete record.unreadCount;
    }
    if (arms.bigAnswers > 0 && nth === 0)
      record.contentMetadata = { text: "lorem ipsum ".repeat(arms.bigAnswers / 12) };
    nth += 1;
    return record;
  };
  return walk(data) as Json;
}

/**
 * What the page knows from its own cache although a thin answer lacks it: no body tells it, so it comes in a
 * header, one letter pair a conversation (read or unread, folder).
 */
function viewState(reply: Reply, { arms }: LinkedInContext): Record<string, string> {
  if (!arms.missingCategories && !arms.missingRead) return {};
  const state = reply.told.map((c) => `${c.read ? "r" : "u"}${isInInboxFolders(c) ? c.folder[0] : "x"}`);
  return { "x-li-viewstate": state.join(",") };
}

function breakIt(body: string, { arms }: LinkedInContext): { type: string; body: string } | undefined {
  switch (arms.brokenAnswers) {
    case "truncated":
      return {
        type: "application/graphql; charset=UTF-8",
        body: body.slice(0, Math.floor(body.length * 0.7)),
      };
    case "not-json":
      return { type: "application/graphql; charset=UTF-8", body: `)]}',\n${body}` };
    case "html":
      return { type: "text/html", body: "<!doctype html><title>Checkpoint</title><p>Just a moment…</p>" };
    case "none":
      return undefined;
  }
}

/** `POST …/voyagerMessagingDashMessengerConversations`: read or unread by `ids`, moves by `action`. */
export function writeConversations(query: string, body: string, context: LinkedInContext): PageAnswer {
  const { mailbox } = context.session();
  const parsed = parseJson(body);
  const action = rawParameter(query, "action");
  const json = (value: unknown): PageAnswer => ({
    status: 200,
    type: "application/json; charset=UTF-8",
    body: JSON.stringify(value),
  });
  if (action === "addCategory" || action === "removeCategory") {
    const urns = Array.isArray(parsed.conversationUrns) ? parsed.conversationUrns.map(String) : [];
    for (const urn of urns) categorise(urn, String(parsed.category), action === "addCategory", context);
    return json({ value: {} });
  }
  const ids = parseRestli(rawParameter(query, "ids") ?? "");
  const entities = (parsed.entities ?? {}) as Record<string, { patch?: { $set?: { read?: boolean } } }>;
  const results: Json = {};
  const errors: Json = {};
  for (const urn of Array.isArray(ids) ? ids.map(String) : []) {
    const read = entities[urn]?.patch?.$set?.read;
    const done = typeof read === "boolean" && mailbox.setRead(urn, read, "page");
    if (done) results[urn] = { status: 204 };
    else errors[urn] = { status: 404 };
  }
  return json({ results, errors });
}

function categorise(urn: string, category: string, add: boolean, context: LinkedInContext): void {
  const { mailbox } = context.session();
  if (category === "STARRED") mailbox.setStarred(urn, add, "page");
  else if (category === "ARCHIVE") mailbox.move(urn, add ? "archived" : "focused", "page");
  else if (category === "SECONDARY_INBOX") mailbox.move(urn, add ? "other" : "focused", "page");
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}
