import type { Conversation, ConversationUrn } from "../conversation";

/** Which product the address belongs to. Only `messaging` has conversations of the person's own mailbox. */
export type Place = "messaging" | "elsewhere" | "page-inbox" | "sales-navigator" | "recruiter";

/**
 * `ok`: the sources agree. `drift`: rows can't be read or disagree, the data still speaks.
 * `unreadable`: a list is drawn but no data was heard. `empty`: nothing to judge yet.
 */
export type Health = "ok" | "drift" | "unreadable" | "empty";

/** What one frame of a LinkedIn tab knows, as handed to the extension. Plain data, no message text. */
export interface InboxSnapshot {
  /** Owner of the mailbox; undefined until two sources agree. Conversations are empty until then. */
  readonly viewer?: string | undefined;
  readonly place: Place;
  /** A conversation list is drawn in this frame. */
  readonly hasList: boolean;
  /** Every conversation that is unread or unknown, any folder, newest first. Read ones are only counted. */
  readonly conversations: readonly Conversation[];
  readonly readCount: number;
  /** Known as unread before and read since, by whatever source; `at` is the epoch ms of that news. */
  readonly becameRead?: readonly { readonly urn: ConversationUrn; readonly at: number }[] | undefined;
  /** The page has said that the list goes on beyond what it has loaded. */
  readonly more: boolean;
  readonly health: Health;
  /** Epoch ms. */
  readonly takenAt: number;
}

/** Why a row or the open conversation could not be told with certainty; nothing is sent then. */
export type UnresolvedReason =
  | "not-a-row"
  | "nothing-open"
  | "draft"
  | "old-id"
  | "ambiguous"
  | "not-heard"
  | "no-viewer"
  | "other-product"
  | "occluded";

export type Resolution =
  | {
      readonly ok: true;
      readonly conversation: Conversation;
      readonly evidence: "link" | "open" | "alignment" | "name";
    }
  | { readonly ok: false; readonly reason: UnresolvedReason };
