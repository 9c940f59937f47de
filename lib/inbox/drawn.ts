import { conversationUrn, type ProfileId } from "../conversation";
import { alignRows, type RowOutcome } from "./align/align";
import { type Candidate, candidateOf } from "./align/candidate";
import type { Catalogue } from "./catalogue";
import type { Entry } from "./entry";
import { isOtherProduct, openThread, placeOf } from "./place";
import { filterOf, findList } from "./rows/list";
import { readPane } from "./rows/pane";
import { type Row, readRows } from "./rows/row";
import type { Finder } from "./selectors";
import type { Place, Resolution, UnresolvedReason } from "./snapshot";
import { nameKey } from "./text";

/** The page at one moment: what is drawn, held against what is known. Read when asked, never kept. */
export class Drawn {
  readonly place: Place;
  readonly list: Element | undefined;
  readonly rows: readonly Row[];
  #outcomes: readonly Resolution[] | undefined;

  constructor(
    readonly document: Document,
    readonly location: string | undefined,
    readonly catalogue: Catalogue,
    readonly find: Finder,
    /** The first so many rows will do. */
    limit?: number,
  ) {
    this.place = placeOf(location);
    this.list = findList(document, find);
    this.rows = this.list ? readRows(this.list, find, limit) : [];
  }

  /** Which conversation each row is, in the order of `rows`. */
  outcomes(): readonly Resolution[] {
    this.#outcomes ??= this.#resolveAll();
    return this.#outcomes;
  }

  /** The row that holds one of these elements (the path of an event). */
  resolveAt(path: readonly unknown[]): Resolution {
    if (isOtherProduct(this.place)) return no("other-product");
    const index = this.rows.findIndex((row) => path.includes(row.element));
    return index < 0 ? no("not-a-row") : (this.outcomes()[index] ?? no("not-a-row"));
  }

  /** The conversation that is open: the address, then the visible messages, then the active row. */
  resolveCurrent(): Resolution {
    if (isOtherProduct(this.place)) return no("other-product");
    if (this.place !== "messaging") return no("nothing-open");
    const open = openThread(this.location);
    if (open.kind === "draft" || open.kind === "old-id") return no(open.kind);
    const viewer = this.catalogue.viewer();
    const pane = readPane(this.document, this.find);
    if (open.kind === "none" && pane.threads.size === 0) {
      const active = this.rows.findIndex((row) => row.active);
      return active < 0 ? no("nothing-open") : (this.outcomes()[active] ?? no("nothing-open"));
    }
    // The page is on its way from one thread to another: which one the person sees can't be told.
    if (
      open.kind === "thread"
        ? pane.threads.size > 0 && !pane.threads.has(open.threadId)
        : pane.threads.size > 1
    ) {
      return no("ambiguous");
    }
    const [shown] = pane.threads;
    const threadId = open.kind === "thread" ? open.threadId : shown;
    if (viewer === undefined) return no("no-viewer");
    if (pane.owner !== undefined && pane.owner !== viewer) return no("no-viewer");
    const urn = threadId && conversationUrn(viewer, threadId);
    return urn
      ? { ok: true, conversation: this.catalogue.conversation(urn), evidence: "open" }
      : no("not-heard");
  }

  #resolveAll(): Resolution[] {
    const viewer = this.catalogue.viewer();
    if (viewer === undefined) return this.rows.map(() => no("no-viewer"));
    const candidates = this.catalogue
      .entries()
      .filter((entry) => entry.described)
      .map(candidateOf);
    const filter = filterOf(this.document, this.location, this.find);
    // A message being written to someone new is drawn as a row above all others.
    const drafts =
      openThread(this.location).kind === "draft" && !this.#isKnown(this.rows[0], candidates) ? 1 : 0;
    const aligned: (RowOutcome | undefined)[] = [
      ...new Array<undefined>(drafts),
      ...alignRows(this.rows.slice(drafts), candidates, filter),
    ];
    return this.rows.map((row, i): Resolution => {
      if (i < drafts) return no("draft");
      const linked = this.#linked(row, viewer);
      if (linked) return linked;
      const outcome = aligned[i];
      const open = this.#openRow(row, viewer);
      // Somebody may have two threads of one name: the row's words then tell that the address lags behind.
      if (open?.ok && outcome?.ok && open.conversation.urn !== outcome.candidate.conversation.urn)
        return no("ambiguous");
      if (open) return open;
      if (!outcome?.ok) return outcome ?? no("not-heard");
      return { ok: true, conversation: outcome.candidate.conversation, evidence: outcome.evidence };
    });
  }

  #isKnown(row: Row | undefined, candidates: readonly Candidate[]): boolean {
    const key = nameKey(row?.name ?? "");
    return key === "" || candidates.some((one) => one.keys.has(key));
  }

  #linked(row: Row, viewer: ProfileId): Resolution | undefined {
    const urn = row.threadId && conversationUrn(viewer, row.threadId);
    if (!urn) return undefined;
    return { ok: true, conversation: withName(this.catalogue.conversation(urn), row.name), evidence: "link" };
  }

  /** The active row is the thread in the address, unless its name says that the page hasn't followed yet. */
  #openRow(row: Row, viewer: ProfileId): Resolution | undefined {
    const open = openThread(this.location);
    if (!row.active || open.kind !== "thread" || this.rows.filter((one) => one.active).length > 1)
      return undefined;
    const urn = conversationUrn(viewer, open.threadId);
    const entry = urn && this.catalogue.get(urn);
    const { threads } = readPane(this.document, this.find);
    if (!urn || (threads.size > 0 && !threads.has(open.threadId))) return undefined;
    // Without its name known nothing but the address speaks for it; messages on show have to agree.
    if (entry?.names ? !isNamed(entry, row) : threads.size === 0) return undefined;
    return { ok: true, conversation: withName(this.catalogue.conversation(urn), row.name), evidence: "open" };
  }
}

function isNamed(entry: Entry, row: Row): boolean {
  return entry.nameKeys.has(nameKey(row.name));
}

function withName(conversation: Extract<Resolution, { ok: true }>["conversation"], name: string) {
  return conversation.name === "" ? { ...conversation, name } : conversation;
}

const no = (reason: UnresolvedReason): Extract<Resolution, { ok: false }> => ({ ok: false, reason });
