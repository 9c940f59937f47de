import { inFrame, onMoved, push, replace, route, threadPath } from "./address.js";
import { flags } from "./boot.js";
import { el } from "./dom.js";
import { createFilters } from "./filters.js";
import { createInboxView } from "./inbox-view.js";
import { createList } from "./list.js";
import * as api from "./messenger-api.js";
import { createNav } from "./nav.js";
import { mountOverlay } from "./overlay.js";
import { openRowMenu } from "./row-menu.js";
import { createStore } from "./store.js";
import { stayInSync } from "./sync.js";
import { t } from "./texts.js";
import { createThreadPane } from "./thread.js";

/** The messaging client for one mailbox, on top or inside the interop frame. */
export function startMessenger(host, me, onOtherMember) {
  const store = createStore(me.urn);
  const nav = createNav(me);
  const selected = new Set();
  let view;
  let list;
  let active;
  let onMessage;
  let visible = [];

  const thread = createThreadPane({
    onSend: (urn, text) => api.sendMessage(urn, text),
    onTyping: (urn) => api.typing(urn),
    onStar: (urn) => api.writeCategory([urn], "STARRED", !store.get(urn)?.starred),
  });
  const filters = createFilters((wanted) => {
    const filter = wanted.filter.toLowerCase();
    const open = active && store.get(active);
    const query = filter ? `?filter=${filter}` : "";
    // With nothing open a filter leads to an empty draft.
    if (open) push(threadPath(open.address, filter));
    else push(filter ? `/messaging/thread/new/${query}` : "/messaging/compose/");
    show(wanted);
  });
  const toolbar = el("div", { class: "msg-bulk-actions-panel", hidden: true });
  const container = el("div", {
    class: "msg-conversations-container msg-conversations-container--inbox-shortcuts",
  });

  const draw = () => {
    if (!list) return;
    const all = view.conversations();
    const conversations = flags.slowFill ? all.slice(0, visible.length) : all;
    list.render({ conversations, active, more: view.hasMore(), draft: route().name === "new" });
  };
  const more = async () => {
    if (await view.load()) await reveal();
  };
  const markRead = async (urn, read) => {
    for (const done of await api.writeRead([urn], read)) {
      store.update(done, { read, unreadCount: read ? 0 : 1 });
    }
  };
  const open = async (urn, how = push) => {
    const c = store.get(urn);
    active = urn;
    if (how) how(threadPath(c.address, route().filter));
    draw();
    if (!c.read) markRead(urn, true);
    const append = await thread.open(c);
    if (active === urn) onMessage = append;
    api.seenReceipts(urn);
    api.quickReplies(urn);
  };
  const openById = async (id) => {
    const known = store.byAddress(id);
    if (known) return open(known.urn, null);
    const owner = me.urn;
    const { elements, hints } = await api.conversationsById([`urn:li:msg_conversation:(${owner},${id})`]);
    const [urn] = store.merge(elements, hints);
    return urn ? open(urn, null) : thread.compose();
  };

  /** Folders fill late: one row at 300 ms, the others afterwards. */
  const reveal = async () => {
    if (flags.slowFill) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      visible = view.conversations().slice(0, Math.max(1, visible.length));
      draw();
      await new Promise((resolve) => setTimeout(resolve, 900));
      visible = view.conversations();
    }
    draw();
  };
  const show = async (wanted) => {
    view = createInboxView(store, me.urn, wanted);
    visible = [];
    list?.destroy();
    list = createList({
      onOpen: (urn) => open(urn),
      onMore: more,
      onSelected: (urn, on) => {
        if (on) selected.add(urn);
        else selected.delete(urn);
        toolbar.hidden = selected.size === 0;
        toolbar.replaceChildren(
          el("span", {}, t("selected", String(selected.size))),
          el(
            "button",
            { type: "button", "aria-label": t("archive"), onclick: archiveSelected },
            t("archive"),
          ),
        );
      },
      onMenu: (button, urn) =>
        openRowMenu(button, store.get(urn), {
          onRead: markRead,
          onCategory: (urn, category) => api.writeCategory([urn], category, true),
        }),
    });
    container.append(list.node);
    filters.draw(wanted);
    await more();
  };
  const archiveSelected = () => api.writeCategory([...selected], "ARCHIVE", true);

  const follow = async () => {
    const at = route();
    if (at.name === "thread") return openById(at.id);
    active = undefined;
    if (at.name === "compose" || at.name === "new") {
      thread.compose();
    } else if (at.name === "home") {
      const [first] = view.conversations();
      // /messaging/ opens the first row by itself, and so marks it read.
      if (first && !at.filter) return open(first.urn, replace);
      thread.compose();
      if (at.filter) replace(`/messaging/thread/new/?filter=${at.filter}`);
    }
    draw();
  };

  host.replaceChildren(
    ...(inFrame ? [] : [nav.node]),
    el(
      "div",
      { class: "application-outlet__content", id: "messaging" },
      el(
        "main",
        { class: "scaffold-layout__main" },
        el(
          "div",
          { class: "scaffold-layout__list-detail msg__list-detail" },
          el(
            "div",
            { class: "scaffold-layout__list msg__list" },
            el(
              "div",
              { class: "msg-conversations-header" },
              el("h1", { class: "msg-conversations-header__title" }, t("messaging")),
              el("input", {
                class: "msg-conversations-header__search",
                type: "text",
                placeholder: t("search"),
                "aria-label": t("search"),
              }),
            ),
            filters.node,
            toolbar,
            container,
          ),
          thread.node,
        ),
      ),
    ),
  );
  if (!inFrame) mountOverlay(document.body, me, store);
  store.subscribe(draw);

  const sync = stayInSync(me, store, {
    onMessage: (urn, message) => {
      if (urn === active) onMessage?.(message);
    },
    onBadge: (count) => nav.setBadge(count),
    onOtherMember,
  });
  const start = async () => {
    const asked = route();
    const filter = (flags.unreadOnlyFilter ? "unread" : asked.filter).toUpperCase();
    if (flags.unreadOnlyFilter && asked.name === "home") replace("/messaging/?filter=unread");
    api.clearBadge(Date.now());
    await sync.loaded;
    await show({ folder: "focused", filter });
    onMoved(() => {
      if (route().name !== "elsewhere") follow();
    });
    await follow();
  };
  start();
}
