import { el } from "./dom.js";
import { t } from "./texts.js";

/** The row's own menu: in the document only while it is open. */
export function openRowMenu(button, conversation, actions) {
  const close = () => {
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("click", close);
  };
  const item = (label, run) => {
    const node = el(
      "li",
      {},
      el(
        "div",
        {
          class: "msg-thread-actions__dropdown-option artdeco-dropdown__item",
          role: "button",
          tabindex: "0",
        },
        label,
      ),
    );
    node.addEventListener("click", (event) => {
      event.stopPropagation();
      close();
      run();
    });
    return node;
  };
  const menu = el(
    "ul",
    { class: "msg-thread-actions__dropdown-options artdeco-dropdown__content" },
    conversation.read
      ? item(t("markUnread"), () => actions.onRead(conversation.urn, false))
      : item(t("markRead"), () => actions.onRead(conversation.urn, true)),
    item(t("archive"), () => actions.onCategory(conversation.urn, "ARCHIVE")),
    item(t("moveOther"), () => actions.onCategory(conversation.urn, "SECONDARY_INBOX")),
  );
  button.setAttribute("aria-expanded", "true");
  button.after(menu);
  setTimeout(() => document.addEventListener("click", close));
}
