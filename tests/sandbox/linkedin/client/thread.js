import { avatarUrl } from "./avatar.js";
import { el, emberId, icon } from "./dom.js";
import * as api from "./messenger-api.js";
import { t, when } from "./texts.js";

const STAR = "M12 3l2.7 5.8 6.3.7-4.7 4.3 1.3 6.2L12 16.9 6.4 20l1.3-6.2L3 9.5l6.3-.7z";
/** Threads that stay mounted, hidden, behind the open one. */
const KEPT = 2;

/** The right-hand pane. Earlier threads stay in the document, hidden. */
export function createThreadPane(actions) {
  const node = el("div", { class: "scaffold-layout__detail msg__detail" });
  const mounted = [];

  const show = (section) => {
    for (const other of mounted) other.hidden = other !== section;
    if (!mounted.includes(section)) mounted.push(section);
    node.append(section);
    while (mounted.length > KEPT) mounted.shift().remove();
  };

  return {
    node,
    /** Draws the conversation's head at once, its messages as they come. */
    async open(conversation) {
      const list = el("ul", { class: "msg-s-message-list-content list-style-none full-width" });
      const star = el(
        "button",
        { class: "msg-thread__star-icon artdeco-button", type: "button", "aria-label": t("star") },
        icon(STAR),
      );
      star.addEventListener("click", () => actions.onStar(conversation.urn));
      const section = el(
        "div",
        { class: "msg-convo-wrapper msg-thread", id: emberId() },
        el(
          "div",
          { class: "msg-title-bar shared-title-bar" },
          el("h2", { class: "msg-entity-lockup__entity-title truncate" }, conversation.name),
          el(
            "p",
            { class: "msg-entity-lockup__entity-info truncate" },
            conversation.others[0]?.headline ?? "",
          ),
          star,
        ),
        el("div", { class: "msg-s-message-list" }, list),
        composer(
          (text) => actions.onSend(conversation.urn, text),
          () => actions.onTyping(conversation.urn),
        ),
      );
      show(section);
      const { elements } = await api.messagesOf(conversation.urn);
      for (const message of elements) append(list, message);
      return (message) => append(list, message);
    },
    compose() {
      show(
        el(
          "div",
          { class: "msg-convo-wrapper msg-thread msg-thread--compose" },
          el(
            "div",
            { class: "msg-title-bar shared-title-bar" },
            el("h2", { class: "msg-entity-lockup__entity-title" }, t("newMessage")),
          ),
          el("input", {
            class: "msg-connections-typeahead__search-field",
            type: "text",
            placeholder: t("to"),
            "aria-label": t("to"),
          }),
          el("div", { class: "msg-s-message-list" }),
          composer(
            () => {},
            () => {},
          ),
        ),
      );
    },
    clear() {
      for (const section of mounted.splice(0)) section.remove();
    },
  };
}

function append(list, message) {
  if (list.querySelector(`[data-event-urn="${CSS.escape(message.entityUrn)}"]`)) return;
  const { member, organization } = message.sender.participantType;
  const name = member ? `${member.firstName.text} ${member.lastName.text}` : organization.name.text;
  const body = message.body.text || message.renderContent?.[0]?.file?.name || "";
  list.append(
    el(
      "li",
      { class: "msg-s-message-list__event clearfix", id: emberId() },
      el(
        "div",
        {
          class: "msg-s-event-listitem",
          "data-event-urn": message.entityUrn,
          "data-view-name": "message-list-item",
        },
        el("img", {
          class: "msg-s-event-listitem__profile-picture",
          src: avatarUrl(name, message.sender.hostIdentityUrn),
          alt: name,
        }),
        el(
          "div",
          { class: "msg-s-message-group__meta" },
          el("span", { class: "msg-s-message-group__name t-14 t-bold" }, name),
          el("time", { class: "msg-s-message-group__timestamp t-12" }, when(message.deliveredAt)),
        ),
        el(
          "div",
          { class: "msg-s-event__content" },
          el("p", { class: "msg-s-event-listitem__body t-14" }, body),
        ),
      ),
    ),
  );
}

function composer(onSend, onTyping) {
  const box = el("div", {
    class: "msg-form__contenteditable t-14",
    contenteditable: "true",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": t("write"),
    "data-placeholder": t("write"),
  });
  let told = false;
  box.addEventListener("keydown", (event) => {
    if (!told) onTyping();
    told = true;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    const text = box.textContent.trim();
    if (text) onSend(text);
    box.replaceChildren();
    told = false;
  });
  return el(
    "form",
    { class: "msg-form" },
    box,
    el(
      "div",
      { class: "msg-form__footer" },
      el(
        "button",
        { class: "msg-form__send-button artdeco-button", type: "button", disabled: true },
        t("send"),
      ),
    ),
  );
}
