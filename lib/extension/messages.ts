/**
 * Every message between contexts. The prefix tells the direction:
 *   `ui/…`     extension page (popup, options, welcome, history) → background; privileged, sender checked
 *   `page/…`   content script in LinkedIn's page → background; never starts a run
 *   `tab/…`    background → content script
 * Answers are plain values; expected failures travel as `{ ok: false, reason }`, since errors lose their class.
 */
import * as v from "valibot";
import { type Conversation, type ConversationUrn, parseConversationUrn } from "../conversation";
import type { InboxSnapshot, Resolution } from "../inbox/snapshot";
import type { RunView } from "../queue/run";
import { type Settings, settingsSchema } from "../settings";

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const time = v.pipe(v.number(), v.finite(), v.minValue(0));
const MAX_ITEMS = 20_000;

export const urnSchema = v.custom<ConversationUrn>((value) => parseConversationUrn(value) !== undefined);

const conversationSchema: v.GenericSchema<unknown, Conversation> = v.object({
  urn: urnSchema,
  name: text(400),
  readState: v.picklist(["unread", "read", "unknown"]),
  lastActivityAt: v.optional(time),
  kind: v.picklist(["direct", "group", "company", "inmail", "sponsored"]),
  folder: v.picklist(["focused", "other", "inbox", "archived", "spam", "requests", "unlisted", "unknown"]),
  starred: v.optional(v.boolean()),
});

export const conversationsSchema: v.GenericSchema<unknown, Conversation[]> = v.pipe(
  v.array(conversationSchema),
  v.maxLength(MAX_ITEMS),
);

export const snapshotSchema: v.GenericSchema<unknown, InboxSnapshot> = v.object({
  viewer: v.optional(text(128)),
  place: v.picklist(["messaging", "elsewhere", "page-inbox", "sales-navigator", "recruiter"]),
  hasList: v.boolean(),
  conversations: conversationsSchema,
  readCount: v.pipe(v.number(), v.integer(), v.minValue(0)),
  becameRead: v.optional(v.pipe(v.array(v.object({ urn: urnSchema, at: time })), v.maxLength(MAX_ITEMS))),
  more: v.boolean(),
  health: v.picklist(["ok", "drift", "unreadable", "empty"]),
  takenAt: time,
});

export const resolutionSchema: v.GenericSchema<unknown, Resolution> = v.variant("ok", [
  v.object({
    ok: v.literal(true),
    conversation: conversationSchema,
    evidence: v.picklist(["link", "open", "alignment", "name"]),
  }),
  v.object({
    ok: v.literal(false),
    reason: v.picklist([
      "not-a-row",
      "nothing-open",
      "draft",
      "old-id",
      "ambiguous",
      "not-heard",
      "no-viewer",
      "other-product",
      "occluded",
    ]),
  }),
]);

const newItem = v.object({ urn: urnSchema, name: text(400), shownActivityAt: v.optional(time) });
const runId = text(64);
const limit = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_ITEMS));

/** Extension page → background. */
export const uiRequestSchema = v.variant("type", [
  /** Checks the key and keeps it unless it is refused. Answer: `KeySaved`. */
  v.object({ type: v.literal("ui/key/save"), key: text(4096) }),
  v.object({ type: v.literal("ui/key/forget") }),
  /** Answer: `Done`. An empty id lets ConnectSafely pick. */
  v.object({ type: v.literal("ui/account/choose"), accountId: text(64) }),
  /** Asks the frames of the tab for what they know now; the answer arrives in session storage. Answer: `TabReached`. */
  v.object({ type: v.literal("ui/inbox/refresh"), tabId: v.number() }),
  /** Exactly what the person saw and pressed. Answer: `RunStarted`. */
  v.object({
    type: v.literal("ui/run/start"),
    action: v.picklist(["seen", "unread"]),
    source: v.picklist(["popup", "history"]),
    items: v.pipe(v.array(newItem), v.minLength(1), v.maxLength(MAX_ITEMS)),
    /** The tab it was read from, for private windows. */
    tabId: v.optional(v.number()),
  }),
  v.object({ type: v.literal("ui/run/undo"), runId }),
  v.object({ type: v.literal("ui/run/pause"), runId }),
  v.object({ type: v.literal("ui/run/resume"), runId }),
  v.object({ type: v.literal("ui/run/stop"), runId }),
  v.object({ type: v.literal("ui/run/retry-failed"), runId }),
  /** Takes an ended run out of the popup's sight; history keeps it. */
  v.object({ type: v.literal("ui/run/dismiss"), runId }),
  /** What the run marked as seen, all of it or these, marked as unread again. Answer: `RunStarted`. */
  v.object({
    type: v.literal("ui/run/mark-unread"),
    runId,
    urns: v.optional(v.pipe(v.array(urnSchema), v.maxLength(MAX_ITEMS))),
  }),
  v.object({ type: v.literal("ui/settings/set"), patch: v.partial(settingsSchema) }),
  /** Everything unread as ConnectSafely's list has it. Answer: `EverythingUnread`. */
  v.object({ type: v.literal("ui/everything/fetch") }),
  /** Text for "Copy diagnostics": structure, counts, versions; no name, text, URN or key. No tab: all that have an inbox. */
  v.object({ type: v.literal("ui/diagnostics"), tabId: v.optional(v.number()) }),
  /** Answer: `RunView[]`, active ones first, then the latest. */
  v.object({ type: v.literal("ui/history/runs"), limit }),
  /** Answer: `HistoryItem[]`. */
  v.object({ type: v.literal("ui/history/items"), runId }),
  /** By name, newest first; an empty text finds all. Answer: `HistoryItem[]`. */
  v.object({ type: v.literal("ui/history/search"), text: text(200), limit }),
  /** Conversations marked per local day, oldest first. Answer: `{ day, count }[]`. */
  v.object({
    type: v.literal("ui/history/per-day"),
    days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366)),
  }),
  /** Requests begun today, which the daily limit counts. Answer: a number. */
  v.object({ type: v.literal("ui/used-today") }),
  v.object({ type: v.literal("ui/history/erase") }),
]);
export type UiRequest = v.InferOutput<typeof uiRequestSchema>;

/** Content script → background. */
export const pageRequestSchema = v.variant("type", [
  v.object({ type: v.literal("page/inbox/changed"), snapshot: snapshotSchema }),
  /** The document goes away or was handed to another mailbox. */
  v.object({ type: v.literal("page/inbox/gone") }),
  /** A press in the in-page message. Only takes back or steers what a person began. */
  v.object({ type: v.literal("page/run/undo"), runId }),
  v.object({ type: v.literal("page/run/hold"), runId, held: v.boolean() }),
  /** The person has done something else than press again: a bulk command no longer waits for its second press. */
  v.object({ type: v.literal("page/armed/drop") }),
]);
export type PageRequest = v.InferOutput<typeof pageRequestSchema>;

/**
 * Background → content script. A plain type: only the extension's own background can send to `tabs.sendMessage`,
 * and a schema library has no place in every page.
 */
export type TabRequest =
  /** Answer: `InboxSnapshot`. */
  | { readonly type: "tab/inbox/snapshot" }
  /** Which conversation is the row that was right-clicked last. Answer: `Resolution`. */
  | { readonly type: "tab/row/resolve" }
  /** That row and every known conversation older than it. Answer: `Conversation[]` or a failed `Resolution`. */
  | { readonly type: "tab/row/resolve-older" }
  /** The open conversation. Answer: `Resolution`. */
  | { readonly type: "tab/current/resolve" }
  /** ConnectSafely has confirmed these at `at` (epoch ms); newer news from LinkedIn wins over it. */
  | {
      readonly type: "tab/conversations/marked";
      readonly urns: readonly ConversationUrn[];
      readonly readState: "read" | "unread";
      readonly at: number;
    }
  /** Draws, updates or (null) removes the in-page message. */
  | {
      readonly type: "tab/notice/show";
      readonly notice: Notice | null;
      readonly theme: Settings["theme"];
    }
  /** Answer: `PageDiagnostics` as plain JSON. */
  | { readonly type: "tab/diagnostics" };

/** What the one in-page message shows. */
export type Notice =
  | { readonly kind: "run"; readonly view: RunView }
  /** Waits for the same shortcut or menu item once more. */
  | {
      readonly kind: "armed";
      readonly by: "shortcut" | "menu";
      readonly count: number;
      readonly until: number;
    }
  | {
      readonly kind: "problem";
      readonly problem: NoticeProblem;
      /** The key of "Mark the open conversation as seen"; empty: none is assigned. */
      readonly shortcut: string;
    };

export type NoticeProblem =
  | "nothing-unread"
  | "none-surely-unread"
  | "no-key"
  | "no-account"
  | "not-messaging"
  | "not-readable"
  | "already-in-run"
  | "failed"
  | Extract<Resolution, { ok: false }>["reason"];

export type Done =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "not-found" | "not-allowed" | "failed" };

export type KeySaved =
  | { readonly ok: true; readonly checked: boolean; readonly accountCount: number }
  | {
      readonly ok: false;
      readonly reason: "empty" | "refused" | "no-subscription" | "not-stored" | "failed";
    };

export type RunStarted =
  | { readonly ok: true; readonly runId: string; readonly added: number }
  | { readonly ok: false; readonly reason: "no-key" | "no-account" | "nothing" | "failed" };

/** `unreachable`: no content script answers, the tab was open before the extension was. */
export type TabReached = { readonly ok: true } | { readonly ok: false; readonly reason: "unreachable" };

export type EverythingUnread =
  | {
      readonly ok: true;
      readonly conversations: readonly Conversation[];
      /** Set apart: ConnectSafely's mark-seen doesn't take them. */
      readonly salesNavigator: number;
      /** false: the list goes on beyond what was read; show "N+". */
      readonly complete: boolean;
    }
  | {
      readonly ok: false;
      readonly reason:
        | "no-key"
        | "refused"
        | "no-subscription"
        | "not-available"
        | "rate-limited"
        | "permission-lost"
        | "offline"
        | "redirected"
        /** No answer came. */
        | "network"
        /** An answer came, and it is no list. */
        | "unreadable"
        | "empty";
    };
