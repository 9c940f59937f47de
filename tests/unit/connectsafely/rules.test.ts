/**
 * How answers are read, each rule at its bounds; what whole answers lead to is in faults.test.ts.
 * Seen red by: `Retry-After` without a bound; a date gone by taken for a hint; epoch seconds read as seconds from now;
 * `holdUntil` not read; an unreadable `Date` taken for the server's clock; "05" requests left taken for none; issues
 * before the message; texts of any length; an account named by its path only; any 404 naming the conversation;
 * `success` in the body of an error believed; 501 not retried; a list taken for the API's own answer; 422 unlike 400;
 * an exhausted limit ignored; offline looked at after an answer; two rows of the same words; a question answered by a
 * 3xx; a wait told of any refusal; accounts of any id; a condition that is no object called fine; a cursor followed
 * where there is no more; times before 1970; rows without a URN counted; empty parameters in a query.
 */
import { describe, expect, test } from "vitest";
import { parseAccounts, parseCondition } from "../../../lib/connectsafely/accounts";
import { ANSWERS, type Context, nextStep } from "../../../lib/connectsafely/answers";
import { answerBody, detailText, namesAccount, namesConversation } from "../../../lib/connectsafely/body";
import { parsePage } from "../../../lib/connectsafely/conversation-list";
import { accountStatusEndpoint, conversationsEndpoint } from "../../../lib/connectsafely/endpoints";
import type { Body, Exchange } from "../../../lib/connectsafely/exchange";
import { rateHints } from "../../../lib/connectsafely/rate-hints";
import { questionAnswer } from "../../../lib/connectsafely/refusal";

const NOW = Date.parse("2026-11-03T12:00:00.000Z");
const json = (value: unknown): Body => ({ kind: "json", value });
const answer = (
  status: number,
  body: Body = { kind: "unreadable" },
  headers: Record<string, string> = {},
): Exchange => ({
  kind: "answer",
  status,
  statusText: "",
  headers: new Headers(headers),
  body,
});
const context: Context = { call: "mark-seen", online: true, permitted: true, key: "KEY", now: NOW };

describe("how long to wait", () => {
  const wait = (headers: Record<string, string>, body?: object) =>
    rateHints(new Headers(headers), body && answerBody(json(body)), NOW).waitMs;

  test("Retry-After in seconds, whole or not, up to 25 hours", () => {
    expect(wait({ "retry-after": "0" })).toBe(0);
    expect(wait({ "retry-after": " 1.5 " })).toBe(1_500);
    expect(wait({ "retry-after": "90000" })).toBe(90_000_000);
    expect(wait({ "retry-after": "90001" })).toBeUndefined();
    expect(wait({ "retry-after": "1.25" })).toBe(1_250);
    for (const value of ["", "-1", "1e3", "1.2.3", "soon", "5 s", "1,5"])
      expect(wait({ "retry-after": value })).toBeUndefined();
  });

  test("Retry-After as a date, now at the earliest", () => {
    // Only the form with names: what else might be a date is read differently by each engine.
    expect(wait({ "retry-after": "2026-11-04 01:30:00" })).toBeUndefined();
    expect(wait({ "retry-after": new Date(NOW).toUTCString() })).toBe(0);
    expect(wait({ "retry-after": new Date(NOW - 1_000).toUTCString() })).toBeUndefined();
  });

  test("the reset: seconds from now, epoch seconds, epoch ms, ISO", () => {
    expect(wait({ "x-ratelimit-reset": "86400" })).toBe(86_400_000);
    expect(wait({ "x-ratelimit-reset": "86401" })).toBeUndefined();
    expect(wait({ "x-ratelimit-reset": String(NOW / 1000 + 10) })).toBe(11_000);
    expect(wait({ "x-ratelimit-reset": String(NOW + 10) })).toBe(10);
    expect(wait({ "x-ratelimit-reset": "99999999999" })).toBeUndefined();
    expect(wait({ "x-ratelimit-reset": "100000000000" })).toBeUndefined();
    expect(wait({ "x-ratelimit-reset": "1.25" })).toBe(1_250);
    for (const value of ["x12", "12x", "1.x", "at 2026-11-03T12:00:07Z", ""]) {
      expect(wait({ "x-ratelimit-reset": value })).toBeUndefined();
    }
    expect(wait({ "x-ratelimit-reset": "2026-11-03T12:00:07Z" })).toBe(7_000);
    expect(wait({ "x-ratelimit-reset": "2026-11-03" })).toBeUndefined();
    expect(wait({ "x-ratelimit-reset": "2026-11-03Tgarbage" })).toBeUndefined();
  });

  test("holdUntil as a text or a number", () => {
    expect(wait({}, { holdUntil: NOW + 500 })).toBe(500);
    expect(wait({}, { holdUntil: "2026-11-03T12:00:01Z" })).toBe(1_000);
    expect(wait({}, { holdUntil: ` ${NOW + 500} ` })).toBe(500);
    expect(wait({}, { holdUntil: { at: 1 } })).toBeUndefined();
    expect(wait({})).toBeUndefined();
  });

  test("a Date that can't be read is not the server's clock", () => {
    expect(wait({ date: "yesterday", "x-ratelimit-reset": "2026-11-03T12:00:07Z" })).toBe(7_000);
  });

  test("exhausted is what says zero, and nothing else", () => {
    const exhausted = (value?: string) =>
      rateHints(new Headers(value === undefined ? {} : { "x-ratelimit-remaining": value }), undefined, NOW)
        .exhausted;
    expect([
      exhausted("0"),
      exhausted(" 00 "),
      exhausted("10"),
      exhausted("05"),
      exhausted("-1"),
      exhausted(""),
      exhausted(),
    ]).toEqual([true, true, false, false, false, false, false]);
  });
});

describe("the text to show", () => {
  const text = (value: unknown, key = "KEY") =>
    detailText({ status: 418, statusText: "I'm a teapot", body: json(value) }, key);

  test("the first that is there", () => {
    const all = {
      message: "a",
      error: "b",
      errorDetails: { message: "d" },
      data: { errorDetails: { message: "e" } },
    };
    expect(text(all)).toBe("a");
    expect(text({ ...all, message: undefined })).toBe("b");
    expect(text({ ...all, message: "  " })).toBe("b");
    expect(text({ ...all, message: 5, error: { issues: [{ message: "c" }, { message: "x" }] } })).toBe("c");
    expect(text({ ...all, message: null, error: { name: "E", message: "own" } })).toBe("own");
    expect(text({ errorDetails: { message: "d" }, data: { errorDetails: { message: "e" } } })).toBe("d");
    expect(text({ data: { errorDetails: { message: "e" } } })).toBe("e");
    expect(text({})).toBe("HTTP 418 I'm a teapot");
    expect(text({ data: {} })).toBe("HTTP 418 I'm a teapot");
    expect(text(["a"])).toBe("HTTP 418 I'm a teapot");
    expect(text("a")).toBe("HTTP 418 I'm a teapot");
    expect(detailText({ status: 502, statusText: "", body: { kind: "unreadable" } }, "KEY")).toBe("HTTP 502");
  });

  test("one line, 300 characters, without the key wherever it stands", () => {
    expect(text({ message: " a\r\n\tb \u0007 c " })).toBe("a b c");
    expect(text({ message: "x".repeat(300) })).toBe("x".repeat(300));
    expect(text({ message: "x".repeat(301) })).toBe(`${"x".repeat(299)}…`);
    expect(text({ message: "KEY and KEY" })).toBe("… and …");
    expect(text({ message: "abc" }, "")).toBe("abc");
  });
});

describe("whom a refusal is about", () => {
  test("the account, by path or by words", () => {
    expect(namesAccount(json({ error: { issues: [{ path: ["accountId"] }] } }))).toBe(true);
    expect(namesAccount(json({ error: { issues: [{ path: ["body", "accountId"], message: "x" }] } }))).toBe(
      true,
    );
    for (const words of ["Invalid accountId", "account_id is wrong", "unknown account id"]) {
      expect(namesAccount(json({ message: words }))).toBe(true);
      expect(namesAccount(json({ error: words }))).toBe(true);
      expect(namesAccount(json({ error: { message: words } }))).toBe(true);
      expect(namesAccount(json({ error: { issues: [{ path: [], message: words }] } }))).toBe(true);
    }
    for (const value of [
      {},
      { message: "conversationUrn is required" },
      { message: "account idle" },
      [],
      "accountId",
    ]) {
      expect(namesAccount(json(value))).toBe(false);
    }
    expect(namesAccount({ kind: "unreadable" })).toBe(false);
  });

  test("the conversation, and not the call", () => {
    for (const words of ["Conversation not found", "unknown thread", "Account not found"]) {
      expect(namesConversation(json({ error: words }))).toBe(true);
      expect(namesConversation(json({ message: words }))).toBe(true);
      expect(namesConversation(json({ error: { message: words } }))).toBe(true);
    }
    for (const words of [
      "Not Found",
      "Cannot PATCH /conversations/x",
      "no route for conversation",
      "unknown endpoint /conversations",
      "path /conversations",
      "method not supported for conversations",
      "PATCH conversations",
    ]) {
      expect(namesConversation(json({ error: words }))).toBe(false);
    }
    expect(namesConversation({ kind: "unreadable" })).toBe(false);
  });
});

describe("the table", () => {
  test("something follows from each status, whatever the body", () => {
    const bodies: Body[] = [
      json({}),
      json({ success: true }),
      json([1]),
      { kind: "unreadable" },
      { kind: "unreadable" },
      { kind: "unreadable" },
      { kind: "slow" },
    ];
    for (let status = 200; status < 600; status += 1) {
      for (const body of bodies) {
        for (const call of ["mark-seen", "mark-unread"] as const) {
          const step = nextStep(answer(status, body), { ...context, call });
          expect(step.kind === "done").toBe(
            status < 300 && body.kind === "json" && JSON.stringify(body).includes("true"),
          );
        }
      }
    }
  });

  test("a success in the body of an error is none", () => {
    expect(nextStep(answer(500, json({ success: true })), context).kind).toBe("retry");
    expect(nextStep(answer(404, json({ success: true })), context).kind).toBe("fail");
  });

  test("the bounds of the classes", () => {
    const kind = (status: number) => nextStep(answer(status, json({})), context).kind;
    expect([kind(299), kind(499), kind(500), kind(501), kind(599)]).toEqual([
      "retry",
      "fail",
      "retry",
      "retry",
      "retry",
    ]);
    expect(nextStep(answer(199, json({ success: true })), context).kind).toBe("fail");
    expect(nextStep(answer(500, undefined, { "retry-after": "9" }), context)).not.toHaveProperty("waitMs");
    expect(nextStep(answer(501, undefined, { "retry-after": "9" }), context)).toHaveProperty("waitMs", 9_000);
  });

  test("only a JSON object speaks for the API: a list says as little as a page", () => {
    expect(nextStep(answer(404, json({})), context)).toMatchObject({ suspect: "account-unknown" });
    expect(nextStep(answer(404, json([])), context)).toMatchObject({ suspect: "api-moved" });
    expect(nextStep(answer(404), context)).toMatchObject({ suspect: "api-moved" });
  });

  test("422 is read as 400 is", () => {
    expect(nextStep(answer(422, json({ message: "bad accountId" })), context)).toMatchObject({
      reason: "account-unknown",
    });
    expect(nextStep(answer(422, json({ message: "bad" })), context)).toMatchObject({
      kind: "fail",
      reason: "bad-request",
    });
    expect(nextStep(answer(409, json({ message: "bad accountId" })), context)).toMatchObject({
      kind: "fail",
      reason: "bad-request",
    });
  });

  test("an exhausted limit is heeded on any answer but a 429, which says it itself", () => {
    const headers = { "x-ratelimit-remaining": "0", "retry-after": "9" };
    expect(nextStep(answer(500, undefined, headers), context).blockMs).toBe(9_000);
    expect(nextStep(answer(429, undefined, headers), context)).toEqual({ kind: "wait", waitMs: 9_000 });
    expect(nextStep(answer(500), context)).not.toHaveProperty("blockMs");
  });

  test("what the browser knows explains only that no answer came", () => {
    const lost = { ...context, online: false, permitted: false };
    expect(nextStep(answer(200, json({ success: true })), lost).kind).toBe("done");
    expect(nextStep({ kind: "redirect" }, lost)).toEqual({ kind: "pause", reason: "api-redirected" });
    expect(nextStep({ kind: "timeout" }, lost)).toEqual({ kind: "pause", reason: "permission-lost" });
    expect(nextStep({ kind: "network" }, { ...lost, permitted: true })).toEqual({
      kind: "pause",
      reason: "offline",
    });
  });

  test("each row says when it applies and what follows, each differently", () => {
    expect(new Set(ANSWERS.map((row) => row.when)).size).toBe(ANSWERS.length);
    for (const row of ANSWERS) expect(row.outcome).not.toBe("");
  });
});

describe("questions", () => {
  const asked = (exchange: Exchange) => questionAnswer(exchange, context);

  test("a 2xx with JSON is an answer, and nothing else is", () => {
    expect(asked(answer(200, json([1])))).toEqual({ ok: true, value: [1] });
    expect(asked(answer(299, json(null)))).toEqual({ ok: true, value: null });
    expect(asked(answer(200))).toEqual({ ok: false, reason: "unreadable" });
    expect(asked(answer(200, { kind: "slow" }))).toEqual({ ok: false, reason: "timeout" });
    for (const status of [199, 300, 400]) {
      expect(asked(answer(status, json([])))).toMatchObject({ ok: false, reason: "failed" });
    }
  });

  test("only a limit says how long to wait", () => {
    const hint = { "retry-after": "9" };
    expect(asked(answer(429, undefined, hint))).toMatchObject({ reason: "rate-limited", waitMs: 9_000 });
    expect(asked(answer(401, undefined, hint))).not.toHaveProperty("waitMs");
  });
});

describe("accounts and pages", () => {
  test("an account needs an id of 1 to 64 characters; names are bounded", () => {
    const ids = parseAccounts([{ id: "" }, { id: "x".repeat(64) }, { id: "x".repeat(65) }, { id: 5 }, null]);
    expect(ids?.map((account) => account.id.length)).toEqual([64]);
    expect(parseAccounts([{ id: "1", firstName: "A".repeat(500) }])?.[0]?.name).toHaveLength(400);
    expect(parseAccounts([{ id: "1", firstName: " ", lastName: "" }])?.[0]?.name).toBe("1");
    expect(parseAccounts([{ id: "1", firstName: "A", lastName: null }])?.[0]?.name).toBe("A");
    expect(parseAccounts({})).toBeUndefined();
  });

  test("a condition that is not an object is unknown", () => {
    expect(parseCondition("ERROR")).toBe("unknown");
    expect(parseCondition(null)).toBe("unknown");
    expect(parseCondition({ status: 5, hasTokens: "no" })).toBe("unknown");
  });

  test("a page goes on by its cursor, unless it says that there is no more", () => {
    const page = (more: object) => parsePage({ conversations: [], ...more });
    expect(page({ nextCursor: "c" })).toMatchObject({ nextCursor: "c", hasMore: true });
    expect(page({ nextCursor: "c", hasMore: true })).toMatchObject({ nextCursor: "c", hasMore: true });
    expect(page({ nextCursor: "c", hasMore: false })).toMatchObject({
      nextCursor: undefined,
      hasMore: false,
    });
    expect(page({ nextCursor: "" })).toMatchObject({ nextCursor: undefined, hasMore: false });
    expect(page({ hasMore: true })).toMatchObject({ nextCursor: undefined, hasMore: true });
    expect(page({ nextCursor: 5, hasMore: "x" })).toMatchObject({ nextCursor: undefined, hasMore: false });
    expect(parsePage({ conversations: {} })).toBeUndefined();
    expect(parsePage(null)).toBeUndefined();
  });

  test("names are trimmed and bounded, times have to be after 1970", () => {
    const row = { conversationUrn: "urn:li:msg_conversation:(urn:li:fsd_profile:A,2-a==)", unreadCount: 1 };
    const first = (more: object) => parsePage({ conversations: [{ ...row, ...more }] })?.unread[0];
    expect(first({ participants: [{ name: " Ada " }, { name: "" }] })?.name).toBe("Ada");
    expect(first({ participants: [{ firstName: "A", lastName: "B" }] })?.name).toBe("A B");
    expect(first({ participants: [{ name: "x".repeat(500) }] })?.name).toHaveLength(400);
    expect(first({ participants: [], latestMessage: { senderName: "Cy" } })?.name).toBe("Cy");
    expect(first({ lastActivityAt: 0 })?.lastActivityAt).toBeUndefined();
    expect(first({ lastActivityAt: -5 })?.lastActivityAt).toBeUndefined();
    // 1e999 in JSON.
    expect(first({ lastActivityAt: Number.POSITIVE_INFINITY })?.lastActivityAt).toBeUndefined();
    expect(first({ lastActivityAt: 5 })?.lastActivityAt).toBe(5);
    expect(first({ unreadCount: -1 })).toBeUndefined();
  });

  test("only rows that name a conversation are listed or counted", () => {
    const page = parsePage({
      conversations: [
        { unreadCount: 1 },
        { unreadCount: 1, source: "sales_navigator" },
        { conversationUrn: "urn:li:salesNav_thread:1", unreadCount: 1 },
        {
          conversationUrn: "urn:li:msg_conversation:(urn:li:fsd_profile:A,2-a==)",
          unreadCount: 1,
          source: "sales_navigator",
        },
      ],
    });
    expect(page?.unread).toEqual([]);
    expect(page?.keys).toHaveLength(2);
    expect(page?.unreadSalesNavigator).toEqual([
      "urn:li:salesNav_thread:1",
      "urn:li:msg_conversation:(urn:li:fsd_profile:A,2-a==)",
    ]);
  });

  test("queries name only what is known", () => {
    expect(accountStatusEndpoint("").path).toBe("/account/status");
    expect(conversationsEndpoint({ accountId: undefined, count: 5, cursor: "a b&c" }).path).toBe(
      "/conversations?count=5&unreadOnly=true&nextCursor=a+b%26c",
    );
  });
});
