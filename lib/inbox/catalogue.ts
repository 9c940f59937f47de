import { type Conversation, type ConversationUrn, ownerOf, type ProfileId } from "../conversation";
import { Entry, type RowSighting } from "./entry";
import type { Evidence, ListedPage, ViewerSource } from "./evidence";
import { ECHO_MS } from "./read-state";
import type { InboxSnapshot } from "./snapshot";
import { ViewerVotes } from "./viewer";

/** Conversations kept; beyond it the ones heard of longest ago go, read ones first. */
const MAX_ENTRIES = 20_000;
const MAX_GONE = 2_000;
/** Answers may come in another order than their requests. */
const MAX_PAGES = 20;
/** Told with every snapshot, so it must not grow with the mailbox. */
const MAX_BECAME_READ = 2_000;

/** All that has been heard of conversations, by URN. */
export class Catalogue {
  readonly votes = new ViewerVotes();
  readonly #entries = new Map<ConversationUrn, Entry>();
  /** When a conversation was deleted; what was asked before that doesn't bring it back. */
  readonly #gone = new Map<ConversationUrn, number>();
  readonly #pages: ListedPage[] = [];
  readonly #more = new Map<string, boolean>();
  #viewer: ProfileId | undefined;
  /** Queries whose answer could not be read, and was not since. */
  readonly #lost = new Set<string>();

  apply(evidence: Evidence): void {
    const { at } = evidence;
    for (const [source, id] of Object.entries(evidence.viewer)) this.vote(source as ViewerSource, id, at);
    if (evidence.forget) this.#forget(at);
    for (const sighting of evidence.sightings) {
      if (this.#isForeign(sighting.urn) || this.#isGone(sighting.urn, at)) continue;
      const entry = this.#entry(sighting.urn);
      entry.merge(sighting, at);
      for (const page of this.#pages) entry.missedBy(page);
    }
    for (const { urn, readState } of evidence.written) {
      if (!this.#isForeign(urn)) this.#entry(urn).written(readState, at);
    }
    for (const move of evidence.moves) {
      if (!this.#isForeign(move.urn)) this.#entry(move.urn).move(move.category, move.added, at);
    }
    for (const urn of evidence.removed) this.#remove(urn, at);
    if (evidence.more) this.#more.set(evidence.more.category, evidence.more.goesOn);
    if (evidence.page) this.#turn(evidence.page);
    if (evidence.lost) this.#lost.add(evidence.question ?? "");
    else if (evidence.question) this.#lost.delete(evidence.question);
    this.#trim();
  }

  vote(source: ViewerSource, id: ProfileId, at: number): void {
    this.votes.cast(source, id, at);
    const viewer = this.votes.viewer();
    if (viewer === undefined || viewer === this.#viewer) return;
    // Another mailbox: nothing of the old one may be shown or acted on.
    if (this.#viewer !== undefined) {
      this.#pages.length = 0;
      this.#more.clear();
      this.#lost.clear();
    }
    this.#viewer = viewer;
    for (const urn of this.#entries.keys()) if (this.#isForeign(urn)) this.#entries.delete(urn);
    for (const urn of this.#gone.keys()) if (this.#isForeign(urn)) this.#gone.delete(urn);
  }

  /** Owner of the mailbox; undefined while sources disagree. */
  viewer(): ProfileId | undefined {
    return this.votes.viewer();
  }

  /** Nothing while the viewer is not certain. */
  entries(): readonly Entry[] {
    return this.viewer() === undefined ? [] : [...this.#entries.values()];
  }

  get(urn: ConversationUrn): Entry | undefined {
    return this.viewer() === undefined ? undefined : this.#entries.get(urn);
  }

  /** What is known of it; only its URN when nothing is. */
  conversation(urn: ConversationUrn): Conversation {
    return (
      this.get(urn)?.view() ?? { urn, name: "", readState: "unknown", kind: "direct", folder: "unknown" }
    );
  }

  mark(urn: ConversationUrn, state: "read" | "unread", at: number): void {
    if (!this.#isForeign(urn)) this.#entry(urn).mark(state, at);
  }

  /** A row of which it is certain that it is this conversation. */
  drawn(urn: ConversationUrn, row: RowSighting, at: number): void {
    if (!this.#isForeign(urn) && !this.#gone.has(urn)) this.#entry(urn).drawn(row, at);
  }

  /** Known as unread before and read since; the last of that news only, when there is very much. */
  becameRead(): NonNullable<InboxSnapshot["becameRead"]> {
    const read = this.entries().flatMap(({ urn, becameReadAt: at }) =>
      at === undefined ? [] : [{ urn, at }],
    );
    return read.length <= MAX_BECAME_READ ? read : read.sort((a, b) => b.at - a.at).slice(0, MAX_BECAME_READ);
  }

  /** The page has said that a list of the inbox goes on, or a part of one could not be read. */
  get more(): boolean {
    const inbox = [...this.#more].some(([category, goesOn]) => goesOn && !HIDDEN.has(category));
    return this.#lost.size > 0 || inbox;
  }

  /** Conversations heard, whoever's they are. */
  get size(): number {
    return this.#entries.size;
  }

  #turn(page: ListedPage): void {
    this.#pages.push(page);
    if (this.#pages.length > MAX_PAGES) this.#pages.shift();
    for (const entry of this.#entries.values()) entry.missedBy(page);
  }

  #entry(urn: ConversationUrn): Entry {
    let entry = this.#entries.get(urn);
    if (!entry) {
      entry = new Entry(urn);
      this.#entries.set(urn, entry);
    }
    return entry;
  }

  #isForeign(urn: ConversationUrn): boolean {
    return this.#viewer !== undefined && ownerOf(urn) !== this.#viewer;
  }

  #isGone(urn: ConversationUrn, at: number): boolean {
    const goneAt = this.#gone.get(urn);
    if (goneAt === undefined) return false;
    if (at <= goneAt) return true;
    this.#gone.delete(urn);
    return false;
  }

  #remove(urn: ConversationUrn, at: number): void {
    const entry = this.#entries.get(urn);
    if (entry && entry.touchedAt > at) return;
    this.#entries.delete(urn);
    this.#gone.set(urn, at);
    if (this.#gone.size > MAX_GONE)
      for (const first of this.#gone.keys()) return void this.#gone.delete(first);
  }

  #forget(at: number): void {
    for (const [urn, entry] of this.#entries) {
      // A mark confirmed a moment ago still has to hold against stale echoes.
      if (entry.touchedAt <= at && !entry.markedAfter(at - ECHO_MS)) this.#entries.delete(urn);
    }
    this.#pages.length = 0;
    this.#more.clear();
    this.#lost.clear();
  }

  #trim(): void {
    let excess = this.#entries.size - MAX_ENTRIES;
    if (excess <= 0) return;
    for (const state of ["read", "unknown", "unread"]) {
      for (const [urn, entry] of this.#entries) {
        if (excess <= 0) return;
        if (entry.view().readState === state && this.#entries.delete(urn)) excess -= 1;
      }
    }
  }
}

const HIDDEN = new Set(["ARCHIVE", "SPAM", "MESSAGE_REQUEST_PENDING"]);
