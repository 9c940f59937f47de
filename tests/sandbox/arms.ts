/**
 * The forms in which LinkedIn has been seen to serve its messaging page, each an option. All combine.
 * Facts and dates are in the reference page; what is marked "unknown" there is marked so here.
 */
export interface Arms {
  /** What the row's link is: `a[href]` until at least 2023-11, `div[tabindex=0]` from 2026-02. */
  rowLink: "div" | "anchor";
  /** Which of the five unread signs a row carries. `label-only` was seen on 2026-10-03. */
  unreadSign: "class" | "label-only" | "bold-only" | "all";
  /** Language of every text the page draws, and of the few that answers carry (pills, deleted members). */
  language: "en" | "de" | "fr" | "es" | "pt" | "zh" | "ar";
  /**
   * Where messaging runs after in-app navigation from /feed/: a document of its own, or the same-origin
   * `iframe[data-testid="interop-iframe"]` whose address stays /preload/ while the top one changes.
   * `inner-preloaded` has the frame hidden in the feed from the start. A direct load is always on top.
   */
  frame: "top" | "inner" | "inner-preloaded";
  /** The floating panel: outside `main` on messaging, in the shadow root #interop-outlet on the feed. */
  overlay: "none" | "minimised" | "expanded";
  /** `card`: name, time and snippet directly in the card, no link div, no .truncate (zh-CN, 2026-09). */
  nesting: "link" | "card";
  /** Where the class of an occluded row sits: on the li, or on its only child (disputed). */
  occludedOn: "li" | "descendant";
  /** How the open conversation is marked in the list: today's class, or an older one on the li. */
  activeSign: "link" | "listitem";
  /** 2 of 10 rows have no snippet (2026-09). */
  missingSnippets: boolean;
  /** Answers lack `categories`. */
  missingCategories: boolean;
  /** Sparse answers: half of the conversations lack `read` and `unreadCount`. */
  missingRead: boolean;
  /** Which envelope the page's client asks for by `Accept`. */
  envelope: "flat" | "normalized";
  /** What the page's client asks with; those after `xhr` read `response` as that type. */
  transport: "fetch" | "xhr" | "xhr-json" | "xhr-blob" | "xhr-arraybuffer";
  /** What the page's client listens to the realtime stream with. */
  realtimeTransport: "fetch" | "xhr" | "eventsource";
  /** `count`: the older event that tells only how many are unread; the client then refreshes by sync token. */
  realtimeForm: "conversation" | "count";
  /** Form of the address of an open conversation. */
  urlForm: "plain" | "percent" | "no-slash" | "filter";
  /** Some conversations open at a numeric address of 2016–2020. */
  oldIds: boolean;
  /** Conversation answers are padded to this many bytes; 0: not at all. */
  bigAnswers: number;
  /** Every second answer with conversations comes broken once; the client asks again. */
  brokenAnswers: "none" | "truncated" | "not-json" | "html";
  /** Folder dropdown with pills, or the Focused/Other tabs of before 2026-03-19. */
  folderTabs: "dropdown" | "tabs";
  /** false: the member has no Focused/Other split, and the one list reads "Inbox". */
  focusedInbox: boolean;
  /** One row 300 ms after the answer, the others later. */
  slowFill: boolean;
  /** The page starts with the Unread pill pressed. */
  unreadOnlyFilter: boolean;
  /** false: a read made elsewhere is not told, and rows keep their mark until the next answer. */
  markRepaint: boolean;
  /** Milliseconds for which answers and events still tell the state before a mark made through the API. */
  staleMs: number;
  /** Conversations in the first answer (by sync token); its real size is unknown. */
  syncCount: number;
  /** A conversation of another mailbox (a company's) comes along in the first answer. */
  foreignOwner: boolean;
  /** The page is against us: forged messages and events, foreign URNs, names with markup, bidi and 10,000 characters. */
  hostile: boolean;
}

export const STANDARD_ARMS: Readonly<Arms> = {
  rowLink: "div",
  unreadSign: "all",
  language: "en",
  frame: "top",
  overlay: "minimised",
  nesting: "link",
  occludedOn: "li",
  activeSign: "link",
  missingSnippets: false,
  missingCategories: false,
  missingRead: false,
  envelope: "flat",
  transport: "fetch",
  realtimeTransport: "fetch",
  realtimeForm: "conversation",
  urlForm: "plain",
  oldIds: false,
  bigAnswers: 0,
  brokenAnswers: "none",
  folderTabs: "dropdown",
  focusedInbox: true,
  slowFill: false,
  unreadOnlyFilter: false,
  markRepaint: true,
  staleMs: 0,
  syncCount: 20,
  foreignOwner: true,
  hostile: false,
};
