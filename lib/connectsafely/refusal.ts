/** Why a question to the API (not a mark) has no answer. */
import { answerBody, detailText } from "./body";
import type { Exchange } from "./exchange";
import { rateHints } from "./rate-hints";

export interface Situation {
  /** `navigator.onLine`. */
  readonly online: boolean;
  /** The host permission for the API is held. */
  readonly permitted: boolean;
}

export type Refusal = {
  readonly ok: false;
  readonly reason:
    | "refused"
    | "no-subscription"
    | "not-available"
    | "rate-limited"
    | "network"
    | "offline"
    | "permission-lost"
    | "timeout"
    | "redirected"
    | "unreadable"
    | "failed";
  /** What the server said, capped. */
  readonly detail?: string | undefined;
  /** With `rate-limited`, ms; undefined: no readable hint. */
  readonly waitMs?: number | undefined;
};

const BY_STATUS: Readonly<Record<number, Refusal["reason"]>> = {
  401: "refused",
  402: "no-subscription",
  403: "no-subscription",
  404: "not-available",
  405: "not-available",
  410: "not-available",
  429: "rate-limited",
};

/** The JSON of a 2xx answer, or why there is none. */
export function questionAnswer(
  exchange: Exchange,
  context: Situation & { readonly key: string; readonly now: number },
): { readonly ok: true; readonly value: unknown } | Refusal {
  if (exchange.kind === "redirect") return { ok: false, reason: "redirected" };
  if (exchange.kind !== "answer") {
    if (!context.permitted) return { ok: false, reason: "permission-lost" };
    if (!context.online) return { ok: false, reason: "offline" };
    return { ok: false, reason: exchange.kind };
  }
  const { status, body } = exchange;
  if (status >= 200 && status < 300) {
    if (body.kind === "slow") return { ok: false, reason: "timeout" };
    return body.kind === "json" ? { ok: true, value: body.value } : { ok: false, reason: "unreadable" };
  }
  const reason = BY_STATUS[status] ?? "failed";
  const detail = detailText(exchange, context.key);
  if (reason !== "rate-limited") return { ok: false, reason, detail };
  const { waitMs } = rateHints(exchange.headers, answerBody(body), context.now);
  return { ok: false, reason, detail, waitMs };
}
