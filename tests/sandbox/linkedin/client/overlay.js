import { avatarUrl } from "./avatar.js";
import { flags } from "./boot.js";
import { el, emberId } from "./dom.js";
import * as api from "./messenger-api.js";
import { snippetOf } from "./row.js";
import { t, when } from "./texts.js";

/** The floating panel. Minimised it holds no rows. `root`: where it goes (document body or a shadow root). */
export function mountOverlay(root, me, store) {
  if (flags.overlay === "none") return;
  const body = el("div", { class: "msg-overlay-list-bubble__content" });
  const bubble = el(
    "div",
    { class: "msg-overlay-list-bubble" },
    el(
      "header",
      { class: "msg-overlay-bubble-header" },
      el("img", {
        class: "msg-overlay-bubble-header__photo",
        src: avatarUrl(`${me.firstName} ${me.lastName}`, me.urn),
        alt: `${me.firstName} ${me.lastName}`,
      }),
      el("button", { class: "msg-overlay-bubble-header__button truncate", type: "button" }, t("messaging")),
    ),
    body,
  );
  const bubbles = el("div", { class: "msg-overlay-container__bubbles" });
  const aside = el("aside", { id: "msg-overlay", class: "msg-overlay-container" }, bubbles, bubble);
  let expanded = flags.overlay === "expanded";
  const draw = () => {
    bubble.classList.toggle("msg-overlay-list-bubble--is-minimized", !expanded);
    const shown = expanded ? store.all().filter((c) => c.folder === "focused") : [];
    shown.sort((a, b) => b.lastActivityAt - a.lastActivityAt);
    body.replaceChildren(...shown.slice(0, 12).map((c) => overlayRow(c, () => openBubble(bubbles, c))));
  };
  bubble.querySelector("button").addEventListener("click", () => {
    expanded = !expanded;
    draw();
  });
  store.subscribe(draw);
  root.append(aside);
  draw();
}

function overlayRow(c, onOpen) {
  const unread = c.read ? "" : " msg-overlay-list-bubble__convo-card-content--unread";
  return el(
    "div",
    {
      class: "msg-overlay-list-bubble__convo-item msg-overlay-list-bubble__convo-item--v2",
      id: emberId(),
      tabindex: "0",
      onclick: onOpen,
    },
    el("img", { class: "msg-overlay-list-bubble__photo", src: avatarUrl(c.name, c.threadId), alt: c.name }),
    el(
      "div",
      { class: `msg-overlay-list-bubble__convo-card-content${unread}` },
      el(
        "h3",
        { class: "msg-conversation-listitem__participant-names truncate" },
        el("span", { class: "truncate" }, c.name),
      ),
      el("time", { class: "msg-overlay-list-bubble__time-stamp" }, when(c.lastActivityAt)),
      el("p", { class: "msg-overlay-list-bubble__message-snippet--v2 truncate" }, snippetOf(c)),
    ),
  );
}

/** Opening a bubble marks read, as opening a thread does. */
async function openBubble(bubbles, c) {
  const list = el("ul", { class: "msg-s-message-list-content list-style-none" });
  const dialog = el(
    "div",
    {
      role: "dialog",
      class: "msg-overlay-conversation-bubble",
      "data-view-name": "message-overlay-conversation-bubble-item",
      "data-msg-overlay-conversation-bubble-is-minimized": "false",
    },
    el(
      "header",
      { class: "msg-overlay-bubble-header" },
      el("a", { href: `/in/${c.others[0]?.urn.split(":").pop()}/` }, c.name),
    ),
    list,
  );
  bubbles.replaceChildren(dialog);
  const { elements } = await api.messagesOf(c.urn);
  list.append(
    ...elements.map((m) =>
      el(
        "li",
        { class: "msg-s-message-list__event" },
        el("div", { class: "msg-s-event-listitem", "data-event-urn": m.entityUrn }, m.body.text),
      ),
    ),
  );
  if (!c.read) await api.writeRead([c.urn], true);
}
