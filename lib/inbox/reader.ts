import { type Conversation, type ConversationUrn, ownerOf, type ProfileId } from "../conversation";
import { folderGroup } from "./align/candidate";
import { Catalogue } from "./catalogue";
import { diagnose, type PageDiagnostics, Tally } from "./diagnostics";
import { Drawn } from "./drawn";
import { judge, selfCheck } from "./health";
import { Hearing, type HearingDeps } from "./hearing";
import { Bootstrap } from "./rows/bootstrap";
import { goesOn } from "./rows/list";
import { readPane } from "./rows/pane";
import { Finder } from "./selectors";
import type { InboxSnapshot, Resolution } from "./snapshot";

export interface InboxReaderDeps extends HearingDeps {
  readonly document: Document;
  /** Address of the top document; undefined where it is of another origin. Messaging may run in an inner frame. */
  readonly topLocation: () => string | undefined;
  /** Epoch ms. */
  readonly now: () => number;
}

/** What one frame of LinkedIn's shows and has heard. Reads only; touches nothing of the page. */
export interface InboxReader {
  /** What `receiveChannel` delivers. */
  hear(header: unknown, text: unknown): void;
  /** All that is known now, what is drawn included. */
  snapshot(): InboxSnapshot;
  /** Called after what is known has changed, at most once per scheduled task. */
  onChange(listener: () => void): void;
  /** On `contextmenu`, first turn: settles at once which conversation the person points at. Only trusted events count. */
  rememberRow(event: Event): void;
  /** The row right-clicked last, as it was at that moment. */
  resolveRow(): Resolution;
  /** That row and every older conversation of the same list that is not read, newest first. */
  resolveRowAndOlder(): readonly Conversation[] | Extract<Resolution, { ok: false }>;
  /** The open conversation. */
  resolveCurrent(): Resolution;
  /** ConnectSafely has confirmed these at `at` (epoch ms); newer news of LinkedIn's wins, stale echoes don't. */
  marked(urns: readonly ConversationUrn[], readState: "read" | "unread", at: number): void;
  /** Structure and counts; no name, text, URN or key. */
  diagnostics(): PageDiagnostics;
}

export function createInboxReader(deps: InboxReaderDeps): InboxReader {
  return new Reader(deps);
}

/** Time that a page needs to draw the list once it has its data. */
const DRAWING_MS = 5_000;
/** Rows that tell whether the page still is what is known; a long list is not read for it. */
const SAMPLE = 40;

class Reader implements InboxReader {
  readonly #deps: InboxReaderDeps;
  readonly #catalogue = new Catalogue();
  readonly #find = new Finder();
  readonly #tally = new Tally();
  readonly #bootstrap = new Bootstrap();
  readonly #hearing: Hearing;
  #remembered: Resolution = { ok: false, reason: "not-a-row" };
  #older: readonly Conversation[] = [];

  constructor(deps: InboxReaderDeps) {
    this.#deps = deps;
    this.#hearing = new Hearing(deps, this.#catalogue, this.#tally);
  }

  hear(header: unknown, text: unknown): void {
    this.#hearing.hear(header, text);
  }

  onChange(listener: () => void): void {
    this.#hearing.onChange(listener);
  }

  snapshot(): InboxSnapshot {
    const drawn = this.#look(SAMPLE);
    if (this.#needsRows(drawn)) this.#learnFromRows(this.#look());
    const views = this.#views();
    const check = selfCheck(drawn, this.#catalogue);
    return {
      viewer: this.#catalogue.viewer(),
      place: drawn.place,
      hasList: drawn.list !== undefined,
      conversations: views.filter((one) => one.readState !== "read").sort(newestFirst),
      readCount: views.filter((one) => one.readState === "read").length,
      becameRead: this.#catalogue.becameRead(),
      more: this.#catalogue.more || (drawn.list !== undefined && goesOn(drawn.list, this.#find)),
      health: judge(check, drawn, this.#catalogue, this.#hasWaited()),
      takenAt: this.#deps.now(),
    };
  }

  rememberRow(event: Event): void {
    // A page can dispatch events of its own; only a person's may move what the menu acts on.
    if (!event.isTrusted) return;
    let drawn = this.#look();
    if (this.#needsRows(drawn)) {
      this.#learnFromRows(drawn);
      drawn = this.#look();
    }
    this.#remembered = drawn.resolveAt(event.composedPath());
    this.#older = this.#remembered.ok ? this.#olderThan(this.#remembered.conversation, drawn) : [];
  }

  resolveRow(): Resolution {
    const row = this.#remembered;
    if (!row.ok || isOwnedBy(row.conversation, this.#catalogue.viewer())) return row;
    return { ok: false, reason: "no-viewer" };
  }

  resolveRowAndOlder(): readonly Conversation[] | Extract<Resolution, { ok: false }> {
    const row = this.resolveRow();
    return row.ok ? [row.conversation, ...this.#older] : row;
  }

  resolveCurrent(): Resolution {
    return this.#look().resolveCurrent();
  }

  marked(urns: readonly ConversationUrn[], readState: "read" | "unread", at: number): void {
    for (const urn of urns) this.#catalogue.mark(urn, readState, at);
    this.#hearing.changed();
  }

  diagnostics(): PageDiagnostics {
    const drawn = this.#look();
    const check = selfCheck(drawn, this.#catalogue);
    const health = judge(check, drawn, this.#catalogue, this.#hasWaited());
    return diagnose(drawn, this.#catalogue, this.#find, this.#tally, check, health);
  }

  /** The page as it is now, with everything heard up to now. */
  #look(limit?: number): Drawn {
    this.#hearing.flush();
    const { document, topLocation } = this.#deps;
    const drawn = new Drawn(document, topLocation(), this.#catalogue, this.#find, limit);
    if (drawn.list || this.#catalogue.size > 0) this.#findViewer();
    return drawn;
  }

  /** The document's own word on who is signed in, asked only while the answers alone don't settle it. */
  #findViewer(): void {
    if (this.#catalogue.viewer() !== undefined) return;
    const { document, now } = this.#deps;
    const me = this.#bootstrap.viewer(document, this.#find);
    if (me) this.#catalogue.vote("document", me, now());
    if (this.#catalogue.viewer() !== undefined) return;
    const { owner } = readPane(document, this.#find);
    if (owner) this.#catalogue.vote("pane", owner, now());
  }

  #views(): Conversation[] {
    return this.#catalogue
      .entries()
      .filter((entry) => entry.described)
      .map((entry) => entry.view());
  }

  /** Rows tell something that data doesn't: states that are unknown, or threads by their links. */
  #needsRows(drawn: Drawn): boolean {
    if (!drawn.list || this.#catalogue.viewer() === undefined) return false;
    return (
      drawn.rows.some((row) => row.threadId !== undefined) ||
      this.#catalogue.entries().some((entry) => entry.described && entry.needsRow)
    );
  }

  #learnFromRows(drawn: Drawn): void {
    const signed = drawn.rows.some((row) => row.unread);
    drawn.outcomes().forEach((outcome, i) => {
      const row = drawn.rows[i];
      if (!outcome.ok || !row) return;
      // Without any sign in the list its absence proves nothing: this account's sign may be one not known here.
      const readState = row.unread ? "unread" : signed ? "read" : undefined;
      const { name, sponsored } = row;
      this.#catalogue.drawn(outcome.conversation.urn, { name, readState, sponsored }, this.#deps.now());
    });
  }

  /** Of the same list, not read, and older by the data or drawn further down. */
  #olderThan(conversation: Conversation, drawn: Drawn): Conversation[] {
    const group = folderGroup(conversation);
    const since = conversation.lastActivityAt;
    const below = new Set<ConversationUrn>();
    let passed = false;
    for (const outcome of drawn.outcomes()) {
      if (passed && outcome.ok) below.add(outcome.conversation.urn);
      if (outcome.ok && outcome.conversation.urn === conversation.urn) passed = true;
    }
    return this.#views()
      .filter((one) => one.readState !== "read" && one.urn !== conversation.urn)
      .filter((one) => folderGroup(one) === group || folderGroup(one) === undefined)
      .filter((one) =>
        since === undefined || one.lastActivityAt === undefined
          ? below.has(one.urn)
          : one.lastActivityAt < since,
      )
      .sort(newestFirst);
  }

  #hasWaited(): boolean {
    const { firstAt } = this.#hearing;
    return firstAt !== undefined && this.#deps.now() - firstAt > DRAWING_MS;
  }
}

const newestFirst = (a: Conversation, b: Conversation) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0);

function isOwnedBy(conversation: Conversation, viewer: ProfileId | undefined): boolean {
  return ownerOf(conversation.urn) === viewer;
}
