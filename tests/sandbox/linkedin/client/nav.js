import { avatarUrl } from "./avatar.js";
import { el, icon } from "./dom.js";
import { number, t } from "./texts.js";

const ITEMS = [
  ["home", "/feed/", "M3 11l9-8 9 8 M5 10v10h14V10"],
  [
    "network",
    "/mynetwork/",
    "M8 11a3 3 0 100-6 3 3 0 000 6z M2 20c0-4 3-6 6-6s6 2 6 6 M17 12a2.5 2.5 0 100-5 M17 15c3 0 5 2 5 5",
  ],
  ["jobs", "/jobs/", "M4 8h16v11H4z M9 8V5h6v3"],
  ["messaging", "/messaging/", "M4 5h16v11H10l-5 4v-4H4z"],
  ["alerts", "/notifications/", "M6 16V11a6 6 0 0112 0v5l2 2H4z M10 21h4"],
];

/** The global navigation. Its badges bear the same classes as a row's, and mean something else. */
export function createNav(me, onMessaging) {
  const badge = el("span", { class: "notification-badge notification-badge--show" });
  const setBadge = (count) => {
    badge.classList.toggle("notification-badge--show", count > 0);
    badge.hidden = count === 0;
    badge.replaceChildren(
      el("span", { class: "notification-badge__count" }, number(count)),
      el("span", { class: "visually-hidden" }, t("notifications", number(count))),
    );
  };
  const node = el(
    "header",
    { id: "global-nav", class: "global-nav" },
    el(
      "div",
      { class: "global-nav__content" },
      el("div", { class: "global-nav__mark", "aria-hidden": "true" }),
      el(
        "div",
        { class: "search-global-typeahead", "aria-hidden": "true" },
        icon("M11 4a7 7 0 100 14 7 7 0 000-14z M16 16l5 5"),
      ),
      el(
        "nav",
        { class: "global-nav__nav" },
        el(
          "ul",
          { class: "global-nav__primary-items" },
          ...ITEMS.map(([key, href, path]) => {
            const link = el(
              "a",
              {
                class: `global-nav__primary-link${key === "messaging" ? " global-nav__primary-link--active" : ""}`,
                href,
              },
              icon(path),
              key === "messaging" ? badge : null,
              el("span", { class: "global-nav__primary-link-text" }, t(key)),
            );
            if (key === "messaging" && onMessaging) {
              link.addEventListener("click", (event) => {
                event.preventDefault();
                onMessaging();
              });
            }
            return el("li", { class: "global-nav__primary-item" }, link);
          }),
          el(
            "li",
            { class: "global-nav__primary-item global-nav__me" },
            el("img", {
              class: "global-nav__me-photo",
              src: avatarUrl(`${me.firstName} ${me.lastName}`, me.urn),
              alt: `${me.firstName} ${me.lastName}`,
            }),
            el("span", { class: "global-nav__primary-link-text" }, t("me")),
          ),
        ),
      ),
    ),
  );
  setBadge(0);
  return { node, setBadge };
}
