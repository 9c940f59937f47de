import { flags } from "./boot.js";
import { el, emberId } from "./dom.js";
import { emptyRow, fillRow, patchRow } from "./row.js";
import { t } from "./texts.js";

const ROW_CLASS =
  "ember-view scaffold-layout__list-item msg-conversation-listitem msg-conversations-container__convo-item msg-conversations-container__pillar";
const OCCLUDED = "msg-conversation-card--occluded";
/** Filled at once, before anything is known of the view. */
const FIRST_FILLED = 8;

/**
 * The `ul` of one folder or filter: keeps its rows in the order it is given, fills those near the view and
 * empties those far from it.
 */
export function createList(handlers) {
  const rows = new Map();
  const first = el("li");
  const more = el(
    "li",
    { class: "p3" },
    el("div", { "data-test-msg-cross-pillar-visible-beacon": "" }),
    el(
      "button",
      { class: "artdeco-button artdeco-button--tertiary", type: "button", onclick: () => handlers.onMore() },
      t("loadMore"),
    ),
  );
  const ul = el(
    "ul",
    {
      class: "list-style-none msg-conversations-container__conversations-list",
      "aria-label": t("list"),
      id: emberId(),
    },
    first,
  );
  let byUrn = new Map();
  let state = { conversations: [], active: undefined, more: false, draft: false };

  const isOccluded = (li) =>
    flags.occludedOn === "li" ? li.classList.contains(OCCLUDED) : !li.querySelector(".msg-conversation-card");
  const occlude = (li) => {
    if (flags.occludedOn === "li") li.className = `${ROW_CLASS} ${OCCLUDED}`;
    emptyRow(li);
  };
  const fill = (li, conversation) => {
    li.className = ROW_CLASS;
    fillRow(li, conversation, handlers);
    patchRow(li, conversation, conversation.urn === state.active);
  };
  const urnOf = new WeakMap();
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const conversation = byUrn.get(urnOf.get(target));
        if (!conversation) continue;
        if (isIntersecting && isOccluded(target)) fill(target, conversation);
        else if (!isIntersecting && !isOccluded(target)) occlude(target);
      }
    },
    { root: ul, rootMargin: "140px 0px" },
  );
  const beacon = new IntersectionObserver(
    (entries) => {
      if (entries.some((e) => e.isIntersecting)) handlers.onMore();
    },
    { root: ul },
  );

  const makeRow = (conversation, index) => {
    const li = el("li", { class: ROW_CLASS, id: emberId() });
    urnOf.set(li, conversation.urn);
    if (index < FIRST_FILLED) fill(li, conversation);
    else occlude(li);
    li.addEventListener("click", (event) => {
      if (event.target.closest("input, label, button")) return;
      event.preventDefault();
      handlers.onOpen(conversation.urn);
    });
    li.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.target.closest("input, button")) handlers.onOpen(conversation.urn);
    });
    near.observe(li);
    return li;
  };

  const draftRow = el(
    "li",
    { class: ROW_CLASS, id: emberId() },
    el(
      "div",
      { class: "msg-conversation-card msg-conversation-card--draft" },
      el("h3", { class: "msg-conversation-listitem__participant-names truncate" }, t("newMessage")),
    ),
  );

  return {
    node: ul,
    /** Rows stay the same nodes; those out of place are moved. */
    render(next) {
      state = next;
      byUrn = new Map(next.conversations.map((c) => [c.urn, c]));
      for (const [urn, li] of rows) {
        if (byUrn.has(urn)) continue;
        near.unobserve(li);
        li.remove();
        rows.delete(urn);
      }
      let before = first;
      if (next.draft && before.nextSibling !== draftRow) first.after(draftRow);
      if (!next.draft) draftRow.remove();
      if (next.draft) before = draftRow;
      next.conversations.forEach((conversation, index) => {
        let li = rows.get(conversation.urn);
        if (!li) {
          li = makeRow(conversation, index);
          rows.set(conversation.urn, li);
        }
        if (before.nextSibling !== li) before.after(li);
        patchRow(li, conversation, conversation.urn === next.active);
        before = li;
      });
      if (next.more && ul.lastChild !== more) {
        ul.append(more);
        beacon.observe(more);
      } else if (!next.more) {
        beacon.unobserve(more);
        more.remove();
      }
      // A page that ended inside the view asks again: the beacon only tells of changes.
      if (next.more) {
        beacon.unobserve(more);
        beacon.observe(more);
      }
    },
    destroy() {
      near.disconnect();
      beacon.disconnect();
      ul.remove();
    },
  };
}
