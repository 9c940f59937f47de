import type { Conversation, ConversationUrn } from "../conversation";
import { readEvidence } from "./answers/read";
import { Catalogue } from "./catalogue";
import { type PageDiagnostics, Tally } from "./diagnostics";
import { type Heard, parseHeard } from "./heard";
import { placeOf } from "./place";
import type { InboxSnapshot, Resolution } from "./snapshot";

export interface InboxReaderDeps {
  readonly document: Document;
  /** Address of the top document; undefined where it is of another origin. Messaging may run in an inner frame. */
  readonly topLocation: () => string | undefined;
  /** Epoch ms. */
  readonly now: () => number;
  /** Runs the task once, some 250 ms later when the page is idle. At most one task is outstanding. */
  readonly schedule: (task: () => void) => void;
  /** Ends listening. */
  readonly signal: AbortSignal;
}

/** What one frame of LinkedIn's shows and has heard. Reads only; touches nothing of the page. */
export interface InboxReader {
  /** The port that `receivePort` delivered. */
  listen(port: MessagePort): void;
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

class Reader implements InboxReader {
  readonly #catalogue = new Catalogue();
  readonly #tally = new Tally();
  readonly #listeners: (() => void)[] = [];
  #heard: Heard[] = [];
  #changed = false;
  #scheduled = false;

  constructor(readonly deps: InboxReaderDeps) {}

  listen(port: MessagePort): void {
    port.onmessage = (event) => {
      const heard = parseHeard(event.data);
      if (!heard) return;
      this.#heard.push(heard);
      this.#wake();
    };
    this.deps.signal.addEventListener("abort", () => port.close(), { once: true });
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  snapshot(): InboxSnapshot {
    this.#flush();
    const { document, now, topLocation } = this.deps;
    const views = this.#catalogue.entries().filter((entry) => entry.described);
    const conversations = views.map((entry) => entry.view());
    return {
      viewer: this.#catalogue.viewer(),
      place: placeOf(topLocation()),
      hasList: document.querySelector("main ul.msg-conversations-container__conversations-list") !== null,
      conversations: conversations
        .filter((one) => one.readState !== "read")
        .sort((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0)),
      readCount: conversations.filter((one) => one.readState === "read").length,
      more: this.#catalogue.more,
      health: conversations.length > 0 ? "ok" : "empty",
      takenAt: now(),
    };
  }

  rememberRow(_event: Event): void {}

  resolveRow(): Resolution {
    return { ok: false, reason: "not-a-row" };
  }

  resolveRowAndOlder(): Extract<Resolution, { ok: false }> {
    return { ok: false, reason: "not-a-row" };
  }

  resolveCurrent(): Resolution {
    return { ok: false, reason: "nothing-open" };
  }

  marked(urns: readonly ConversationUrn[], readState: "read" | "unread", at: number): void {
    for (const urn of urns) this.#catalogue.mark(urn, readState, at);
    this.#changed = true;
    this.#wake();
  }

  diagnostics(): PageDiagnostics {
    this.#flush();
    return { ...this.#tally.counts() };
  }

  /** Parses what was heard since; each thing once. */
  #flush(): void {
    const heard = this.#heard;
    this.#heard = [];
    for (const one of heard) {
      for (const evidence of readEvidence(one)) {
        this.#catalogue.apply(evidence);
        this.#tally.heard(one, evidence);
      }
      this.#changed = true;
    }
  }

  #wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.deps.schedule(() => {
      this.#scheduled = false;
      if (this.deps.signal.aborted) return;
      this.#flush();
      if (!this.#changed) return;
      this.#changed = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
