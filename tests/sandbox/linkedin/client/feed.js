import { flags } from "./boot.js";
import { el } from "./dom.js";
import { createNav } from "./nav.js";
import { mountOverlay } from "./overlay.js";
import { createStore } from "./store.js";
import { stayInSync } from "./sync.js";
import { t } from "./texts.js";

const POSTS = [
  ["Cosima Ashdown", "We moved the loom to the new hall. It took nine people and one very long lunch."],
  ["Northlight Freight", "Two more night trains a week from March. Timetable in the comments."],
  ["Лев Ветрова", "Ищу инженера, который любит мосты."],
  ["Hollis Thackwell", "What I learnt from a year without meetings on Wednesdays."],
];

/** The newer client: hashed class names, and messaging in a frame of the old one. */
export function startFeed(me) {
  const root = document.getElementById("root");
  const main = el(
    "main",
    { class: "_3a91be20", "data-testid": "mainFeed" },
    ...POSTS.map(([who, what]) =>
      el(
        "article",
        { class: "_c04f77d1", componentkey: `urn-${who.length}` },
        el("h2", { class: "_b1" }, who),
        el("p", { class: "_b2" }, what),
      ),
    ),
  );
  const inner = flags.frame !== "top";
  const nav = createNav(me, inner ? () => go("/messaging/") : undefined);
  root.append(nav.node, main);
  if (flags.frame === "inner-preloaded") frame();

  const store = createStore(me.urn);
  if (flags.overlay !== "none") {
    const outlet = el("div", { id: "interop-outlet", "data-testid": "interop-shadowdom" });
    document.body.append(outlet);
    const shadow = outlet.attachShadow({ mode: "open" });
    shadow.append(el("link", { rel: "stylesheet", href: "https://static.licdn.com/sc/h/messenger.css" }));
    mountOverlay(shadow, me, store);
    stayInSync(me, store, { onMessage() {}, onBadge: nav.setBadge });
  }

  function frame() {
    const existing = document.querySelector('iframe[data-testid="interop-iframe"]');
    if (existing) return existing;
    const made = el("iframe", {
      class: "_interop",
      "data-testid": "interop-iframe",
      src: "/preload/?_bprMode=vanilla",
      title: t("messaging"),
      hidden: true,
    });
    root.append(made);
    return made;
  }
  /** Only this document's address changes; the frame hears of it. */
  function go(path) {
    history.pushState(null, "", path);
    follow();
  }
  function follow() {
    const messaging = location.pathname.startsWith("/messaging/");
    main.hidden = messaging;
    document.getElementById("interop-outlet")?.toggleAttribute("hidden", messaging);
    if (!messaging) {
      document.querySelector('iframe[data-testid="interop-iframe"]')?.setAttribute("hidden", "");
      return;
    }
    const shown = frame();
    shown.hidden = false;
    shown.contentWindow.postMessage(
      { type: "interop-route-changed", path: location.pathname },
      location.origin,
    );
  }
  if (inner) window.addEventListener("popstate", follow);
}
