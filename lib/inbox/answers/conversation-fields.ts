import { type ConversationUrn, ownerOf, type ProfileId } from "../../conversation";
import type { LastMessage, Sighting } from "../evidence";
import { type Fields, isFields, textOf, timeOf } from "./json";
import { readCast } from "./participants";
import type { Found } from "./walk";

/** The conversation object of this URN as a sighting. */
export function readConversation(
  urn: ConversationUrn,
  fields: Fields,
  found: Found,
): { sighting: Sighting; self: ProfileId | undefined } {
  const cast = readCast(
    found.many(fields, "conversationParticipants"),
    ownerOf(urn),
    fields.groupChat,
    textOf(fields.title),
  );
  const message = lastMessage(fields, found);
  return {
    self: cast.self,
    sighting: {
      urn,
      name: cast.name,
      readState: readStateOf(fields),
      lastActivityAt: timeOf(fields.lastActivityAt) ?? message?.deliveredAt,
      categories: categoriesOf(fields.categories),
      shape: cast.shape,
      sponsored: isSponsored(fields.contentMetadata) || undefined,
      message,
    },
  };
}

/** A message: the newest one's text tells namesakes apart. undefined when it has no time. */
export function readMessage(fields: Fields): LastMessage | undefined {
  const deliveredAt = timeOf(fields.deliveredAt);
  if (deliveredAt === undefined) return undefined;
  const texts = [textOf(fields.body), textOf(fields.subject)].filter((text) => text !== undefined);
  // The start is all that is ever compared.
  return { deliveredAt, texts: texts.map((text) => text.slice(0, 120)) };
}

/** Two fields say it; where they contradict each other, neither is believed. */
function readStateOf(fields: Fields): "unread" | "read" | undefined {
  const read = typeof fields.read === "boolean" ? fields.read : undefined;
  const count = fields.unreadCount;
  const known = typeof count === "number" && Number.isInteger(count) && count >= 0 ? count : undefined;
  if (read === false) return "unread";
  if (read === true) return known === undefined || known === 0 ? "read" : undefined;
  if (known === undefined) return undefined;
  return known > 0 ? "unread" : "read";
}

function categoriesOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.filter((name) => typeof name === "string");
  return names.length > 0 ? names : undefined;
}

function lastMessage(fields: Fields, found: Found): LastMessage | undefined {
  const messages = fields.messages;
  if (!isFields(messages)) return undefined;
  let last: LastMessage | undefined;
  for (const item of found.many(messages, "elements") ?? []) {
    const message = item && readMessage(item);
    if (message && (!last || message.deliveredAt >= last.deliveredAt)) last = message;
  }
  return last;
}

/** By the name of a data field, which no language changes; the pill's own words are never matched. */
function isSponsored(metadata: unknown): boolean {
  return (
    isFields(metadata) &&
    Object.entries(metadata).some(([key, value]) => /sponsored|conversationAd/i.test(key) && isFields(value))
  );
}
