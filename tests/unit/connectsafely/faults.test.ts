/**
 * What a server and a network can do, on real sockets, through ky: each fault with the step that has to follow.
 * Seen red by: following redirects; leaving the body outside the timeout; taking any 2xx for a success; reading
 * `Retry-After` without a bound; letting ky retry (`retry: 2`); no bound to the body; the key left in texts; each
 * chunk decoded by itself; a whole answer thrown away when its connection breaks; the earliest hint instead of the
 * latest; the server's `Date` ignored; offline before a lost permission; any 404 to mark-unread taken for the same;
 * not waiting for the end behind a whole answer (its connection is closed then).
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { NextStep } from "../../../lib/connectsafely/answers";
import { connectSafely } from "../../../lib/connectsafely/client";
import { type ConversationUrn, parseConversationUrn } from "../../../lib/conversation";
import {
  cut,
  FaultServer,
  fin,
  gzipped,
  head,
  json,
  reset,
  type Script,
  silence,
  text,
} from "./fault-server";

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const KEY = "cs_live_9f8e7d6c5b4a";
const ACCOUNT = "0123456789abcdef01234567";
const URN = parseConversationUrn(
  "urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAViewer,2-abc==)",
) as ConversationUrn;
const NOW = Date.parse("2026-11-03T12:00:00.000Z");
/** Where silence is the fault. Elsewhere the time is ample: a busy machine must not look like a slow server. */
const SHORT_MS = 400;
const AMPLE_MS = 15_000;

let server: FaultServer;
beforeEach(async () => {
  server = await FaultServer.listen();
});
afterEach(() => server.close());

function client(base = server.base, timeoutMs = AMPLE_MS) {
  return connectSafely({ key: KEY, now: () => NOW, base, timeoutMs });
}

async function stepAfter(
  script: Script,
  call: "seen" | "unread" = "seen",
  timeoutMs = AMPLE_MS,
): Promise<NextStep> {
  server.script = script;
  const asking = client(server.base, timeoutMs);
  const step = await (call === "seen" ? asking.markSeen(URN, ACCOUNT) : asking.markUnread(URN));
  expect(JSON.stringify(step)).not.toContain(KEY);
  expect(server.requests.length).toBeLessThanOrEqual(1);
  return step;
}

const UNREADABLE: NextStep = { kind: "retry", reason: "unreadable-answer" };
const TIMED_OUT: NextStep = { kind: "retry", reason: "timeout" };
const NETWORK: NextStep = { kind: "retry", reason: "network" };
const zod = (...path: string[]) => ({
  success: false,
  error: { name: "ZodError", issues: [{ code: "invalid_type", path, message: "Required" }] },
});

describe("answers with a verdict", () => {
  const cases: [string, Script, NextStep][] = [
    ["200 with success", json(200, { success: true, conversationUrn: URN, message: "ok" }), { kind: "done" }],
    [
      "200 with success: false",
      json(200, { success: false, error: "LinkedIn said no" }),
      { kind: "retry", reason: "refused", detail: "LinkedIn said no" },
    ],
    [
      "400 with a string",
      json(400, { success: false, error: "conversationUrn is required" }),
      { kind: "fail", reason: "bad-request", detail: "conversationUrn is required" },
    ],
    [
      "400 with an error object",
      json(400, zod("conversationUrn")),
      { kind: "fail", reason: "bad-request", detail: "Required" },
    ],
    [
      "400 that names the account in its issues",
      json(400, zod("accountId")),
      { kind: "pause", reason: "account-unknown", detail: "Required" },
    ],
    [
      "400 that names the account in its text",
      json(400, { success: false, code: "validation_error", message: "Invalid accountId" }),
      { kind: "pause", reason: "account-unknown", detail: "Invalid accountId" },
    ],
    ["400 with nothing", text(400, ""), { kind: "fail", reason: "bad-request", detail: "HTTP 400 Whatever" }],
    [
      "401 as documented",
      json(401, { error: "Unauthorized - Invalid credentials" }),
      { kind: "pause", reason: "key-refused" },
    ],
    ["401 with HTML", text(401, "<h1>no</h1>"), { kind: "pause", reason: "key-refused" }],
    [
      "402",
      json(402, { error: "Payment required" }),
      { kind: "pause", reason: "no-subscription", detail: "Payment required" },
    ],
    [
      "403",
      json(403, { error: "Your trial has expired" }),
      { kind: "pause", reason: "no-subscription", detail: "Your trial has expired" },
    ],
    [
      "404 with JSON",
      json(404, { error: "Conversation not found" }),
      { kind: "fail", reason: "not-found", detail: "Conversation not found", suspect: "account-unknown" },
    ],
    [
      "404 with HTML",
      text(404, "<pre>Cannot POST</pre>"),
      { kind: "fail", reason: "not-found", detail: "HTTP 404 Not Found", suspect: "api-moved" },
    ],
    ["405", text(405, ""), { kind: "pause", reason: "api-moved" }],
    ["410", json(410, { message: "Gone" }), { kind: "pause", reason: "api-moved" }],
    ["408", text(408, ""), TIMED_OUT],
    [
      "413",
      text(413, "too large", "text/plain"),
      { kind: "fail", reason: "bad-request", detail: "HTTP 413 Whatever" },
    ],
    [
      "500 as documented",
      json(500, { success: false, accountId: ACCOUNT, conversationUrn: URN, message: "Failed to mark" }),
      { kind: "retry", reason: "server-error", detail: "Failed to mark" },
    ],
    [
      "500 with details below data",
      json(500, { data: { errorDetails: { message: "Session lost" } } }),
      { kind: "retry", reason: "server-error", detail: "Session lost" },
    ],
    [
      "500 that repeats the key",
      json(500, { message: `bad token Bearer ${KEY}` }),
      { kind: "retry", reason: "server-error", detail: "bad token Bearer …" },
    ],
    [
      "500 with a broken body",
      (socket) => socket.end(`${head(500, { "content-length": 900 })}{"mess`),
      { kind: "retry", reason: "server-error", detail: "HTTP 500 Whatever" },
    ],
    [
      "502 with HTML",
      text(502, "<html>nginx</html>"),
      { kind: "retry", reason: "server-error", detail: "HTTP 502 Bad Gateway", waitMs: undefined },
    ],
    [
      "503 with Retry-After",
      text(503, "", "text/plain", { "retry-after": 20 }),
      { kind: "retry", reason: "server-error", detail: "HTTP 503 Whatever", waitMs: 20_000 },
    ],
    [
      "504",
      text(504, ""),
      { kind: "retry", reason: "server-error", detail: "HTTP 504 Whatever", waitMs: undefined },
    ],
  ];
  test.each(cases)("%s", async (_, script, step) => {
    expect(await stepAfter(script)).toEqual(step);
  });

  test("letters that are cut in two by the network arrive whole", async () => {
    const body = Buffer.from(JSON.stringify({ message: "fehlgeschlagen: Größe, 董芳, 🙂" }));
    const step = await stepAfter((socket) => {
      socket.write(head(500, { "content-type": "application/json", "content-length": body.length }));
      let sent = 0;
      const more = () => {
        socket.write(body.subarray(sent, sent + 1), () => {
          sent += 1;
          if (sent < body.length) setTimeout(more, 1);
        });
      };
      more();
    });
    expect(step).toMatchObject({ kind: "retry", detail: "fehlgeschlagen: Größe, 董芳, 🙂" });
  });

  test("a whole list on a socket that never ends is read as well", async () => {
    server.script = cut('[{"id":"0123456789abcdef01234567"}]', () => {});
    expect(await client().accounts()).toMatchObject({
      ok: true,
      accounts: [{ name: "0123456789abcdef01234567" }],
    });
  });

  test("a text of 10 KB is cut to 300 characters and stays in one line", async () => {
    const step = await stepAfter(json(500, { message: `a\n\u0000b${"x".repeat(10_000)}` }));
    expect(step).toMatchObject({ kind: "retry", detail: expect.stringMatching(/^a b(x+)…$/) });
    expect("detail" in step && step.detail).toHaveLength(300);
  });
});

describe("answers that prove nothing", () => {
  const whole = JSON.stringify({ success: true });
  const cases: [string, Script, NextStep][] = [
    ["200 with nothing", text(200, ""), UNREADABLE],
    ["204", (socket) => socket.write(head(204, {})), UNREADABLE],
    ["200 with a captive portal's page", text(200, "<html>Welcome to the airport</html>"), UNREADABLE],
    ["200 with JSON that says nothing of success", json(200, { ok: true }), UNREADABLE],
    ["200 with success as a text", json(200, { success: "true" }), UNREADABLE],
    ["200 with a JSON list", json(200, [{ success: true }]), UNREADABLE],
    ["200 with broken JSON", text(200, '{"success": tru', "application/json"), UNREADABLE],
    ["200 cut by FIN", cut('{"success": tr', fin as () => void), UNREADABLE],
    ["200 cut by a reset", cut('{"success": tr', (socket) => socket.resetAndDestroy()), UNREADABLE],
    ["200 with a body over 1 MB", text(200, `{"x":"${"y".repeat(1_200_000)}","success":true}`), UNREADABLE],
    [
      "200 with a gzip that is cut",
      gzipped(JSON.stringify({ success: true, x: "y".repeat(99) }), 20),
      UNREADABLE,
    ],
    ["200 that falls silent in its body", cut('{"success": tr', () => {}), TIMED_OUT],
    [
      "200 that drips a byte at a time",
      (socket) => {
        socket.write(head(200, { "content-length": 100_000 }));
        const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write(" ")), 10);
      },
      TIMED_OUT,
    ],
    ["30 s of silence", silence, TIMED_OUT],
    ["half a head, then silence", (socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-"), TIMED_OUT],
    ["a reset before any answer", reset, NETWORK],
    ["FIN before any answer", fin, NETWORK],
    ["bytes that are no HTTP", (socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n\r\n"), NETWORK],
    // What arrived is whole: the connection that breaks or hangs behind it changes nothing.
    ["a whole answer on a socket that never ends", cut(whole, () => {}), { kind: "done" }],
    ["a whole answer, then a reset", cut(whole, (socket) => socket.resetAndDestroy()), { kind: "done" }],
    [
      "early hints before the answer",
      (socket, request) => {
        socket.write("HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n");
        json(200, { success: true })(socket, request);
      },
      { kind: "done" },
    ],
  ];
  test.each(cases)("%s", async (_, script, step) => {
    const started = performance.now();
    expect(await stepAfter(script, "seen", step === TIMED_OUT ? SHORT_MS : AMPLE_MS)).toEqual(step);
    expect(performance.now() - started).toBeLessThan(AMPLE_MS);
  });
});

describe("no connection at all", () => {
  test("reset while the request's body is sent", async () => {
    server.onConnection = (socket) => socket.resetAndDestroy();
    expect(await stepAfter(silence)).toEqual(NETWORK);
  });

  test("nobody listens", async () => {
    const { base } = server;
    await server.close();
    expect(await client(base).markSeen(URN, ACCOUNT)).toEqual(NETWORK);
    server = await FaultServer.listen();
  });

  test("the name does not resolve", async () => {
    expect(await client("http://caught-up.invalid/linkedin").markSeen(URN, ACCOUNT)).toEqual(NETWORK);
  });

  test("the other side does not speak TLS", async () => {
    server.onConnection = (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    const secure = server.base.replace("http:", "https:");
    expect(await client(secure).markSeen(URN, ACCOUNT)).toEqual(NETWORK);
  });

  test("the request is called off", async () => {
    server.script = silence;
    const calledOff = AbortSignal.abort();
    expect(await client().markSeen(URN, ACCOUNT, calledOff)).toEqual(NETWORK);
    expect(server.requests).toEqual([]);
  });

  test.each([
    [{ online: false, permitted: true }, "offline"],
    [{ online: true, permitted: false }, "permission-lost"],
    [{ online: false, permitted: false }, "permission-lost"],
  ])("what the browser knows explains it: %o", async (situation, reason) => {
    const options = { key: KEY, now: () => NOW, base: server.base };
    const asking = (timeoutMs: number) =>
      connectSafely({ ...options, timeoutMs, situation: async () => situation });
    for (const [script, timeoutMs] of [
      [reset, AMPLE_MS],
      [silence, SHORT_MS],
    ] as const) {
      server.script = script;
      expect(await asking(timeoutMs).markSeen(URN, ACCOUNT)).toEqual({ kind: "pause", reason });
    }
    server.script = json(500, {});
    expect(await asking(AMPLE_MS).markSeen(URN, ACCOUNT)).toMatchObject({
      kind: "retry",
      reason: "server-error",
    });
  });
});

describe("redirects", () => {
  test.each([301, 302, 303, 307, 308])(
    "%d is not followed, and the other origin hears nothing",
    async (status) => {
      const other = await FaultServer.listen();
      const step = await stepAfter(text(status, "", "text/plain", { location: `${other.base}/elsewhere` }));
      expect(step).toEqual({ kind: "pause", reason: "api-redirected" });
      expect(other.requests).toEqual([]);
      await other.close();
    },
  );
});

describe("too many requests", () => {
  const in90s = new Date(NOW + 90_000);
  const cases: [string, Script, number | undefined][] = [
    ["without a hint", json(429, { success: false, code: "rate_limited", message: "Slow down" }), undefined],
    ["Retry-After in seconds", json(429, {}, { "retry-after": 30 }), 30_000],
    ["Retry-After as a date", json(429, {}, { "retry-after": in90s.toUTCString() }), 90_000],
    ["reset as ISO", json(429, {}, { "x-ratelimit-reset": in90s.toISOString() }), 90_000],
    ["reset in epoch ms", json(429, {}, { "x-ratelimit-reset": in90s.getTime() }), 90_000],
    [
      "reset in epoch s, to the end of that second",
      json(429, {}, { "x-ratelimit-reset": in90s.getTime() / 1000 }),
      91_000,
    ],
    ["reset in seconds from now", json(429, {}, { "x-ratelimit-reset": 45 }), 45_000],
    [
      "holdUntil in the body",
      json(429, { success: false, error: "held", holdUntil: in90s.toISOString() }),
      90_000,
    ],
    [
      "the latest of all",
      json(429, { holdUntil: in90s.toISOString() }, { "retry-after": 5, "x-ratelimit-reset": 45 }),
      90_000,
    ],
    ["a negative number", json(429, {}, { "retry-after": -5 }), undefined],
    ["a date in the past", json(429, {}, { "retry-after": new Date(NOW - 5_000).toUTCString() }), undefined],
    [
      "garbage",
      json(429, { holdUntil: "soon" }, { "retry-after": "soon", "x-ratelimit-reset": "NaN" }),
      undefined,
    ],
    ["an absurd number", json(429, {}, { "retry-after": 99_999_999 }), undefined],
    ["garbage beside a hint", json(429, {}, { "retry-after": "99e99", "x-ratelimit-reset": 12 }), 12_000],
  ];
  test.each(cases)("429 %s", async (_, script, waitMs) => {
    expect(await stepAfter(script)).toEqual({ kind: "wait", waitMs });
  });

  test("moments are measured by the server's own clock where it tells it", async () => {
    const date = new Date(NOW - 3_600_000).toUTCString();
    const reset = new Date(NOW - 3_600_000 + 20_000).toISOString();
    const step = await stepAfter(json(429, {}, { date, "x-ratelimit-reset": reset }));
    expect(step).toEqual({ kind: "wait", waitMs: 20_000 });
  });

  test("a success that used up the last request stops before the 429", async () => {
    const headers = { "x-ratelimit-remaining": 0, "x-ratelimit-reset": in90s.toISOString() };
    expect(await stepAfter(json(200, { success: true }, headers))).toEqual({ kind: "done", blockMs: 90_000 });
    server.requests.length = 0;
    expect(await stepAfter(json(200, { success: true }, { "x-ratelimit-remaining": 0 }))).toEqual({
      kind: "done",
      blockMs: 60_000,
    });
    server.requests.length = 0;
    expect(await stepAfter(json(200, { success: true }, { "x-ratelimit-remaining": 10 }))).toEqual({
      kind: "done",
    });
  });
});

describe("mark-unread", () => {
  const cases: [string, Script, NextStep][] = [
    ["200", json(200, { success: true, conversationUrn: URN }), { kind: "done" }],
    [
      "404 for the conversation",
      json(404, { error: "Conversation not found" }),
      { kind: "fail", reason: "not-found", detail: "Conversation not found", suspect: "account-unknown" },
    ],
    [
      "404 for the call, HTML",
      text(404, "Cannot PATCH /conversations"),
      { kind: "fail", reason: "unsupported" },
    ],
    ["404 for the call, JSON", json(404, { error: "Not Found" }), { kind: "fail", reason: "unsupported" }],
    [
      "404 for the call, a JSON that repeats the path",
      json(404, { message: "Route PATCH /linkedin/conversations/x not found" }),
      { kind: "fail", reason: "unsupported" },
    ],
  ];
  test.each(cases)("%s", async (_, script, step) => {
    expect(await stepAfter(script, "unread")).toEqual(step);
  });
});

describe("keep-alive", () => {
  test("a connection that the server closed while idle costs no conversation", async () => {
    server.script = (socket, request) => {
      json(200, { success: true })(socket, request);
      setImmediate(() => socket.resetAndDestroy());
    };
    const steps: NextStep[] = [];
    for (let n = 0; n < 5; n += 1) steps.push(await client().markSeen(URN, ACCOUNT));
    // Either it was sent on a new connection or its outcome is unknown; it is never taken for something else.
    for (const step of steps) expect([{ kind: "done" }, NETWORK]).toContainEqual(step);
    expect(steps[0]).toEqual({ kind: "done" });
  });

  test("a whole answer leaves the connection for the next request", async () => {
    let connections = 0;
    server.onConnection = () => {
      connections += 1;
    };
    const body = JSON.stringify({ success: true });
    server.script = (socket) => {
      socket.write(head(200, { "content-type": "application/json", "transfer-encoding": "chunked" }));
      socket.write(`${body.length.toString(16)}\r\n${body}\r\n`);
      setTimeout(() => socket.write("0\r\n\r\n"), 20);
    };
    for (let n = 0; n < 5; n += 1) expect(await client().markSeen(URN, ACCOUNT)).toEqual({ kind: "done" });
    expect(server.requests).toHaveLength(5);
    expect(connections).toBeLessThan(5);
  });
});
