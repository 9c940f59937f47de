import { nameOf, type Thread, threadIdOf } from "./people";

/** How an account's list is drawn. */
export interface RowLook {
  readonly link?: boolean;
  readonly unread?: "class" | "label" | "bold" | "badge" | "snippet";
  readonly bare?: boolean;
  readonly sender?: string;
}

export interface RowOptions extends RowLook {
  readonly name?: string;
  readonly snippet?: string | undefined;
  readonly isUnread?: boolean;
  readonly active?: boolean;
  readonly occluded?: boolean;
}

/** Draws the list into the document; returns the row elements, shells among them. */
export function drawList(
  document: Document,
  rows: readonly Element[],
  after: readonly Element[] = [],
): Element {
  const main = document.createElement("main");
  const list = document.createElement("ul");
  list.className = "list-style-none msg-conversations-container__conversations-list";
  list.append(document.createElement("li"), ...rows, ...after);
  main.append(list);
  document.body.replaceChildren(main);
  return list;
}

export function rowOf(document: Document, thread: Thread, options: RowOptions = {}): Element {
  const li = element(document, "li", "scaffold-layout__list-item msg-conversation-listitem");
  if (options.occluded) {
    li.classList.add("msg-conversation-card--occluded");
    li.append(document.createComment("shell"));
    return li;
  }
  const unread = options.isUnread ?? thread.read === false;
  const sign = unread ? (options.unread ?? "class") : undefined;
  const card = element(document, "div", "msg-conversation-card");
  card.setAttribute("data-feedback-redacted", "");
  if (sign === "class") card.classList.add("msg-conversation-card__convo-item-container--unread");
  const link = options.link
    ? element(document, "a", "msg-conversation-listitem__link")
    : element(
        document,
        "div",
        "msg-conversation-listitem__link msg-conversations-container__convo-item-link",
      );
  if (options.link) link.setAttribute("href", `/messaging/thread/${threadIdOf(thread.id)}/`);
  if (options.active) link.classList.add("msg-conversations-container__convo-item-link--active");
  const inner = options.bare ? card : link;
  const h3 = element(
    document,
    "h3",
    `msg-conversation-listitem__participant-names ${sign === "bold" ? "t-bold" : "t-normal"}`,
  );
  const name = options.name ?? nameOf(thread);
  if (options.bare) h3.append(name);
  else h3.append(element(document, "span", "truncate", name));
  inner.append(h3, element(document, "time", "msg-conversation-listitem__time-stamp t-normal", "10:14"));
  const snippet = "snippet" in options ? options.snippet : thread.text;
  if (snippet !== undefined) {
    const p = element(
      document,
      "p",
      "msg-conversation-card__message-snippet",
      `${options.sender ?? ""}${snippet}`,
    );
    if (sign === "snippet") p.classList.add("msg-conversation-card__message-snippet--unread");
    inner.append(p);
  }
  if (sign === "label") {
    const count = element(document, "div", "msg-conversation-card__unread-count");
    count.setAttribute("aria-label", "1 ungelesene Nachricht");
    inner.append(count);
  }
  if (sign === "badge")
    inner.append(element(document, "span", "notification-badge notification-badge--show"));
  if (thread.sponsored) {
    const avatar = element(document, "div", "");
    avatar.setAttribute("data-js-sponsored-conversation-hoverable-trigger", "");
    inner.append(avatar);
  }
  if (!options.bare) card.append(link);
  li.append(card);
  return li;
}

function element(document: Document, tag: string, classes: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = classes;
  made.textContent = text;
  return made;
}

/** A right-click by a person, as the reader sees it. */
export function rightClick(target: Element): Event {
  const path: EventTarget[] = [];
  for (let at: Node | null = target; at; at = at.parentNode) path.push(at);
  return { isTrusted: true, composedPath: () => path } as unknown as Event;
}
