import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MAX_ANSWER } from "../../../../lib/inbox/heard";
import { type PageServer, servePage } from "../support/page-server";
import { type Tapped, tapped } from "../support/tapped";

const GRAPHQL = "/voyager/api/voyagerMessagingGraphQL/graphql";
const LIST = `${GRAPHQL}?queryId=messengerConversations.0123456789abcdef0123456789abcdef&variables=(x)`;
const WRITE = "/voyager/api/voyagerMessagingDashMessengerConversations?ids=List(x)";
const big = "x".repeat(MAX_ANSWER + 1);

let server: PageServer;
let page: Tapped;

beforeAll(async () => {
  server = await servePage((path, response, body) => {
    if (path === "/realtime/connect") {
      response.write(':\n\ndata:{"a":1}\n\ndata:{"half"');
      return;
    }
    if (path.endsWith("/cut")) {
      response.writeHead(200, { "content-length": "100" });
      response.write("{", () => response.destroy());
      return;
    }
    if (path === "/slow") return;
    response.writeHead(200, { "content-type": "application/graphql" });
    const { url = "" } = server.log.at(-1) ?? {};
    response.end(
      path === GRAPHQL && url.includes("big")
        ? big
        : url.endsWith("&html")
          ? "<!doctype html>"
          : `{"path":"${path}","body":${JSON.stringify(body)}}`,
    );
  });
});
afterAll(() => server.close());
afterEach(() => page.close());

const start = () => {
  page = tapped(server.origin);
  return page;
};

// Red once: without the reject handler in `whenDone` two rejections go unheard.
describe("what the page sees", () => {
  it("gets its own promise and its own response, unread", async () => {
    let given: Promise<Response> | undefined;
    page = tapped(server.origin, {
      fetch: (...args: Parameters<typeof fetch>) => {
        given = fetch(...args);
        return given;
      },
    });
    const promise = page.scope.fetch(server.origin + LIST);
    expect(promise).toBe(given);
    const response = await promise;
    expect(response.bodyUsed).toBe(false);
    expect(await response.json()).toEqual({ path: GRAPHQL, body: "" });
    await page.hears(1);
  });

  it("finds a fetch of the same name, length and look", () => {
    const { scope } = start();
    expect(scope.fetch.name).toBe("fetch");
    expect(scope.fetch.length).toBe(globalThis.fetch.length);
    expect(Function.prototype.toString.call(scope.fetch)).toContain("[native code]");
  });

  it("finds nothing new on its window", () => {
    const names = [
      "fetch",
      "Request",
      "Response",
      "URL",
      "document",
      "XMLHttpRequest",
      "EventSource",
      "MessageEvent",
      "FocusEvent",
      "addEventListener",
      "removeEventListener",
      "postMessage",
      "setTimeout",
      "clearTimeout",
    ];
    expect(Object.keys(start().scope).sort()).toEqual(names.sort());
  });

  it("gets errors and aborts as its own, and nothing is rejected unheard", async () => {
    const unheard: unknown[] = [];
    const listen = (reason: unknown) => unheard.push(reason);
    process.on("unhandledRejection", listen);
    const { scope } = start();
    const abort = new AbortController();
    const aborted = scope.fetch(`${server.origin}${GRAPHQL}/../graphql?queryId=messengerMessages.1&slow`, {
      signal: abort.signal,
    });
    abort.abort();
    await expect(aborted).rejects.toMatchObject({ name: "AbortError" });
    await expect(scope.fetch(`http://127.0.0.1:1${LIST}`)).rejects.toBeInstanceOf(TypeError);
    const cut = await scope.fetch(
      `${server.origin}/voyager/api/voyagerMessagingDashMessengerConversations/cut`,
    );
    await expect(cut.text()).rejects.toBeInstanceOf(TypeError);
    await expect(scope.fetch("http://[bad")).rejects.toBeInstanceOf(TypeError);
    await new Promise((done) => setImmediate(done));
    process.off("unhandledRejection", listen);
    expect(unheard).toEqual([]);
  });

  it("keeps its fetch even if nobody listens any more", async () => {
    const { scope, close } = start();
    close();
    expect(await (await scope.fetch(server.origin + LIST)).text()).toContain("path");
  });
});

describe("what is handed over", () => {
  it("is the text of an answer that the page does not read either, which stays unread", async () => {
    let late = () => {};
    page = tapped(server.origin, { setTimeout: (task: () => void) => (late = task) });
    const response = await page.scope.fetch(server.origin + LIST);
    expect(page.heard).toEqual([]);
    late();
    expect((await page.hears(1))[0]?.text).toContain("path");
    expect(response.bodyUsed).toBe(false);
    expect(await response.json()).toEqual({ path: GRAPHQL, body: "" });
    expect(page.heard).toHaveLength(1);
  });

  // Seen red with the timer left running: for a second it would hold on to every response.
  it("is an answer that the page has read once and no second time later", async () => {
    let late = () => {};
    const cleared: unknown[] = [];
    page = tapped(server.origin, {
      setTimeout: (task: () => void) => {
        late = task;
        return 7;
      },
      clearTimeout: (timer: unknown) => cleared.push(timer),
    });
    await (await page.scope.fetch(server.origin + LIST)).json();
    await page.hears(1);
    expect(cleared).toEqual([7]);
    late();
    await (await page.scope.fetch(server.origin + LIST)).json();
    expect(await page.hears(2)).toHaveLength(2);
  });

  it("is the text of messenger answers, told by the name of path and query", async () => {
    const { scope, heard, hears } = start();
    for (const path of [
      "/feed",
      `${GRAPHQL}?queryId=messengerMailboxCounts.1`,
      "/voyager/api/voyagerMessagingDashMessagingBadge?action=markAllMessagesAsSeen",
      LIST.replace(/[0-9a-f]{32}/, "ffffffffffffffffffffffffffffffff"),
    ]) {
      await (await scope.fetch(server.origin + path)).text();
    }
    await hears(1);
    expect(heard.map(({ kind, method, status, text }) => ({ kind, method, status, text }))).toEqual([
      { kind: "answer", method: "GET", status: 200, text: `{"path":"${GRAPHQL}","body":""}` },
    ]);
    expect(heard[0]?.endedAt).toBeGreaterThanOrEqual(heard[0]?.startedAt ?? Number.NaN);
  });

  it.each([
    ["a string", () => [server.origin + WRITE, { method: "POST", body: '{"a":1}' }]],
    ["a URL", () => [new URL(server.origin + WRITE), { method: "post", body: '{"a":1}' }]],
    ["a Request", () => [new Request(server.origin + WRITE, { method: "POST", body: '{"a":1}' })]],
  ] as const)("has the body of a write that the page makes with %s", async (_, args) => {
    const { scope, hears } = start();
    const response = await scope.fetch(...(args() as unknown as Parameters<typeof fetch>));
    expect(await response.text()).toContain('{\\"a\\":1}');
    expect(await hears(1)).toMatchObject([{ kind: "write", method: "POST", requestBody: '{"a":1}' }]);
  });

  it("says so when an answer is over the cap, and the page still gets all of it", async () => {
    const { scope, hears } = start();
    const response = await scope.fetch(`${server.origin}${LIST}&big`);
    expect((await response.text()).length).toBe(big.length);
    expect(await hears(1)).toMatchObject([{ tooBig: true, text: "" }]);
  });

  // Red once: with text and JSON alone wrapped the others were never heard, and with a response that is still awaited
  // after it was heard, the last one was heard twice.
  it.each<[string, (response: Response) => Promise<unknown>]>([
    ["text", (response) => response.text()],
    ["json", (response) => response.json()],
    ["arrayBuffer", (response) => response.arrayBuffer()],
    ["blob", (response) => response.blob()],
    ["clone", (response) => response.clone().text()],
    ["body", async (response) => (await response.body?.getReader().read())?.value],
    ["a look at body, then text", (response) => (response.body ? response.text() : Promise.reject())],
  ])("is heard once when the page reads it by %s, and the page gets what it would get", async (_, read) => {
    const { scope, heard, hears } = start();
    const response = await scope.fetch(server.origin + LIST);
    const plain = await fetch(server.origin + LIST);
    expect(await read(response)).toEqual(await read(plain));
    expect((await hears(1))[0]?.text).toBe(`{"path":"${GRAPHQL}","body":""}`);
    await scope.fetch(server.origin + WRITE, { method: "POST", body: "{}" });
    await hears(2);
    expect(heard.map(({ kind }) => kind)).toEqual(["answer", "write"]);
  });

  it("is heard too where it is not JSON, and the page gets the browser's own error", async () => {
    const { scope, hears } = start();
    const response = await scope.fetch(`${server.origin}${LIST}&html`);
    const own = await (await fetch(`${server.origin}${LIST}&html`)).json().catch((error: unknown) => error);
    await expect(response.json()).rejects.toEqual(own);
    await expect(response.json()).rejects.toBeInstanceOf(TypeError);
    expect(await hears(1)).toMatchObject([{ text: "<!doctype html>" }]);
  });

  it("is realtime line by line, without waiting for an end", async () => {
    const { scope, hears } = start();
    const abort = new AbortController();
    await scope.fetch(`${server.origin}/realtime/connect?rc=1`, { signal: abort.signal });
    const [first] = await hears(1);
    abort.abort();
    expect(first).toMatchObject({ kind: "realtime", text: ':\n\ndata:{"a":1}\n\n' });
  });
});
