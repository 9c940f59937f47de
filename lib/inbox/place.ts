import type { ThreadId } from "../conversation";
import type { Place } from "./snapshot";

/** Which product of LinkedIn's the address of the top document belongs to; another site's is `elsewhere`. */
export function placeOf(location: string | undefined): Place {
  const { hostname, pathname: path } = urlOf(location) ?? {};
  if (path === undefined || hostname !== "www.linkedin.com") return "elsewhere";
  if (/^\/messaging(\/|$)/.test(path)) return "messaging";
  if (/^\/company\/[^/]+\/admin\/(?:[^/]+\/)*inbox(\/|$)/.test(path)) return "page-inbox";
  if (/^\/sales(\/|$)/.test(path)) return "sales-navigator";
  if (/^\/(?:talent|recruiter)(\/|$)/.test(path)) return "recruiter";
  return "elsewhere";
}

/** Their inboxes are other mailboxes than the person's own, which is left alone there as well. */
export function isOtherProduct(place: Place | "unreachable"): boolean {
  return place === "page-inbox" || place === "sales-navigator" || place === "recruiter";
}

/** What the address says is open. `old-id`: a numeric id of before 2020, which nothing turns into a URN. */
export type OpenThread =
  | { readonly kind: "thread"; readonly threadId: ThreadId }
  | { readonly kind: "draft" }
  | { readonly kind: "old-id" }
  | { readonly kind: "none" };

export function openThread(location: string | undefined): OpenThread {
  const id = threadSegment(urlOf(location)?.pathname);
  if (id === undefined) return { kind: "none" };
  if (id === "new") return { kind: "draft" };
  if (/^\d+$/.test(id)) return { kind: "old-id" };
  const threadId = parseThreadId(id);
  return threadId ? { kind: "thread", threadId } : { kind: "none" };
}

/** The thread an href leads to; undefined for drafts, old ids and anything else. */
export function threadOfHref(href: string | null | undefined, base: string): ThreadId | undefined {
  if (!href) return undefined;
  const open = openThread(URL.canParse(href, base) ? new URL(href, base).href : undefined);
  return open.kind === "thread" ? open.threadId : undefined;
}

/** Source: 40 bytes in base64 as recorded 2026-10; other lengths and the URL-safe alphabet are accepted. */
export function parseThreadId(value: unknown): ThreadId | undefined {
  return typeof value === "string" && /^2-[A-Za-z0-9+/=_-]{1,256}$/.test(value)
    ? (value as ThreadId)
    : undefined;
}

function threadSegment(path: string | undefined): string | undefined {
  const raw = path === undefined ? undefined : /^\/messaging\/thread\/([^/]+)/.exec(path)?.[1];
  if (raw === undefined) return undefined;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

function urlOf(location: string | undefined): URL | undefined {
  return location !== undefined && URL.canParse(location) ? new URL(location) : undefined;
}
