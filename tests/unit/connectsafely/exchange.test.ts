/**
 * What only browsers do, and what no server can be made to do at will; the rest is in faults.test.ts.
 * Seen red by: cookies sent along; an opaque redirect taken for an answer; the body of a redirect read on; a timer
 * left running; a body outside the time given; a caller that calls off not heard, not heard before the headers, or
 * told as too slow; an end waited for without bound behind a whole answer; no bound to the body; only objects and
 * lists read.
 */
import { afterEach, describe, expect, test, vi } from "vitest";
import { ACCOUNTS, markSeenEndpoint } from "../../../lib/connectsafely/endpoints";
import { exchange, type Wire } from "../../../lib/connectsafely/exchange";
import { type ConversationUrn, parseConversationUrn } from "../../../lib/conversation";

const URN = parseConversationUrn(
  "urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAViewer,2-abc==)",
) as ConversationUrn;
const wire: Wire = { base: "https://api.invalid/linkedin", key: "cs_live_1", timeoutMs: 20_000 };
const bytes = (text: string) => new TextEncoder().encode(text);

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** `fetch` answers so, whatever becomes of its signal. */
function answering(respond: (request: Request) => Response | Promise<Response>): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    requests.push(request);
    return respond(request);
  });
  return requests;
}

/** A body of these chunks, without an end if `open`; `cancelled` says whether it was given up. */
function body(chunks: readonly string[], open = false) {
  const state = { cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(bytes(chunk));
      if (!open) controller.close();
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { stream, state };
}

/** As browsers answer a redirect that is not to be followed. */
function opaqueRedirect(of: ReadableStream | null): Response {
  const response = new Response(of);
  Object.defineProperty(response, "type", { value: "opaqueredirect" });
  Object.defineProperty(response, "status", { value: 0 });
  Object.defineProperty(response, "ok", { value: false });
  return response;
}

test("the request brings nothing along but what is written in it, and leaves nothing behind", async () => {
  const requests = answering(() => Response.json({ success: true }));
  await exchange(markSeenEndpoint(URN, undefined), wire);
  expect(requests[0]).toMatchObject({
    redirect: "manual",
    credentials: "omit",
    cache: "no-store",
    referrerPolicy: "no-referrer",
  });
  expect(requests).toHaveLength(1);
});

describe("redirects", () => {
  test("as browsers show them: opaque, without a status", async () => {
    answering(() => opaqueRedirect(null));
    expect(await exchange(ACCOUNTS, wire)).toEqual({ kind: "redirect" });
  });

  test.each([300, 304, 399])("%d is one, with a body that is not read on", async (status) => {
    const { stream, state } = body(["x"], true);
    answering(() => {
      const response = new Response(stream);
      Object.defineProperty(response, "status", { value: status });
      return response;
    });
    expect(await exchange(ACCOUNTS, wire)).toEqual({ kind: "redirect" });
    expect(state.cancelled).toBe(true);
  });
});

describe("the end of an exchange", () => {
  test("its timer is cleared, whatever it ended with", async () => {
    vi.useFakeTimers();
    for (const respond of [
      () => Response.json({ success: true }),
      () => Promise.reject(new TypeError("failed")),
    ]) {
      answering(respond);
      await exchange(ACCOUNTS, wire);
      // The wait for the end of the body is a second.
      await vi.advanceTimersByTimeAsync(1_000);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  test("a body that doesn't end is bounded by the time given, although fetch forgets the signal", async () => {
    vi.useFakeTimers();
    const { stream, state } = body(['{"success": tr'], true);
    answering(() => new Response(stream));
    const exchanged = exchange(ACCOUNTS, wire);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await exchanged).toMatchObject({ kind: "answer", status: 200, body: { kind: "slow" } });
    expect(state.cancelled).toBe(true);
  });

  test("it is bounded by the caller's signal too, and then nobody waited too long", async () => {
    const { stream } = body(['{"success": tr'], true);
    const off = new AbortController();
    answering(() => {
      setTimeout(() => off.abort(), 10);
      return new Response(stream);
    });
    const exchanged = await exchange(ACCOUNTS, { ...wire, signal: off.signal });
    expect(exchanged).toMatchObject({ kind: "answer", body: { kind: "unreadable" } });
  });

  test("called off in the moment in which the headers come, the body is not waited for", async () => {
    const { stream } = body(['{"success": tr'], true);
    const off = new AbortController();
    answering(() => {
      off.abort();
      return new Response(stream);
    });
    const exchanged = await exchange(ACCOUNTS, { ...wire, signal: off.signal });
    expect(exchanged.kind === "answer" ? exchanged.body : exchanged).toMatchObject({
      kind: expect.stringMatching(/unreadable|network/),
    });
  });

  test("behind a whole answer the end is waited for a second, and then the socket is let go", async () => {
    vi.useFakeTimers();
    const { stream, state } = body(['{"success":', "true} \n"], true);
    answering(() => new Response(stream));
    let ended = false;
    const exchanged = exchange(ACCOUNTS, wire).finally(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(999);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toBe(true);
    expect(await exchanged).toMatchObject({ body: { kind: "json", value: { success: true } } });
    expect(state.cancelled).toBe(true);
  });
});

describe("the body", () => {
  async function read(...chunks: string[]) {
    const { stream, state } = body(chunks);
    answering(() => new Response(stream));
    const result = await exchange(ACCOUNTS, wire);
    return { body: result.kind === "answer" ? result.body : undefined, ...state };
  }

  test("may have 1 MB, and not a byte more", async () => {
    const text = (size: number) => `"${"x".repeat(size - 2)}"`;
    expect((await read(text(1_000_000))).body?.kind).toBe("json");
    const more = await read(text(600_000).slice(0, -1), `${"x".repeat(400_001)}"`);
    expect(more.body?.kind).toBe("unreadable");
  });

  test("any JSON that has come to its end is read, whatever its kind", async () => {
    expect((await read("17")).body).toEqual({ kind: "json", value: 17 });
    expect((await read("[", "]")).body).toEqual({ kind: "json", value: [] });
    expect((await read('{"a":{}', "}")).body).toEqual({ kind: "json", value: { a: {} } });
    expect((await read("")).body).toEqual({ kind: "unreadable" });
  });
});
