import type { Conversation, ConversationUrn, Folder, Kind, ReadState } from "../conversation";
import { folderOf } from "./answers/request";
import type { LastMessage, ListedPage, SeenName, Sighting } from "./evidence";
import { type Mark, readStateOf, type Timed } from "./read-state";
import { nameKey } from "./text";

const NO_KEYS: ReadonlySet<string> = new Set();

/** What a drawn row told of a conversation that was told for certain. */
export interface RowSighting {
  readonly name?: string | undefined;
  readonly readState?: "read" | "unread" | undefined;
  readonly sponsored?: boolean | undefined;
}

/** Everything known of one conversation, each field with the time of its source. */
export class Entry {
  /** Time of the newest source that told more than the URN. */
  touchedAt = 0;
  #name: Timed<SeenName> | undefined;
  #read: Timed<"read" | "unread"> | undefined;
  #activity: Timed<number> | undefined;
  #categories: Timed<readonly string[]> | undefined;
  #askedFolder: Timed<Folder> | undefined;
  #shape: Timed<"direct" | "group" | "company"> | undefined;
  #sponsored = false;
  #message: (Timed<LastMessage> & { readonly certain: boolean }) | undefined;
  #mark: Mark | undefined;
  #row: Timed<RowSighting> | undefined;
  #view: Conversation | undefined;
  #keys: { readonly of: SeenName; readonly keys: ReadonlySet<string> } | undefined;
  /** Activity at which a list of the inbox lacked it. */
  #missedAt: number | undefined;
  #wasUnread = false;
  #becameReadAt: number | undefined;

  constructor(readonly urn: ConversationUrn) {}

  /** Newer wins field by field; what the sighting lacks stays as it was. */
  merge(sighting: Sighting, at: number): void {
    this.#name = newer(this.#name, sighting.name, at);
    this.#read = newer(this.#read, sighting.readState, at);
    this.#categories = newer(this.#categories, sighting.categories, at);
    this.#askedFolder = newer(this.#askedFolder, sighting.askedFolder, at);
    this.#shape = newer(this.#shape, sighting.shape, at);
    this.#sponsored ||= sighting.sponsored === true;
    this.#mergeMessage(sighting, at);
    for (const key in sighting) {
      if (key !== "urn" && sighting[key as keyof Sighting] !== undefined)
        this.touchedAt = Math.max(this.touchedAt, at);
    }
    this.#view = undefined;
    this.#follow(at);
  }

  move(category: string, added: boolean, at: number): void {
    const kept = (this.#categories?.value ?? []).filter(
      (name) => name !== category && !(added && FOLDERS.has(category) && FOLDERS.has(name)),
    );
    this.#categories = newer(this.#categories, added ? [...kept, category] : kept, at);
    this.touchedAt = Math.max(this.touchedAt, at);
    this.#view = undefined;
  }

  mark(state: "read" | "unread", at: number): void {
    if (this.#mark && this.#mark.at > at) return;
    this.#mark = { value: state, at, activityAt: this.#activity?.value };
    this.#view = undefined;
    this.#follow(at);
  }

  /** A change that the page had made is no echo of what was before our mark: it takes the mark's place. */
  written(state: "read" | "unread", at: number): void {
    if (this.#mark) this.mark(state, at);
    else this.merge({ urn: this.urn, readState: state }, at);
  }

  drawn(row: RowSighting, at: number): void {
    const before = this.#row?.value;
    this.#row = { value: row, at };
    if (
      before?.name !== row.name ||
      before?.readState !== row.readState ||
      before?.sponsored !== row.sponsored ||
      // Once an echo's time is over the same row says something new.
      this.#mark
    ) {
      this.#view = undefined;
      this.#follow(at);
    }
  }

  /** A list of the inbox that would show it if it were there. Matters only while nothing names its folder. */
  missedBy(page: ListedPage): void {
    const activityAt = this.#activity?.value;
    if (activityAt === undefined || activityAt <= page.from || activityAt >= page.to) return;
    if (this.#folder() !== "unknown" || page.urns.has(this.urn)) return;
    this.#missedAt = activityAt;
    this.#view = undefined;
  }

  /** When the news came that it is read, if it was known as unread before; undefined once it is unread again. */
  get becameReadAt(): number | undefined {
    return this.#becameReadAt;
  }

  markedAfter(at: number): boolean {
    return this.#mark !== undefined && this.#mark.at > at;
  }

  /** Data has told something of it, beyond that it exists. */
  get described(): boolean {
    return (
      this.#name !== undefined ||
      this.#activity !== undefined ||
      this.#read !== undefined ||
      this.#mark !== undefined ||
      this.#row !== undefined
    );
  }

  /** LinkedIn's data, not a row or our own mark, says whether it is read. */
  get readFromData(): "read" | "unread" | undefined {
    return this.#mark ? undefined : this.#read?.value;
  }

  /** Data leaves open whether it is read. */
  get needsRow(): boolean {
    return this.#read === undefined;
  }

  get names(): SeenName | undefined {
    return this.#name?.value;
  }

  /** The keys (`nameKey`) of every spelling that a row may have; empty when data gave no name. */
  get nameKeys(): ReadonlySet<string> {
    const name = this.#name?.value;
    if (!name) return NO_KEYS;
    if (this.#keys?.of !== name)
      this.#keys = { of: name, keys: new Set([name.shown, ...name.alternatives].map(nameKey)) };
    return this.#keys.keys;
  }

  /** The newest message is known and has no text: the page makes one up in its own language. */
  get isWordless(): boolean {
    return this.#message?.certain === true && this.#message.value.texts.length === 0;
  }

  /** Text of the newest message, where it is known to be the newest. */
  get texts(): readonly string[] {
    return this.#message?.certain ? this.#message.value.texts : [];
  }

  view(): Conversation {
    this.#view ??= {
      urn: this.urn,
      name: this.#name?.value.shown ?? this.#row?.value.name ?? "",
      readState: this.#readState(),
      lastActivityAt: this.#activity?.value,
      kind: this.#kind(),
      folder: this.#folder(),
      starred: this.#categories?.value.includes("STARRED"),
    };
    return this.#view;
  }

  #readState(): ReadState {
    return readStateOf({
      data: this.#read,
      mark: this.#mark,
      row: this.#row?.value.readState && { value: this.#row.value.readState, at: this.#row.at },
      activityAt: this.#activity?.value,
    });
  }

  /** Keeps account of how the read state went, since only the last one is kept otherwise. */
  #follow(at: number): void {
    const state = this.#readState();
    if (state === "unread") {
      this.#wasUnread = true;
      this.#becameReadAt = undefined;
    } else if (state === "read" && this.#wasUnread) {
      this.#becameReadAt ??= at;
    }
  }

  #mergeMessage({ message, lastActivityAt }: Sighting, at: number): void {
    const known = this.#activity?.value;
    this.#activity = newer(this.#activity, lastActivityAt, at);
    const current = this.#message;
    if (
      message &&
      (!current || message.deliveredAt > current.value.deliveredAt || isEdit(message, current, at))
    ) {
      this.#message = { value: message, at, certain: true };
      // A message heard on its own is activity too.
      if (message.deliveredAt > (this.#activity?.value ?? 0)) {
        this.#activity = { value: message.deliveredAt, at: Math.max(at, this.#activity?.at ?? 0) };
      }
    } else if (current && this.#activity?.value !== known && message === undefined) {
      // Something happened that brought no text along: the text known may be an old one.
      this.#message = { ...current, certain: false };
    }
  }

  #kind(): Kind {
    if (this.#sponsored || this.#row?.value.sponsored) return "sponsored";
    if (this.#categories?.value.includes("INMAIL")) return "inmail";
    return this.#shape?.value ?? "direct";
  }

  #folder(): Folder {
    const folder = folderOf(this.#categories?.value ?? []);
    if (folder !== "unknown") return folder;
    // A message since then may have brought it back.
    const isMissed = this.#missedAt !== undefined && this.#missedAt === this.#activity?.value;
    return this.#askedFolder?.value ?? (isMissed ? "unlisted" : "unknown");
  }
}

/** A conversation is in one of these; put into another it leaves the one before. */
const FOLDERS = new Set([
  "INBOX",
  "PRIMARY_INBOX",
  "SECONDARY_INBOX",
  "ARCHIVE",
  "SPAM",
  "MESSAGE_REQUEST_PENDING",
]);

function newer<T>(current: Timed<T> | undefined, value: T | undefined, at: number): Timed<T> | undefined {
  return value === undefined || (current && current.at > at) ? current : { value, at };
}

function isEdit(message: LastMessage, current: Timed<LastMessage>, at: number): boolean {
  return message.deliveredAt === current.value.deliveredAt && at >= current.at;
}
