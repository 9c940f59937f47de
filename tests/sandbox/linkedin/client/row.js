import { avatarUrl } from "./avatar.js";
import { flags } from "./boot.js";
import { el, emberId, icon, setText } from "./dom.js";
import { names, number, t, when } from "./texts.js";

const STAR = "M12 3l2.7 5.8 6.3.7-4.7 4.3 1.3 6.2L12 16.9 6.4 20l1.3-6.2L3 9.5l6.3-.7z";
const DOTS = "M5 12h.01M12 12h.01M19 12h.01";

/** Where the drawn parts of a filled row are, so that a change repaints in place. */
const partsOf = new WeakMap();

/** 2 of 10 rows of the arm have none; the same ones each time. */
const lacksSnippet = (c) =>
  flags.missingSnippets && [...c.threadId].reduce((n, l) => n + l.charCodeAt(0), 0) % 5 === 0;

const signs = {
  container: flags.unreadSign === "class" || flags.unreadSign === "all",
  bold: flags.unreadSign === "bold-only" || flags.unreadSign === "all",
  label: flags.unreadSign === "label-only" || flags.unreadSign === "all",
};

/** Swaps the row's content in; the li and its ember id stay. */
export function fillRow(li, conversation, handlers) {
  const parts = build(conversation, handlers);
  partsOf.set(li, parts);
  li.replaceChildren(parts.card);
  patchRow(li, conversation, false);
}

/** Content out, as LinkedIn does for rows far from view: only a comment stays. */
export function emptyRow(li) {
  partsOf.delete(li);
  const shell = document.createComment("");
  if (flags.occludedOn === "li") li.replaceChildren(shell);
  else li.replaceChildren(el("div", { class: "msg-conversation-card--occluded" }, shell));
}

/** Repaints what differs; nothing on an empty row. */
export function patchRow(li, c, active) {
  const parts = partsOf.get(li);
  if (!parts) return;
  const unread = !c.read;
  parts.card.classList.toggle(
    "msg-conversation-card__convo-item-container--unread",
    unread && signs.container,
  );
  for (const node of [parts.name, parts.time]) {
    node.classList.toggle("t-bold", unread && signs.bold);
    node.classList.toggle("t-normal", !(unread && signs.bold));
  }
  setText(parts.nameText, c.name);
  setText(parts.time, when(c.lastActivityAt));
  if (parts.snippet) {
    parts.snippet.classList.toggle(
      "msg-conversation-card__message-snippet--unread",
      unread && signs.container,
    );
    setText(parts.snippetText, snippetOf(c));
  }
  patchCount(parts, c, unread && signs.label);
  patchActive(li, parts, active);
}

function patchCount(parts, c, shown) {
  const count = parts.content.querySelector(".msg-conversation-card__unread-count");
  if (!shown) {
    count?.remove();
    return;
  }
  const label = t(c.unreadCount === 1 ? "unread" : "unreads", number(c.unreadCount));
  if (count?.getAttribute("aria-label") === label) return;
  const show = flags.unreadSign === "all" ? "notification-badge--show" : "";
  const fresh = el(
    "div",
    { class: "msg-conversation-card__unread-count", "aria-label": label },
    el(
      "span",
      { class: `notification-badge ${show} artdeco-notification-badge--small`.replace(/ +/g, " ") },
      el("span", { class: "notification-badge__count" }, number(c.unreadCount)),
    ),
  );
  if (count) count.replaceWith(fresh);
  else parts.content.append(fresh);
}

function patchActive(li, parts, active) {
  const onLi = flags.activeSign === "listitem" || !parts.link;
  li.classList.toggle("msg-conversation-listitem--active", active && onLi);
  li.classList.toggle("active", active && onLi);
  parts.link?.classList.toggle("msg-conversations-container__convo-item-link--active", active && !onLi);
  setText(parts.activeText, active ? t("active") : "");
}

function build(c, handlers) {
  const card = flags.nesting === "card";
  const nameText = el("span", { class: card ? "" : "truncate" });
  const name = el(
    "h3",
    {
      class: `msg-conversation-listitem__participant-names msg-conversation-card__participant-names t-16 t-black${card ? "" : " truncate"}`,
    },
    card ? nameText : el("div", { class: "truncate" }, nameText),
  );
  const time = el("time", {
    class: "msg-conversation-listitem__time-stamp msg-conversation-card__time-stamp t-12 t-black--light",
  });
  const snippetText = el("span", { class: "msg-conversation-card__message-snippet-text" });
  const snippet = lacksSnippet(c)
    ? null
    : el(
        "p",
        { class: "msg-conversation-card__message-snippet m0 t-14 t-black--light t-normal truncate" },
        c.pill ? el("span", { class: "msg-conversation-card__pill t-12 t-bold" }, c.pill) : null,
        snippetText,
      );
  const activeText = el("span", { class: "visually-hidden" });
  const content = el(
    "div",
    { class: "msg-conversation-card__content--selectable" },
    el(
      "div",
      { class: "msg-conversation-card__row msg-conversation-card__title-row" },
      name,
      c.muted
        ? el(
            "div",
            { class: "msg-conversation-card__mute-icon-holder" },
            icon("M5 9h4l5-4v14l-5-4H5z M18 9l4 6 M22 9l-4 6"),
          )
        : null,
      time,
    ),
    el("div", { class: "msg-conversation-card__row msg-conversation-card__body-row" }, snippet),
    el(
      "div",
      { class: "msg-conversation-card__star-icon", role: "img", "aria-label": t("star") },
      icon(STAR),
    ),
  );
  const inner = [activeText, selectable(c, handlers), content];
  const link = card ? null : linkAround(c, inner);
  const root = el(
    "div",
    {
      id: `conversation-card-${emberId()}`,
      class: "msg-conversation-card artdeco-list__item",
      "data-feedback-redacted": "",
    },
    ...(link ? [el("div", { class: "entry-point" }, link)] : inner),
    el("div", { class: "msg-conversation-card__inbox-shortcuts" }, menuButton(c, handlers)),
  );
  if (card) root.setAttribute("tabindex", "0");
  return { card: root, link, name, nameText, time, snippet, snippetText, content, activeText };
}

function linkAround(c, inner) {
  const className =
    "ember-view msg-conversation-listitem__link msg-conversations-container__convo-item-link pl3 pr3";
  if (flags.rowLink === "anchor")
    return el("a", { href: `/messaging/thread/${c.address}/`, class: className, id: emberId() }, ...inner);
  return el("div", { class: className, tabindex: "0", id: emberId() }, ...inner);
}

function selectable(c, handlers) {
  const id = `checkbox-${emberId()}`;
  const input = el("input", { class: "msg-selectable-entity__input small-input", type: "checkbox", id });
  input.addEventListener("change", () => handlers.onSelected(c.urn, input.checked));
  return el(
    "div",
    { class: "msg-selectable-entity msg-selectable-entity--4" },
    el("div", { class: "msg-selectable-entity__entity" }, avatar(c)),
    el(
      "div",
      { class: "msg-selectable-entity__checkbox-container" },
      input,
      el("label", { for: id, "aria-label": t("select", names(c.others.map((p) => p.name))) }),
    ),
  );
}

function avatar(c) {
  const src = avatarUrl(c.name, c.threadId);
  const first = c.others[0];
  const alt = c.others.map((p) => p.name).join(", ");
  if (!c.group && first?.near) {
    return el(
      "div",
      { class: "presence-entity presence-entity--size-4" },
      el("img", {
        class: "presence-entity__image",
        src,
        alt: first.name.length % 4 === 0 ? `${alt}, #OPEN_TO_WORK` : alt,
      }),
      el("div", { class: "presence-entity__indicator presence-indicator hidden" }),
    );
  }
  const kind = c.group ? "multiple-participants" : first?.company ? "company" : "person";
  const facepile = el(
    "div",
    { class: "msg-facepile-grid msg-facepile-grid--group-size-1" },
    el("img", { class: `msg-facepile-grid__img msg-facepile-grid__img--${kind}`, src, alt }),
  );
  return c.sponsored
    ? el("div", { "data-js-sponsored-conversation-hoverable-trigger": "" }, facepile)
    : facepile;
}

function menuButton(c, handlers) {
  const label = t("menu", names(c.others.map((p) => p.name)));
  const button = el(
    "button",
    {
      class: "msg-thread-actions__control artdeco-button artdeco-button--circle",
      type: "button",
      "aria-expanded": "false",
    },
    icon(DOTS),
    el("span", { class: "a11y-text" }, label),
  );
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    handlers.onMenu(button, c.urn);
  });
  return button;
}

/** "You: see you", "Ada: see you"; a generated text where a message is only an attachment. */
export function snippetOf(c) {
  if (!c.last) return c.subject;
  const { text, mine, sender } = c.last;
  if (c.pill && c.subject) return c.subject;
  if (text === "") return mine ? t("attachmentYou") : t("attachment", sender.firstName);
  return `${mine ? t("you") : t("them", sender.firstName)}${text}`;
}
