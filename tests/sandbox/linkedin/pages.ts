import type { App } from "./document.ts";

/** Which client serves a path; undefined: no such page. */
export function appFor(path: string): App | undefined {
  if (/^\/messaging(\/|$)/.test(path) || /^\/preload\/?$/.test(path)) return "messenger";
  if (/^\/(feed|mynetwork|jobs|notifications|in)(\/|$)/.test(path)) return "new-client";
  if (/^\/company\/\d+\/admin\/inbox(\/|$)/.test(path)) return "page-inbox";
  if (/^\/sales\/inbox(\/|$)/.test(path)) return "sales";
  if (/^\/talent(\/|$)/.test(path)) return "talent";
  return undefined;
}
