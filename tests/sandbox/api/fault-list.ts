import type { Fault } from "./faults.ts";
import { limitExceeded } from "./rate-limit.ts";

const HTML =
  "<!doctype html><html><head><title>Sign in to the network</title></head><body>Welcome</body></html>";
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Omit<Fault, "name"> => ({
  wire: "answer",
  acts: false,
  status,
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
  body: typeof body === "function" ? (body as never) : JSON.stringify(body),
});
const html = (status: number, headers: Record<string, string> = {}): Omit<Fault, "name"> => ({
  wire: "answer",
  acts: false,
  status,
  headers: { "content-type": "text/html; charset=utf-8", ...headers },
  body: HTML,
});
const redirect = (status: number, location: string): Omit<Fault, "name"> => ({
  ...html(status, { location }),
  body: "",
});
const failed = (about: { accountId: string; conversationUrn: string }) =>
  JSON.stringify({ success: false, ...about, message: "Failed to mark conversation as seen" });
const wire = (kind: Fault["wire"], acts: boolean): Omit<Fault, "name"> => ({ wire: kind, acts });
const limitText = { success: false, code: "rate_limited", message: "Too many requests" };

/** Times in headers are made when the list is asked for, so that "in 2 s" means from then. */
function table(now: number) {
  const at = (seconds: number) => now + seconds * 1000;
  const iso = (seconds: number) => new Date(at(seconds)).toISOString();
  return {
    "redirect-301": redirect(301, "https://api.connectsafely.ai/linkedin/conversations/mark-seen"),
    "redirect-302": redirect(302, "https://www.linkedin.com/login"),
    "redirect-307": redirect(307, "https://api.connectsafely.ai/linkedin/conversations/mark-seen"),
    "redirect-308": redirect(308, "https://elsewhere.example/mark-seen"),
    "bad-request-400": json(400, { success: false, error: "conversationUrn is not valid" }),
    "bad-account-400": json(400, { success: false, error: "accountId does not belong to this user" }),
    "validation-400": json(400, {
      success: false,
      error: {
        name: "ZodError",
        issues: [{ code: "custom", path: ["conversationUrn"], message: "Invalid URN" }],
      },
    }),
    "unauthorized-401": json(401, { error: "Unauthorized - Invalid credentials" }),
    "payment-402": json(402, { error: "Payment required" }),
    "forbidden-403": json(403, { error: "Your trial has expired. Please subscribe to continue." }),
    "forbidden-403-html": html(403),
    "not-found-404": json(404, { error: "Conversation not found" }),
    "not-found-404-html": html(404),
    "method-405": json(405, { error: "Method not allowed" }),
    "timeout-408": json(408, { error: "Request timeout" }),
    "gone-410": json(410, { error: "This endpoint has moved" }),
    "limit-429-bare": html(429),
    "limit-429-seconds": json(429, limitText, { "retry-after": "2" }),
    "limit-429-date": json(429, limitText, { "retry-after": new Date(at(3)).toUTCString() }),
    "limit-429-reset-iso": json(429, limitText, {
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": iso(2),
    }),
    "limit-429-reset-s": json(429, limitText, { "x-ratelimit-reset": String(Math.ceil(at(2) / 1000)) }),
    "limit-429-reset-ms": json(429, limitText, { "x-ratelimit-reset": String(at(2)) }),
    "limit-429-hold": json(429, limitExceeded("MARK_SEEN", 60, 60, at(2))),
    "limit-429-hold-day": json(429, limitExceeded("MARK_SEEN", 90, 90, at(86_400)), {
      "retry-after": "86400",
    }),
    "limit-429-garbage": json(429, limitText, { "retry-after": "soon", "x-ratelimit-reset": "later" }),
    "limit-429-negative": json(429, limitText, { "retry-after": "-30" }),
    "limit-429-past": json(429, limitText, { "x-ratelimit-reset": iso(-3600) }),
    "limit-429-absurd": json(429, limitText, { "retry-after": "99999999999" }),
    "error-500": json(500, failed),
    "error-500-acted": { ...json(500, failed), acts: true },
    "error-500-html": html(500),
    "error-500-empty": { ...html(500), body: "" },
    "error-500-details": json(500, { data: { errorDetails: { message: "LinkedIn session expired" } } }),
    "gateway-502": html(502),
    "unavailable-503": html(503, { "retry-after": "2" }),
    "gateway-504": html(504),
    "gateway-504-acted": { ...html(504), acts: true },
    "empty-200": { ...html(200), body: "" },
    "empty-200-acted": { ...html(200), body: "", acts: true },
    "no-content-204-acted": { wire: "answer", acts: true, status: 204, body: "" },
    "html-200": html(200),
    "null-200": json(200, null),
    "refused-200": json(200, { success: false, message: "LinkedIn did not accept the request" }),
    "cut-json-200": { ...json(200, {}), body: '{"success":true,"accountId":"65f', acts: true },
    "huge-200": {
      ...json(200, {}),
      body: () => JSON.stringify({ success: true, padding: "x".repeat(32 * 1024 * 1024) }),
      acts: true,
    },
    "reset-before": wire("reset-before", false),
    "reset-after": wire("reset", false),
    "reset-after-acted": wire("reset", true),
    "fin-after": wire("fin", false),
    "fin-after-acted": wire("fin", true),
    "truncated-acted": wire("truncate", true),
    "drip-acted": { ...wire("drip", true), everyMs: 40 },
    "drip-slow-acted": { ...wire("drip", true), everyMs: 2_000 },
    "hang-acted": wire("hang", true),
    silence: wire("silence", false),
    "silence-acted": wire("silence", true),
    "reuse-close": wire("reuse-close", false),
    "reuse-close-acted": wire("reuse-close", true),
  } satisfies Record<string, Omit<Fault, "name">>;
}

export type FaultName = keyof ReturnType<typeof table>;

export const FAULT_NAMES = Object.keys(table(0)) as FaultName[];

/** `now`: epoch ms that hints such as "in 2 s" count from. */
export function faultNamed(name: FaultName, now: number): Fault {
  return { name, ...table(now)[name] };
}
