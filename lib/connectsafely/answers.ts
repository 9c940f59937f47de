/**
 * The one table of what happens next after an exchange. docs/RELIABILITY.md shows the same rows; a test keeps the
 * two equal. The queue takes a `NextStep` as it is; the two don't know each other.
 */
import { answerBody, detailText, namesAccount, namesConversation } from "./body";
import type { Exchange } from "./exchange";
import { rateHints } from "./rate-hints";

export type NextStep = {
  /** The server has nothing left for us: nobody sends for so long, ms. */
  readonly blockMs?: number | undefined;
} & (
  | { readonly kind: "done" }
  /** Outcome unknown or server trouble: tried again within the budget, then failed with this reason. */
  | {
      readonly kind: "retry";
      readonly reason: "refused" | "server-error" | "unreadable-answer" | "network" | "timeout";
      readonly detail?: string | undefined;
      /** Not sooner, ms. */
      readonly waitMs?: number | undefined;
    }
  /** Too many requests; `waitMs` undefined: no readable hint. */
  | { readonly kind: "wait"; readonly waitMs?: number | undefined }
  | { readonly kind: "pause"; readonly reason: PauseReason; readonly detail?: string | undefined }
  /** This conversation alone; `suspect` is what it would mean if every one failed so. */
  | {
      readonly kind: "fail";
      readonly reason: "bad-request" | "not-found" | "unsupported";
      readonly detail?: string | undefined;
      readonly suspect?: "account-unknown" | "api-moved" | undefined;
    }
);

export type PauseReason =
  | "key-refused"
  | "no-subscription"
  | "permission-lost"
  | "offline"
  | "account-unknown"
  | "api-moved"
  | "api-redirected";

export interface Context {
  readonly call: "mark-seen" | "mark-unread";
  readonly online: boolean;
  readonly permitted: boolean;
  /** Blotted out of texts. */
  readonly key: string;
  /** Epoch ms. */
  readonly now: number;
}

type Answer = Extract<Exchange, { kind: "answer" }>;

interface Row {
  /** First column of the table in the documents. */
  readonly when: string;
  /** Second column. */
  readonly outcome: string;
  readonly next: (exchange: Exchange, context: Context) => NextStep | undefined;
}

const NO_ANSWER = new Set<Exchange["kind"]>(["network", "timeout"]);

/** Without a reset to go by, as after a 429 without a hint. */
const EXHAUSTED_WAIT_MS = 60_000;

function unanswered(test: (exchange: Exchange, context: Context) => boolean, step: NextStep): Row["next"] {
  return (exchange, context) => (NO_ANSWER.has(exchange.kind) && test(exchange, context) ? step : undefined);
}

/** `test` sees the answer only; `step` gets the text to show. */
function answered(
  test: (answer: Answer, context: Context) => boolean,
  step: (detail: string, answer: Answer, context: Context) => NextStep,
): Row["next"] {
  return (exchange, context) =>
    exchange.kind === "answer" && test(exchange, context)
      ? step(detailText(exchange, context.key), exchange, context)
      : undefined;
}

const status =
  (...codes: readonly number[]) =>
  (answer: Answer) =>
    codes.includes(answer.status);
const success = (answer: Answer) => (isOk(answer) ? answerBody(answer.body)?.success : undefined);
const isOk = (answer: Answer) => answer.status >= 200 && answer.status < 300;
const hint = (answer: Answer, now: number) => rateHints(answer.headers, answerBody(answer.body), now).waitMs;

/** The first row that fits decides. */
export const ANSWERS: readonly Row[] = [
  {
    when: "no answer, and the permission for the API's host is gone",
    outcome: "pause `permission-lost`",
    next: unanswered((_, c) => !c.permitted, { kind: "pause", reason: "permission-lost" }),
  },
  {
    when: "no answer, and the browser is offline",
    outcome: "pause `offline`",
    next: unanswered((_, c) => !c.online, { kind: "pause", reason: "offline" }),
  },
  {
    when: "no answer within 20 s",
    outcome: "retry, else fail `timeout`",
    next: unanswered((e) => e.kind === "timeout", { kind: "retry", reason: "timeout" }),
  },
  {
    when: "no answer: refused, reset, no DNS, no TLS",
    outcome: "retry, else fail `network`",
    next: unanswered(() => true, { kind: "retry", reason: "network" }),
  },
  {
    when: "3xx",
    outcome: "pause `api-redirected`, never followed",
    next: (exchange) =>
      exchange.kind === "redirect" ? { kind: "pause", reason: "api-redirected" } : undefined,
  },
  {
    when: "2xx with JSON `success: true`",
    outcome: "seen",
    next: answered(
      (a) => success(a) === true,
      () => ({ kind: "done" }),
    ),
  },
  {
    when: "2xx with JSON `success: false`",
    outcome: "retry, else fail `refused`",
    next: answered(
      (a) => success(a) === false,
      (detail) => ({ kind: "retry", reason: "refused", detail }),
    ),
  },
  {
    when: "2xx whose body is not whole after 20 s",
    outcome: "retry, else fail `timeout`",
    next: answered(
      (a) => isOk(a) && a.body.kind === "slow",
      () => ({ kind: "retry", reason: "timeout" }),
    ),
  },
  {
    when: "2xx with any other body: empty, cut, HTML, text, over 1 MB, JSON without `success`",
    outcome: "retry, else fail `unreadable-answer`",
    next: answered(isOk, () => ({ kind: "retry", reason: "unreadable-answer" })),
  },
  {
    when: "400 or 422 that names `accountId`",
    outcome: "pause `account-unknown`",
    next: answered(
      (a) => status(400, 422)(a) && namesAccount(a.body),
      (detail) => ({ kind: "pause", reason: "account-unknown", detail }),
    ),
  },
  {
    when: "401",
    outcome: "pause `key-refused`",
    next: answered(status(401), () => ({ kind: "pause", reason: "key-refused" })),
  },
  {
    when: "402, 403",
    outcome: "pause `no-subscription`",
    next: answered(status(402, 403), (detail) => ({ kind: "pause", reason: "no-subscription", detail })),
  },
  {
    when: "404 to mark-unread that does not name the conversation or account",
    outcome: "fail `unsupported`, and all of the run",
    next: answered(
      (a, c) => status(404)(a) && c.call === "mark-unread" && !namesConversation(a.body),
      () => ({ kind: "fail", reason: "unsupported" }),
    ),
  },
  {
    when: "404 with JSON",
    outcome: "fail `not-found`; 5 in a row and none seen: pause `account-unknown`",
    next: answered(
      (a) => status(404)(a) && answerBody(a.body) !== undefined,
      (detail) => ({ kind: "fail", reason: "not-found", detail, suspect: "account-unknown" }),
    ),
  },
  {
    when: "404 with any other body",
    outcome: "fail `not-found`; 5 in a row and none seen: pause `api-moved`",
    next: answered(status(404), (detail) => ({
      kind: "fail",
      reason: "not-found",
      detail,
      suspect: "api-moved",
    })),
  },
  {
    when: "405, 410",
    outcome: "pause `api-moved`",
    next: answered(status(405, 410), () => ({ kind: "pause", reason: "api-moved" })),
  },
  {
    when: "408",
    outcome: "retry, else fail `timeout`",
    next: answered(status(408), () => ({ kind: "retry", reason: "timeout" })),
  },
  {
    when: "429",
    outcome: "wait as told or 60 s, spending no attempt; then slower",
    next: answered(status(429), (_, answer, c) => ({ kind: "wait", waitMs: hint(answer, c.now) })),
  },
  {
    when: "500",
    outcome:
      "retry, else fail `server-error`; 5 in a row: the account is asked for, and if it is disconnected: pause `account-disconnected`",
    next: answered(status(500), (detail) => ({ kind: "retry", reason: "server-error", detail })),
  },
  {
    when: "any other 5xx (502, 503, 504…)",
    outcome: "retry not before `Retry-After`, else fail `server-error`",
    next: answered(
      (a) => a.status >= 500,
      (detail, answer, c) => ({
        kind: "retry",
        reason: "server-error",
        detail,
        waitMs: hint(answer, c.now),
      }),
    ),
  },
  {
    when: "400 and any other status",
    outcome: "fail `bad-request`",
    next: answered(
      () => true,
      (detail) => ({ kind: "fail", reason: "bad-request", detail }),
    ),
  },
];

/** What to do after `exchange`. */
export function nextStep(exchange: Exchange, context: Context): NextStep {
  for (const row of ANSWERS) {
    const step = row.next(exchange, context);
    if (step) return withBlock(step, exchange, context);
  }
  throw new TypeError("an exchange that no row of the table fits");
}

/** `X-RateLimit-Remaining: 0` on any answer: stop before the 429 rather than after it. */
function withBlock(step: NextStep, exchange: Exchange, context: Context): NextStep {
  if (exchange.kind !== "answer" || step.kind === "wait") return step;
  const hints = rateHints(exchange.headers, answerBody(exchange.body), context.now);
  return hints.exhausted ? { ...step, blockMs: hints.waitMs ?? EXHAUSTED_WAIT_MS } : step;
}
