import { accountStatus, listAccounts } from "./accounts.ts";
import { type Answer, notFound } from "./answer.ts";
import type { ApiContext, ApiRequest } from "./context.ts";
import { listConversations } from "./conversations.ts";
import { markSeen, markUnread } from "./mark-seen.ts";

export interface Route {
  /** As `X-RateLimit-Action` names it; which name mark-seen bears is not documented. */
  readonly action: string;
  readonly handle: (context: ApiContext, request: ApiRequest) => Answer;
}

const missing: Route = { action: "UNKNOWN", handle: () => notFound("Route") };
const wrongMethod = (allow: string): Route => ({
  action: "UNKNOWN",
  handle: () => ({ status: 405, body: { error: "Method not allowed" }, headers: { allow } }),
});

/** Paths below /linkedin. Nothing answers OPTIONS, and no answer carries a CORS header. */
export function routeFor(method: string, path: string): Route {
  const on = (allowed: string, action: string, handle: Route["handle"]): Route =>
    method === allowed ? { action, handle } : wrongMethod(allowed);
  if (path === "/messaging/mark-seen") return on("POST", "MARK_SEEN", markSeen);
  if (path === "/accounts") return on("GET", "ACCOUNTS", listAccounts);
  if (path === "/conversations") return on("GET", "CONVERSATIONS", listConversations);
  if (path === "/account/status") {
    return on("GET", "ACCOUNT", (c, r) => accountStatus(c, r.query.get("accountId") ?? undefined));
  }
  const status = /^\/account\/([^/]+)\/status$/.exec(path);
  if (status) return on("GET", "ACCOUNT", (c) => accountStatus(c, status[1]));
  const unread = /^\/conversations\/([^/]+)\/mark-unread$/.exec(path);
  if (unread) return on("PATCH", "MARK_UNREAD", (c) => markUnread(c, unread[1] ?? ""));
  return missing;
}
