import type { ConversationUrn, Folder, ProfileId } from "../conversation";

/** What one source says of one conversation. A field that is absent says nothing. */
export interface Sighting {
  readonly urn: ConversationUrn;
  readonly name?: SeenName | undefined;
  readonly readState?: "unread" | "read" | undefined;
  readonly lastActivityAt?: number | undefined;
  readonly categories?: readonly string[] | undefined;
  /** From the category that was asked for; counts only where categories never came. */
  readonly askedFolder?: Folder | undefined;
  readonly shape?: "direct" | "group" | "company" | undefined;
  readonly sponsored?: boolean | undefined;
  readonly message?: LastMessage | undefined;
}

export interface SeenName {
  /** As a row draws it. */
  readonly shown: string;
  /** Other spellings a row may have: the participants of a titled group, the family name first. */
  readonly alternatives: readonly string[];
}

/** Never leaves `lib/inbox`: only compared with what a row shows. */
export interface LastMessage {
  /** Body, and subject where there is one; empty when the page makes up its own text (attachments). */
  readonly texts: readonly string[];
  /** Epoch ms of its delivery. */
  readonly deliveredAt: number;
}

/** A conversation put into or taken out of a category. */
export interface Move {
  readonly urn: ConversationUrn;
  readonly category: string;
  readonly added: boolean;
}

/** A read state that the page itself has had written, and that LinkedIn has confirmed. */
export interface Written {
  readonly urn: ConversationUrn;
  readonly readState: "unread" | "read";
}

/** A page of the list of one of the inbox's folders: a conversation of its time that it lacks is not in that folder. */
export interface ListedPage {
  readonly folder: "focused" | "other" | "inbox";
  /** Epoch ms of the activity of its oldest, and from when on it says nothing; both exclusive. */
  readonly from: number;
  readonly to: number;
  readonly urns: ReadonlySet<ConversationUrn>;
}

/** Where the owner of the mailbox was seen. */
export type ViewerSource = "mailbox" | "owner" | "self" | "document" | "pane";

/** What was learnt from one thing heard. */
export interface Evidence {
  /** Epoch ms at which it was true: the request's start for answers, the arrival for writes and realtime. */
  readonly at: number;
  readonly viewer: Partial<Record<ViewerSource, ProfileId>>;
  /** LinkedIn asks to forget what was known before. */
  readonly forget: boolean;
  readonly sightings: readonly Sighting[];
  readonly written: readonly Written[];
  readonly removed: readonly ConversationUrn[];
  readonly moves: readonly Move[];
  /** Whether the list asked for goes on; `category` is empty where none was asked for. */
  readonly more?: { readonly category: string; readonly goesOn: boolean } | undefined;
  readonly page?: ListedPage | undefined;
  /** Part of it, or all, could not be read: cut, too big, not JSON. */
  readonly lost: boolean;
  /** Address of the query; the page may ask again what was lost. */
  readonly question?: string | undefined;
}

export const NO_EVIDENCE: Omit<Evidence, "at"> = {
  viewer: {},
  forget: false,
  sightings: [],
  written: [],
  removed: [],
  moves: [],
  lost: false,
};
