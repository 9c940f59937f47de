import { flags } from "./boot.js";

/**
 * The route is the top document's address, also for the client inside the interop frame, whose own stays
 * /preload/. History API only.
 */
const shell = window.top;

export const inFrame = shell !== window;

/** `{ name: "home" | "compose" | "new" | "thread" | "elsewhere", id, filter }`. */
export function route() {
  const { pathname, search } = shell.location;
  const filter = new URLSearchParams(search).get("filter") ?? "";
  const base = { filter, id: undefined };
  if (/^\/messaging\/?$/.test(pathname)) return { ...base, name: "home" };
  if (/^\/messaging\/compose\/?$/.test(pathname)) return { ...base, name: "compose" };
  if (/^\/messaging\/thread\/new\/?$/.test(pathname)) return { ...base, name: "new" };
  const thread = /^\/messaging\/thread\/([^/]+)\/?$/.exec(pathname);
  if (thread) return { ...base, name: "thread", id: decodeURIComponent(thread[1]) };
  return { ...base, name: "elsewhere" };
}

/** The address of an open conversation in the form of the arm. */
export function threadPath(id, filter = "") {
  const shown = flags.urlForm === "percent" ? encodeURIComponent(id) : id;
  const slash = flags.urlForm === "no-slash" ? "" : "/";
  const query = filter || (flags.urlForm === "filter" ? "unread" : "");
  return `/messaging/thread/${shown}${slash}${query ? `?filter=${query}` : ""}`;
}

export function push(path) {
  shell.history.pushState(null, "", path);
}

export function replace(path) {
  shell.history.replaceState(null, "", path);
}

/** Back and forward, and moves that the outer client makes. */
export function onMoved(listener) {
  shell.addEventListener("popstate", listener);
  window.addEventListener("message", (event) => {
    if (event.source === shell && event.data?.type === "interop-route-changed") listener();
  });
}
