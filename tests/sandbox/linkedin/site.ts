import type { IncomingMessage, ServerResponse } from "node:http";
import { logEntry, readBody } from "../incoming.ts";
import type { MailboxChange } from "../mailbox.ts";
import { createRequestLog, type LoggedRequest, type RequestLog } from "../request-log.ts";
import { asset } from "./assets.ts";
import { documentFor, meRecord, salesThreads } from "./document.ts";
import { appFor } from "./pages.ts";
import { createRealtime } from "./realtime.ts";
import { CONTENT_SECURITY_POLICY } from "./security.ts";
import type { LinkedInContext } from "./state.ts";
import { messagingGraphQL, type PageAnswer, writeConversations } from "./voyager.ts";

export interface Site {
  readonly log: RequestLog;
  /** Bodies of reports of a broken content security policy. */
  violations(): string[];
  changed(change: MailboxChange): void;
  /** The session is another member's now. */
  dropStreams(): void;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const REPORT = "/platform-telemetry/li/csp-report";
const CONVERSATIONS = "/voyager/api/voyagerMessagingDashMessengerConversations";
const json = (value: unknown, status = 200): PageAnswer => ({
  status,
  type: "application/json; charset=UTF-8",
  body: JSON.stringify(value),
});

const SESSION = "ajax:5204417836910022";

function hasToken(entry: LoggedRequest): boolean {
  const cookie = /JSESSIONID="?([^";]+)/.exec(entry.headers.cookie ?? "")?.[1];
  return cookie !== undefined && entry.headers["csrf-token"] === cookie;
}

export function createSite(context: LinkedInContext): Site {
  const log = createRequestLog();
  const realtime = createRealtime(context);
  const attempts = new Map<string, number>();

  const api = (entry: LoggedRequest): PageAnswer => {
    const { path, method, query } = entry;
    // As the real one: a request whose token is not that of its cookie is refused.
    if (!hasToken(entry)) return json({ status: 403, message: "CSRF check failed." }, 403);
    if (path === "/voyager/api/me") return json(meRecord(context.session()));
    if (method === "GET" && path === "/voyager/api/voyagerMessagingGraphQL/graphql") {
      const nth = (attempts.get(query) ?? 0) + 1;
      attempts.set(query, nth);
      return messagingGraphQL(query, entry.headers.accept ?? "", nth, context);
    }
    if (method === "POST" && path === CONVERSATIONS) return writeConversations(query, entry.body, context);
    if (method === "POST" && path === "/voyager/api/voyagerMessagingDashMessengerMessages")
      return sent(entry);
    if (method === "POST" && path === "/voyager/api/voyagerMessagingDashMessagingBadge")
      return json({ value: {} });
    return json({ status: 404 }, 404);
  };

  const sent = (entry: LoggedRequest): PageAnswer => {
    const body = JSON.parse(entry.body) as {
      message?: { conversationUrn?: string; body?: { text?: string } };
    };
    const { mailbox } = context.session();
    const c = mailbox.byUrn(body.message?.conversationUrn ?? "");
    if (!c) return json({ status: 404 }, 404);
    mailbox.arrive(c, { text: body.message?.body?.text ?? "", from: "me" });
    return json({ value: { conversationUrn: c.urn } });
  };

  const page = (entry: LoggedRequest): PageAnswer => {
    const app = entry.method === "GET" ? appFor(entry.path) : undefined;
    if (!app) return { status: 404, type: "text/html", body: "<!doctype html><title>Page not found</title>" };
    return {
      status: 200,
      type: "text/html; charset=utf-8",
      body: documentFor(app, context),
      headers: { "content-security-policy": CONTENT_SECURITY_POLICY, "cache-control": "no-cache" },
    };
  };

  const route = async (entry: LoggedRequest): Promise<PageAnswer> => {
    if (entry.host === "static.licdn.com") return asset(entry.path);
    if (entry.path === "/")
      return { status: 302, type: "text/html", body: "", headers: { location: "/feed/" } };
    if (entry.path.startsWith("/voyager/api/")) return api(entry);
    if (entry.path === "/sales-api/salesApiMessagingThreads") return json(salesThreads(context));
    if (entry.path === REPORT || entry.path === "/li/track")
      return { status: 200, type: "text/plain", body: "" };
    return page(entry);
  };

  return {
    log,
    violations: () => log.requests.filter((r) => r.path === REPORT).map((r) => r.body),
    changed(change) {
      const session = context.session();
      session.revision += 1;
      const { urn } = change.conversation;
      if (change.kind === "removed") session.deletedAt.set(urn, session.revision);
      else session.changedAt.set(urn, session.revision);
      if (change.by === "api" && context.arms.staleMs > 0) {
        session.stale.set(urn, { ...change.was, until: context.now() + context.arms.staleMs });
      }
      realtime.tell(change);
    },
    dropStreams: () => realtime.drop(),
    async handle(request, response) {
      const entry = log.add(logEntry(request));
      response.once("close", () => {
        entry.endedAt = Date.now();
        log.changed();
      });
      entry.body = await readBody(request).catch(() => "");
      if (entry.host === "www.linkedin.com" && entry.path === "/realtime/connect") {
        entry.status = 200;
        log.changed();
        return realtime.connect(response);
      }
      const answer = await route(entry);
      entry.status = answer.status;
      const cookies = [`JSESSIONID="${SESSION}"; Path=/; Secure`, "li_at=sandbox; Path=/; Secure; HttpOnly"];
      response.writeHead(answer.status, {
        "content-type": answer.type,
        "content-length": String(Buffer.byteLength(answer.body)),
        "x-li-pop": "sandbox",
        ...(answer.type.startsWith("text/html") ? { "set-cookie": cookies } : {}),
        ...answer.headers,
      });
      response.end(answer.body);
      log.changed();
    },
  };
}
