import { el, emberId } from "./dom.js";
import { getJson } from "./http.js";
import { createList } from "./list.js";
import * as api from "./messenger-api.js";
import { createNav } from "./nav.js";
import { createStore } from "./store.js";

const host = () => document.querySelector(".application-outlet");

/** A company page's mailbox: the same list, the same requests, another owner. */
export async function startPageInbox(me) {
  const number = /\/company\/(\d+)\//.exec(location.pathname)[1];
  const mailbox = `urn:li:fsd_company:${number}`;
  const store = createStore(mailbox);
  const list = createList({ onOpen() {}, onMore() {}, onSelected() {}, onMenu() {} });
  host().append(
    createNav(me).node,
    el(
      "main",
      { class: "scaffold-layout__main" },
      el(
        "div",
        { class: "scaffold-layout__list-detail msg__list-detail" },
        el(
          "div",
          { class: "scaffold-layout__list msg__list" },
          el("div", { class: "msg-conversations-container--inbox-shortcuts" }, list.node),
        ),
      ),
    ),
  );
  const { elements } = await api.conversationsIn(mailbox, "PRIMARY_INBOX");
  store.merge(elements);
  list.render({ conversations: store.all(), active: undefined, more: false, draft: false });
}

/** Sales Navigator: an API and a markup of its own. */
export async function startSales() {
  const { value } = await getJson("/sales-api/salesApiMessagingThreads");
  host().append(
    el(
      "main",
      { class: "inbox-container" },
      el("h1", {}, "Sales Navigator"),
      el(
        "ul",
        { class: "conversation-list" },
        ...value.elements.map((thread) =>
          el(
            "li",
            { class: "conversation-list-item", id: emberId() },
            el("a", { href: `/sales/inbox/${thread.id}` }, thread.name),
          ),
        ),
      ),
    ),
  );
}

export function startTalent() {
  host().append(
    el(
      "main",
      { class: "inbox" },
      el("h1", {}, "Recruiter"),
      el("ul", { class: "_inbox-list" }, el("li", {}, "Candidate")),
    ),
  );
}
