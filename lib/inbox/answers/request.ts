import type { Folder, ProfileId } from "../../conversation";
import { timeOf } from "./json";

/** What the address of a messenger query tells. */
export interface MessengerRequest {
  /** `messengerConversations`, `messengerMessages`…; the hash behind it changes and is never looked at. */
  readonly query: string;
  readonly mailbox?: ProfileId | undefined;
  /** Owner of the conversations that are asked for by URN. */
  readonly owner?: ProfileId | undefined;
  /** `PRIMARY_INBOX`…; empty when the query has none. */
  readonly category: string;
  /** Something besides the category narrows it: read or unread, words, connections. */
  readonly isFiltered: boolean;
  /** Epoch ms; only what is older was asked for. undefined where a cursor says it, or nothing does. */
  readonly before?: number | undefined;
}

const PROFILE = "urn:li:fsd_profile:([A-Za-z0-9_-]{1,128})";
const MAILBOX = new RegExp(`mailboxUrn:${PROFILE}(?![A-Za-z0-9_-])`);
const CATEGORY = /conversationCategoryPredicate:\(category:([A-Z_]+)\)/;
const OWNER = new RegExp(`urn:li:msg_conversation:\\(${PROFILE},`);

export function readRequest(url: string): MessengerRequest {
  const query = /[?&]queryId=([A-Za-z0-9_]+)/.exec(url)?.[1] ?? "";
  const variables = decode(/[?&]variables=([^&#]*)/.exec(url)?.[1] ?? "");
  return {
    query,
    mailbox: MAILBOX.exec(variables)?.[1] as ProfileId | undefined,
    owner: OWNER.exec(variables)?.[1] as ProfileId | undefined,
    isFiltered:
      /[(,](?!(?:query|count|mailboxUrn|lastUpdatedBefore|nextCursor|predicateUnions)\b)[a-zA-Z]+:/.test(
        variables.replace(CATEGORY, "()").replace(/urn:li:[^,()]*/g, ""),
      ),
    before: timeOf(Number(/lastUpdatedBefore:(\d{1,16})(?!\d)/.exec(variables)?.[1])),
    category: CATEGORY.exec(variables)?.[1] ?? "",
  };
}

/** The folder whose list shows conversations of these categories; a category that names no folder says nothing. */
export function folderOf(categories: readonly string[]): Folder {
  // Spam and archive first: such conversations may keep the inbox's category beside it.
  if (categories.includes("SPAM")) return "spam";
  if (categories.includes("ARCHIVE")) return "archived";
  if (categories.includes("MESSAGE_REQUEST_PENDING")) return "requests";
  if (categories.includes("PRIMARY_INBOX")) return "focused";
  if (categories.includes("SECONDARY_INBOX")) return "other";
  if (categories.includes("INBOX")) return "inbox";
  return "unknown";
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
