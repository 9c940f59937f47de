/**
 * The calls and what they make of answers, on real sockets; what becomes of a mark is in faults.test.ts.
 * Seen red by: the key in the path; no account sent as `null`; bare parentheses in the path; ky trying a POST again;
 * another host; keys with spaces taken; what can't be a key sent; accounts with an unheard-of status left out; every
 * refusal alike; the key left in texts; redirects followed; what can't be read, or any object, taken for an empty list
 * of accounts; a timeout told as a broken connection, and the other way round; a body out of time taken for
 * unreadable; offline and the permission not looked at, or looked at after any answer; a disconnected, an unknown or
 * an unanswered account called fine, an unheard-of status disconnected; read conversations listed; the first page
 * only; names in one form only; Sales Navigator told by its source alone; a list that repeats itself read on; a list
 * without bound; a page that failed called the end, or the first one an empty list; pages read past the one who
 * counts.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type ClientOptions, connectSafely, isUsableKey } from "../../../lib/connectsafely/client";
import { type ConversationUrn, parseConversationUrn } from "../../../lib/conversation";
import { FaultServer, json, reset, type Script, silence, text } from "./fault-server";

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const KEY = "cs_live_9f8e7d6c5b4a";
const ACCOUNT = "0123456789abcdef01234567";
const urn = (n: number | string) =>
  parseConversationUrn(
    `urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAViewer,2-${n}==)`,
  ) as ConversationUrn;

let server: FaultServer;
beforeEach(async () => {
  server = await FaultServer.listen();
});
afterEach(() => server.close());

function client(more: Partial<ClientOptions> = {}) {
  return connectSafely({ key: KEY, now: () => 1_000, base: server.base, timeoutMs: 15_000, ...more });
}

describe("the requests", () => {
  test("mark-seen: path, body and headers as documented, the key in one header only", async () => {
    await client().markSeen(urn("a+/b"), ACCOUNT);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", path: "/linkedin/messaging/mark-seen" });
    expect(JSON.parse(request?.body ?? "")).toEqual({ conversationUrn: urn("a+/b"), accountId: ACCOUNT });
    expect(request?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(request?.headers["content-type"]).toBe("application/json");
    expect(request?.headers.accept).toBe("application/json");
    expect(request?.headers.cookie).toBeUndefined();
    expect(request?.headers.referer).toBeUndefined();
    const elsewhere = { ...request?.headers, authorization: "" };
    expect(JSON.stringify([request?.path, request?.body, elsewhere])).not.toContain(KEY);
  });

  test("mark-seen without an account leaves it out", async () => {
    await client().markSeen(urn(1), undefined);
    expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({ conversationUrn: urn(1) });
  });

  test("mark-unread: the URN is one encoded segment of the path, and there is no body", async () => {
    await client().markUnread(urn("a+/b"));
    const [request] = server.requests;
    expect(request?.method).toBe("PATCH");
    expect(request?.path).toBe(
      "/linkedin/conversations/urn%3Ali%3Amsg_conversation%3A%28urn%3Ali%3Afsd_profile%3AACoAAViewer%2C2-a%2B%2Fb%3D%3D%29/mark-unread",
    );
    expect(decodeURIComponent(request?.path.split("/")[3] ?? "")).toBe(urn("a+/b"));
    expect(request?.body).toBe("");
  });

  test("each is sent once, whatever becomes of it", async () => {
    server.script = json(500, {});
    await client().markSeen(urn(1), undefined);
    expect(server.requests).toHaveLength(1);
  });

  test("where nothing else is said they go to the API, and nowhere else", async () => {
    const { API_BASE } = await import("../../../lib/connectsafely/endpoints");
    expect(API_BASE).toBe("https://api.connectsafely.ai/linkedin");
  });
});

describe("keys", () => {
  test("any text without spaces that fits in a header can be one", () => {
    expect(isUsableKey("a")).toBe(true);
    expect(isUsableKey("6f1d2c3b-0000-4000-8000-aaaaaaaaaaaa")).toBe(true);
    for (const key of ["", " ", "a b", "a\nb", "schlüssel", "a".repeat(4097)])
      expect(isUsableKey(key)).toBe(false);
  });

  test("one that can't be is refused without a request", async () => {
    const wrong = client({ key: "two words" });
    expect(await wrong.markSeen(urn(1), undefined)).toEqual({ kind: "pause", reason: "key-refused" });
    expect(await wrong.accounts()).toEqual({ ok: false, reason: "refused" });
    expect(server.requests).toEqual([]);
  });
});

describe("accounts", () => {
  const TIMED_OUT = { reason: "timeout" };

  test("a bare list, names put together, unknown fields and states taken as they are", async () => {
    server.script = json(200, [
      { id: ACCOUNT, firstName: "Ada", lastName: "Quill", status: "SOMETHING_NEW", enabled: true },
      { id: "2", publicId: "bo-l", status: null },
      { id: "3" },
      { firstName: "without id" },
      "nonsense",
    ]);
    expect(await client().accounts()).toEqual({
      ok: true,
      accounts: [
        { id: ACCOUNT, name: "Ada Quill", status: "SOMETHING_NEW" },
        { id: "2", name: "bo-l", status: undefined },
        { id: "3", name: "3", status: undefined },
      ],
    });
    expect(server.requests[0]).toMatchObject({ method: "GET", path: "/linkedin/accounts", body: "" });
  });

  const refusals: [string, Script, object][] = [
    ["401", json(401, { error: "Unauthorized" }), { reason: "refused", detail: "Unauthorized" }],
    ["402", json(402, {}), { reason: "no-subscription" }],
    [
      "403",
      json(403, { error: "Your trial has expired" }),
      { reason: "no-subscription", detail: "Your trial has expired" },
    ],
    ["404", text(404, ""), { reason: "not-available", detail: "HTTP 404 Not Found" }],
    ["405", text(405, ""), { reason: "not-available" }],
    ["410", text(410, ""), { reason: "not-available" }],
    ["429", json(429, {}, { "retry-after": 7 }), { reason: "rate-limited", waitMs: 7_000 }],
    ["500", json(500, { message: `boom ${KEY}` }), { reason: "failed", detail: "boom …" }],
    ["302", text(302, "", "text/plain", { location: "/elsewhere" }), { reason: "redirected" }],
    ["HTML", text(200, "<html></html>"), { reason: "unreadable" }],
    ["an object instead of a list", json(200, { accounts: [] }), { reason: "unreadable" }],
    ["silence", silence, TIMED_OUT],
    [
      "half an answer, then silence",
      (s) => s.write("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n["),
      TIMED_OUT,
    ],
    ["a reset", reset, { reason: "network" }],
  ];
  test.each(refusals)("%s", async (_, script, refusal) => {
    server.script = script;
    const answer = await client(refusal === TIMED_OUT ? { timeoutMs: 300 } : {}).accounts();
    expect(answer).toMatchObject({ ok: false, ...refusal });
    expect(JSON.stringify(answer)).not.toContain(KEY);
  });

  test("offline and a lost permission are told apart from a broken connection", async () => {
    server.script = reset;
    const offline = client({ situation: async () => ({ online: false, permitted: true }) });
    expect(await offline.accounts()).toEqual({ ok: false, reason: "offline" });
    const revoked = client({ situation: async () => ({ online: true, permitted: false }) });
    expect(await revoked.accounts()).toEqual({ ok: false, reason: "permission-lost" });
  });

  test("where an answer came the browser is not asked", async () => {
    server.script = json(500, {});
    let asked = 0;
    const asking = client({
      situation: async () => {
        asked += 1;
        return { online: false, permitted: false };
      },
    });
    expect(await asking.accounts()).toMatchObject({ ok: false, reason: "failed" });
    expect(asked).toBe(0);
  });
});

describe("the account's condition", () => {
  test.each([
    [{ status: "ERROR" }, "disconnected"],
    [{ status: "AVAILABLE", hasTokens: false }, "disconnected"],
    [{ status: "AVAILABLE", hasTokens: true }, "fine"],
    [{ status: "SOMETHING_NEW" }, "fine"],
    [{ hasTokens: true }, "fine"],
    [{}, "unknown"],
    [[], "unknown"],
  ])("%o is %s", async (body, condition) => {
    server.script = json(200, body);
    expect(await client().accountCondition(ACCOUNT)).toBe(condition);
    expect(server.requests[0]?.path).toBe(`/linkedin/account/status?accountId=${ACCOUNT}`);
  });

  test("without an answer it is unknown; without an account none is named", async () => {
    server.script = json(404, {});
    expect(await client().accountCondition(undefined)).toBe("unknown");
    expect(server.requests[0]?.path).toBe("/linkedin/account/status");
  });
});

describe("everything unread", () => {
  const row = (n: number, more: object = {}) => ({ conversationUrn: urn(n), unreadCount: 1, ...more });

  /** Answers page after page, by the cursor asked for. */
  function pages(list: object[]): void {
    server.script = (socket, request) => {
      const cursor = new URL(request.path, "http://x").searchParams.get("nextCursor");
      const page = list[Number(cursor ?? 0)];
      (page ? json(200, page) : json(500, {}))(socket, request);
    };
  }

  test("every page, unread ones only, whatever the server's own filter does", async () => {
    pages([
      {
        conversations: [row(1), row(2, { unreadCount: 0 }), { conversationUrn: urn(3) }],
        nextCursor: "1",
        hasMore: true,
      },
      { conversations: [row(4, { unreadCount: 7 })], nextCursor: null, hasMore: false },
    ]);
    const found = await client().everythingUnread({ accountId: ACCOUNT });
    expect(found).toMatchObject({ ok: true, salesNavigator: 0, complete: true });
    expect(found.ok && found.conversations.map((c) => [c.urn, c.unreadCount])).toEqual([
      [urn(1), 1],
      [urn(4), 7],
    ]);
    expect(server.requests.map((r) => r.path)).toEqual([
      `/linkedin/conversations?accountId=${ACCOUNT}&count=20&unreadOnly=true`,
      `/linkedin/conversations?accountId=${ACCOUNT}&count=20&unreadOnly=true&nextCursor=1`,
    ]);
  });

  test("names and times in the forms that occur", async () => {
    pages([
      {
        conversations: [
          row(1, { participants: [{ name: "Ada Quill" }, { firstName: "Bo", lastName: "L" }, null, {}] }),
          row(2, {
            participants: "nonsense",
            latestMessage: { senderName: "Cy" },
            lastActivityAt: 1_700_000_000_000,
          }),
          row(3, { lastActivityAt: "2026-11-03T10:00:00Z" }),
          row(4, { lastActivityAt: "yesterday" }),
        ],
      },
    ]);
    const found = await client().everythingUnread({});
    expect(found.ok && found.conversations).toEqual([
      { urn: urn(1), name: "Ada Quill, Bo L", unreadCount: 1, lastActivityAt: undefined },
      { urn: urn(2), name: "Cy", unreadCount: 1, lastActivityAt: 1_700_000_000_000 },
      { urn: urn(3), name: "", unreadCount: 1, lastActivityAt: Date.parse("2026-11-03T10:00:00Z") },
      { urn: urn(4), name: "", unreadCount: 1, lastActivityAt: undefined },
    ]);
  });

  test("Sales Navigator is counted apart, and what can't be read is left out", async () => {
    pages([
      {
        conversations: [
          row(1),
          { conversationUrn: "urn:li:salesNav_thread:1", unreadCount: 2 },
          { conversationUrn: "urn:li:x:2", source: "sales_navigator", unreadCount: 2 },
          { conversationUrn: "urn:li:salesNav_thread:3", unreadCount: 0 },
          { conversationUrn: "urn:li:messagingThread:2-x", unreadCount: 2 },
          { unreadCount: 2 },
          "nonsense",
        ],
        hasMore: false,
      },
    ]);
    expect(await client().everythingUnread({})).toMatchObject({
      ok: true,
      conversations: [{ urn: urn(1) }],
      salesNavigator: 2,
      complete: true,
    });
  });

  test("a list that repeats itself ends, each conversation named once, and is not called complete", async () => {
    server.script = json(200, { conversations: [row(1), row(2)], nextCursor: "again", hasMore: true });
    const found = await client().everythingUnread({});
    expect(found).toMatchObject({ ok: true, complete: false });
    expect(found.ok && found.conversations).toHaveLength(2);
    expect(server.requests).toHaveLength(2);
  });

  test("a list without end is read up to a thousand", async () => {
    let n = 0;
    server.script = (socket, request) => {
      n += 1;
      json(200, { conversations: [row(n)], nextCursor: `${n}`, hasMore: true })(socket, request);
    };
    const found = await client().everythingUnread({});
    expect(found).toMatchObject({ ok: true, complete: false });
    expect(server.requests).toHaveLength(50);
  });

  test("an empty list is an answer; a page that fails later leaves what was read, not complete", async () => {
    pages([{ conversations: [], hasMore: false }]);
    expect(await client().everythingUnread({})).toEqual({
      ok: true,
      conversations: [],
      salesNavigator: 0,
      complete: true,
    });
    pages([{ conversations: [row(1)], nextCursor: "9", hasMore: true }]);
    expect(await client().everythingUnread({})).toMatchObject({ ok: true, complete: false });
  });

  test("a first page that fails says why", async () => {
    server.script = json(401, {});
    expect(await client().everythingUnread({})).toMatchObject({ ok: false, reason: "refused" });
    server.script = json(200, { items: [] });
    expect(await client().everythingUnread({})).toEqual({ ok: false, reason: "unreadable" });
  });

  test("each request goes through the one who counts them", async () => {
    pages([
      { conversations: [row(1)], nextCursor: "1" },
      { conversations: [row(2)], nextCursor: "2" },
      { conversations: [row(3)] },
    ]);
    let counted = 0;
    const each = <T>(work: () => Promise<T>) => {
      counted += 1;
      return work();
    };
    expect(await client().everythingUnread({ each })).toMatchObject({ ok: true, complete: true });
    expect(counted).toBe(3);
  });
});
