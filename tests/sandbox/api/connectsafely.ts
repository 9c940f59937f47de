import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { logEntry, readBody } from "../incoming.ts";
import { createRequestLog, type LoggedRequest, type RequestLog } from "../request-log.ts";
import { type Answer, notFound, unauthorized } from "./answer.ts";
import type { ApiContext, ApiRequest } from "./context.ts";
import { deliverFault, sendAnswer } from "./deliver.ts";
import { type ActiveFaults, createFaultPlan } from "./fault-plan.ts";
import { createRateLimit, limitExceeded, type RateLimit, rateHeaders } from "./rate-limit.ts";
import { routeFor } from "./router.ts";

export interface ConnectSafely {
  readonly log: RequestLog;
  readonly faults: ActiveFaults;
  readonly rateLimit: RateLimit;
  setKey(key: string): void;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface ConnectSafelyOptions {
  readonly key: string;
  readonly context: ApiContext;
  readonly rateLimit: { perMinute: number } | null;
  readonly latencyMs: number;
  readonly now: () => number;
  readonly onRequest?: (request: LoggedRequest) => void;
}

/** api.connectsafely.ai: key first, then the limit, then the fault that is planned, then the work. */
export function createConnectSafely(options: ConnectSafelyOptions): ConnectSafely {
  const log = createRequestLog(options.onRequest);
  const faults = createFaultPlan(options.now);
  const rateLimit = createRateLimit(options.rateLimit, options.now);
  const answersOn = new WeakMap<Socket, number>();
  let key = options.key;

  const finish = (request: IncomingMessage, response: ServerResponse, entry: LoggedRequest) => {
    const end = () => {
      if (entry.endedAt !== undefined) return;
      entry.endedAt = Date.now();
      log.changed();
    };
    response.once("finish", () => {
      answersOn.set(request.socket, (answersOn.get(request.socket) ?? 0) + 1);
      end();
    });
    response.once("close", end);
  };

  return {
    log,
    faults,
    rateLimit,
    setKey(next) {
      key = next;
    },
    async handle(request, response) {
      const entry = log.add(logEntry(request));
      finish(request, response, entry);
      const earlier = answersOn.get(request.socket) ?? 0;
      const early = faults.take({ method: entry.method, path: entry.path, earlier }, "headers");
      const blank = { accountId: "", conversationUrn: "" };
      const base = { request, response, entry };
      if (early) {
        deliverFault(early, { ...base, headers: {}, answer: undefined, about: blank });
        return;
      }
      entry.body = await readBody(request).catch(() => "");
      log.changed();
      if (options.latencyMs > 0) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
      if (entry.method === "OPTIONS") return sendAnswer(response, entry, notFound("Route"), {});
      if (entry.path === "/health")
        return sendAnswer(response, entry, { status: 200, body: { status: "ok" } }, {});
      if (entry.headers.authorization !== `Bearer ${key}`)
        return sendAnswer(response, entry, unauthorized, {});

      const path = entry.path.startsWith("/linkedin/") ? entry.path.slice("/linkedin".length) : "";
      const route = routeFor(entry.method, path);
      const rate = rateLimit.take();
      const headers = rateHeaders(rate, route.action);
      if (!rate.allowed) {
        return sendAnswer(response, entry, tooMany(route.action, rate, options.now()), headers);
      }
      const apiRequest: ApiRequest = {
        method: entry.method,
        path,
        query: new URLSearchParams(entry.query),
        body: jsonBody(entry),
      };
      const about = subjectOf(apiRequest, options.context);
      const fault = faults.take(
        { method: entry.method, path: entry.path, earlier, urn: about.conversationUrn || undefined },
        "body",
      );
      const act = () => {
        const answer = route.handle(options.context, apiRequest);
        entry.acted = answer.acted === true;
        return answer;
      };
      if (fault) {
        deliverFault(fault, { ...base, headers, about, answer: fault.acts ? act() : undefined });
        return log.changed();
      }
      sendAnswer(response, entry, act(), headers);
    },
  };
}

function tooMany(
  action: string,
  rate: { used: number; limit?: number; resetAt: number },
  now: number,
): Answer {
  return {
    status: 429,
    body: limitExceeded(action, rate.used, rate.limit ?? 0, rate.resetAt),
    headers: { "retry-after": String(Math.max(1, Math.ceil((rate.resetAt - now) / 1000))) },
  };
}

/** As a JSON body parser would have it: only with the JSON content type, only an object. */
function jsonBody(entry: LoggedRequest): ApiRequest["body"] {
  if (!/^application\/json\b/i.test(entry.headers["content-type"] ?? "")) return undefined;
  try {
    const value: unknown = JSON.parse(entry.body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function subjectOf(request: ApiRequest, context: ApiContext): { accountId: string; conversationUrn: string } {
  const { conversationUrn, accountId } = request.body ?? {};
  const inPath = /^\/conversations\/([^/]+)\/mark-unread$/.exec(request.path)?.[1];
  return {
    accountId: typeof accountId === "string" ? accountId : (context.accounts[0]?.id ?? ""),
    conversationUrn: typeof conversationUrn === "string" ? conversationUrn : decode(inPath ?? ""),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
