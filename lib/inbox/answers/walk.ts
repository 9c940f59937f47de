import { type Fields, isFields } from "./json";

/** Every conversation and message object of an answer, and the way to what they refer to. */
export interface Found {
  readonly conversations: readonly Fields[];
  readonly messages: readonly Fields[];
  /** The value under `key`, or the object that `*key` names in the normalized envelope. */
  one(of: Fields, key: string): Fields | undefined;
  /** As `one`, for lists; undefined when there is none, a hole where a name leads nowhere. */
  many(of: Fields, key: string): readonly (Fields | undefined)[] | undefined;
}

/** What is said of people: most of an answer, and never a conversation or message (recordings of 2025-02 to 2026-10). */
const PEOPLE: ReadonlySet<string> = new Set([
  "actor",
  "conversationParticipants",
  "creator",
  "participantType",
  "sender",
]);

/** Walks any envelope (flat, normalized, realtime) without knowing its field names. Not recursive: depth is the sender's. */
export function collect(root: unknown): Found {
  const conversations: Fields[] = [];
  const messages: Fields[] = [];
  const byUrn = new Map<string, Fields>();
  const stack: unknown[] = [root];
  const included = isFields(root) && Array.isArray(root.included) ? root.included : [];
  for (const item of included) {
    if (isFields(item) && typeof item.entityUrn === "string") byUrn.set(item.entityUrn, item);
  }
  while (stack.length > 0) {
    const value = stack.pop();
    if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--) if (typeof value[i] === "object") stack.push(value[i]);
    } else if (isFields(value)) {
      const urn = value.entityUrn;
      if (typeof urn === "string") {
        if (urn.startsWith("urn:li:msg_conversation:")) conversations.push(value);
        else if (urn.startsWith("urn:li:msg_message:")) messages.push(value);
      }
      for (const key in value) if (typeof value[key] === "object" && !PEOPLE.has(key)) stack.push(value[key]);
    }
  }
  const named = (urn: unknown) => (typeof urn === "string" ? byUrn.get(urn) : undefined);
  return {
    conversations,
    messages,
    one(of, key) {
      const value = of[key];
      return isFields(value) ? value : named(of[`*${key}`]);
    },
    many(of, key) {
      const value = of[key];
      if (Array.isArray(value)) return value.map((item) => (isFields(item) ? item : undefined));
      const urns = of[`*${key}`];
      return Array.isArray(urns) ? urns.map(named) : undefined;
    },
  };
}
