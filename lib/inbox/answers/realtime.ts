import { type ConversationUrn, parseConversationUrn } from "../../conversation";
import { type Evidence, NO_EVIDENCE } from "../evidence";
import type { Heard } from "../heard";
import { readObjects } from "./answer";
import { isFields, parseJson } from "./json";

const EVENT = "com.linkedin.realtimefrontend.DecoratedEvent";

/** What each `data:` line of the event stream tells; lines that are no events (heartbeats, a cut one) tell nothing. */
export function readRealtime(heard: Heard): Evidence[] {
  const evidence: Evidence[] = [];
  for (const line of heard.text.split("\n")) {
    // Most lines are not about conversations (presence, badges): those are not even parsed.
    if (!line.startsWith("data:") || !line.includes("urn:li:msg_")) continue;
    const root = parseJson(line.slice("data:".length));
    const event = isFields(root) ? root[EVENT] : undefined;
    if (isFields(event)) evidence.push(readEvent(event.topic, event.payload, heard.endedAt));
  }
  return evidence;
}

function readEvent(topic: unknown, payload: unknown, at: number): Evidence {
  const name = typeof topic === "string" ? /^urn:li-realtime:([A-Za-z]+):/.exec(topic)?.[1] : undefined;
  if (name === "conversationDeletesTopic") return { ...NO_EVIDENCE, at, removed: urnsAnywhere(payload) };
  const { sightings, owner, self } = readObjects(payload);
  const agree = owner !== undefined && (self === undefined || self === owner);
  return { ...NO_EVIDENCE, at, sightings, viewer: agree ? { owner, ...(self ? { self } : {}) } : {} };
}

function urnsAnywhere(root: unknown): ConversationUrn[] {
  const urns = new Set<ConversationUrn>();
  const stack = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value === "object" && value !== null)
      for (const child of Object.values(value)) stack.push(child);
    const urn = parseConversationUrn(value);
    if (urn) urns.add(urn);
  }
  return [...urns];
}
