/**
 * Every selector of LinkedIn's messaging page. Data attributes, roles and structure first, classes after, visible text
 * never: it is in the person's language. Alternatives are tried in order; the first that matches is used. A selector
 * that stops matching is mended here, with a fixture of the day in tests/fixtures/linkedin/.
 */
export const SELECTORS = {
  /** The conversation list; the panel at the bottom of every page lies outside `main`. Ember client, seen 2026-10. */
  list: [
    "main ul.msg-conversations-container__conversations-list",
    // A list outside `main`, should the frame's layout lose it; not recorded. Removable with the Ember client.
    "ul.msg-conversations-container__conversations-list:not(#msg-overlay *)",
  ],
  /** A row that is out of sight and has no content, 2026-09. One source has the class on a descendant. */
  occluded: [".msg-conversation-card--occluded", "[class*='--occluded']"],
  /** Anchor rows, until at least 2023-11; whether any arm still has them is unknown. */
  link: ["a[href*='/messaging/thread/']"],
  /** Names of the participants, or the title: an item that has one is a row. The tag outlasted its classes (2026-09, zh-CN has no classes in it). */
  name: ["h3", ".msg-conversation-listitem__participant-names", ".msg-conversation-card__participant-names"],
  /** The innermost of them holds the text, 2026-10. */
  nameText: [".truncate .truncate", ".truncate"],
  /** First line of the last message; missing in 2 of 10 rows (2026-09). The last two before 2026. */
  snippet: [
    ".msg-conversation-card__message-snippet",
    ".msg-conversation-listitem__message-snippet",
    ".msg-conversation-card__message-snippet-body",
  ],
  /** Inside a name or snippet, but not part of it: pills ("Sponsored", "InMail"), texts for screen readers only. */
  aside: [".msg-conversation-card__pill", ".visually-hidden", ".a11y-text"],
  /** Unread signs differ by account: any one of them counts, inside the row only (the navigation has the same badges). */
  unreadCount: [".msg-conversation-card__unread-count"], // the only sign of one account, 2026-10-03
  unreadCard: [".msg-conversation-card__convo-item-container--unread"],
  unreadSnippet: [".msg-conversation-card__message-snippet--unread"],
  unreadBadge: [".notification-badge--show"],
  unreadBold: ["h3.t-bold", "time.t-bold", "h3 .t-bold"],
  /** The row whose thread is open. `aria-current` was not recorded; plain `.active` is older than 2026. */
  active: [
    "[aria-current='true']",
    ".msg-conversations-container__convo-item-link--active",
    ".msg-conversation-listitem--active",
    ".msg-conversation-listitem__link.active",
  ],
  /** On the avatar of sponsored rows, 2026-10; their pill has words only. */
  sponsored: ["[data-js-sponsored-conversation-hoverable-trigger]"],
  /** The list goes on: a beacon that loads more when it comes into view, 2026-10. */
  beacon: ["[data-test-msg-cross-pillar-visible-beacon]"],
  /** The pressed filter pill; its value is UNREAD, STARRED, JOB, CONNECTIONS or INMAIL. Since 2026-03. */
  filter: [
    "[data-test-messaging-inbox-filters__filter-pill][aria-pressed='true']",
    "[data-test-messaging-inbox-filters__filter-pill][aria-checked='true']",
    "[data-test-messaging-inbox-filters__filter-pill].artdeco-pill--selected",
  ],
  /** Messages of open threads: the thread beside the list lies in `main`, bubbles of the panel do not. 2026-10. */
  message: ["main [data-event-urn]"],
  /** Data that LinkedIn ships in the document; one of these says who is signed in. 2026-10. */
  bootstrap: ["code[id^='bpr-guid-']"],
} as const;

export type SelectorName = keyof typeof SELECTORS;

/** Attribute that tells which filter pill it is. */
export const FILTER_ATTRIBUTE = "data-test-messaging-inbox-filters__filter-pill";

/** `$type` of the bootstrap data that names the viewer. */
export const ME_TYPE = "com.linkedin.voyager.common.Me";

/** Finds by the file above and remembers which alternative matched last, for diagnostics. */
export class Finder {
  readonly #matched = new Map<SelectorName, number>();

  first(root: ParentNode, name: SelectorName): Element | undefined {
    const alternatives: readonly string[] = SELECTORS[name];
    for (let i = 0; i < alternatives.length; i++) {
      const found = root.querySelector(alternatives[i] ?? "");
      if (found) {
        this.#matched.set(name, i);
        return found;
      }
    }
    return undefined;
  }

  all(root: ParentNode, name: SelectorName): Element[] {
    return [...root.querySelectorAll(SELECTORS[name].join(","))];
  }

  /** The children of `list` that match or hold something that does, each with the first match. */
  items(list: Element, name: SelectorName): ReadonlyMap<Element, Element> {
    const items = new Map<Element, Element>();
    if (!this.first(list, name)) return items;
    for (const match of this.all(list, name)) {
      let item: Element | null = match;
      while (item && item.parentElement !== list) item = item.parentElement;
      if (item && !items.has(item)) items.set(item, match);
    }
    return items;
  }

  /** Place of the alternative that matched last; a name that is absent has never matched. */
  matched(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#matched);
  }
}
