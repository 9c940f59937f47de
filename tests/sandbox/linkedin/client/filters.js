import { flags } from "./boot.js";
import { el, emberId, icon } from "./dom.js";
import { t } from "./texts.js";

const FOLDERS = ["focused", "other", "archived", "spam"];
const PILLS = ["UNREAD", "JOB", "CONNECTIONS", "INMAIL", "STARRED"];

/** Folder dropdown (or the older tabs) and filter pills; `onView({ folder, filter })`. */
export function createFilters(onView) {
  const node = el("div", { class: "msg-cross-pillar-inbox-top-bar-v3" });
  const draw = (view) => {
    node.replaceChildren(
      flags.folderTabs === "tabs" ? tabs(view, onView) : dropdown(view, onView),
      el(
        "div",
        { role: "radiogroup", class: "msg-cross-pillar-inbox-filters-v3__pills" },
        ...PILLS.map((name) => pill(name, view, onView)),
      ),
    );
  };
  return { node, draw };
}

const folderName = (folder) => t(folder === "focused" && !flags.focusedInbox ? "inbox" : folder);

function dropdown(view, onView) {
  const list = el(
    "ul",
    {
      class: "msg-cross-pillar-inbox-filters-v3__menu artdeco-dropdown__content",
      role: "menu",
      hidden: true,
    },
    ...FOLDERS.filter((f) => flags.focusedInbox || f !== "other").map((folder) =>
      el(
        "li",
        {},
        el(
          "div",
          {
            role: "menuitem",
            tabindex: "0",
            class: "artdeco-dropdown__item",
            onclick: () => onView({ folder, filter: "" }),
          },
          folderName(folder),
        ),
      ),
    ),
  );
  const trigger = el(
    "button",
    {
      id: emberId(),
      class: "msg-cross-pillar-inbox-filters-v3__drop-down-trigger artdeco-pill artdeco-pill--selected",
      "data-test-messaging-inbox-filters__folder-pill": "",
      type: "button",
      "aria-expanded": "false",
    },
    el("span", { class: "artdeco-pill__text" }, folderName(view.folder)),
    icon("M6 9l6 6 6-6"),
  );
  trigger.addEventListener("click", () => {
    list.hidden = !list.hidden;
    trigger.setAttribute("aria-expanded", String(!list.hidden));
  });
  return el("div", { class: "artdeco-dropdown" }, trigger, list);
}

function tabs(view, onView) {
  return el(
    "div",
    { class: "msg-focused-inbox-tabs", role: "tablist" },
    ...["focused", "other"].map((folder) =>
      el(
        "button",
        {
          id: emberId(),
          class: `msg-focused-inbox-tabs__tab artdeco-tab${view.folder === folder ? " active" : ""}`,
          role: "tab",
          type: "button",
          "aria-selected": String(view.folder === folder),
          onclick: () => onView({ folder, filter: "" }),
        },
        folderName(folder),
      ),
    ),
  );
}

function pill(name, view, onView) {
  const pressed = view.filter === name;
  return el(
    "button",
    {
      id: emberId(),
      class: `artdeco-pill artdeco-pill--slate artdeco-pill--choice${pressed ? " artdeco-pill--selected" : ""}`,
      "data-test-messaging-inbox-filters__filter-pill": name,
      type: "button",
      role: "radio",
      "aria-checked": String(pressed),
      "aria-pressed": String(pressed),
      onclick: () => onView({ folder: view.folder, filter: pressed ? "" : name }),
    },
    el("span", { class: "artdeco-pill__text" }, t(name)),
  );
}
