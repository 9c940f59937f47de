// @vitest-environment jsdom
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_ANSWER } from "../../../../lib/inbox/heard";
import { type PageServer, servePage } from "../support/page-server";
import { tapped } from "../support/tapped";

const LIST = "/voyager/api/voyagerMessagingGraphQL/graphql?queryId=messengerConversations.0&variables=(x)";

let server: PageServer;

beforeAll(async () => {
  server = await servePage((path, response) => {
    response.setHeader("access-control-allow-origin", "*");
    if (path === "/realtime/connect") {
      response.write("data:1\n");
      setTimeout(() => response.end("data:2\nrest"), 20);
    } else response.end(server.log.at(-1)?.url.endsWith("&big") ? "x".repeat(MAX_ANSWER + 1) : '{"a":[1]}');
  });
});
afterAll(() => server.close());

/** A class of its own for each test: the tap changes its prototype. */
function open() {
  class Xhr extends XMLHttpRequest {}
  for (const name of ["open", "send"] as const) {
    Object.defineProperty(Xhr.prototype, name, {
      ...Object.getOwnPropertyDescriptor(XMLHttpRequest.prototype, name),
    });
  }
  return { Xhr, ...tapped(server.origin, { XMLHttpRequest: Xhr }) };
}

function get(
  Xhr: typeof XMLHttpRequest,
  path: string,
  type: XMLHttpRequestResponseType = "",
): Promise<unknown> {
  return new Promise((done, fail) => {
    const xhr = new Xhr();
    xhr.onload = () => done(xhr.response);
    xhr.onerror = fail;
    xhr.open("GET", server.origin + path);
    xhr.responseType = type;
    xhr.send();
  });
}

describe("XMLHttpRequest", () => {
  it.each(["", "text", "json"] as const)(
    "hands over an answer of type %j and leaves the page its own",
    async (type) => {
      const { Xhr, hears, close } = open();
      const response = await get(Xhr, LIST, type);
      expect(response).toEqual(type === "json" ? { a: [1] } : '{"a":[1]}');
      expect(await hears(1)).toMatchObject([
        { kind: "answer", status: 200, text: '{"a":[1]}', method: "GET" },
      ]);
      close();
    },
  );

  // A blob of jsdom's is none to the rest: the end-to-end tests have those.
  it("hands over an answer that the page has as bytes, and leaves them whole", async () => {
    const { Xhr, hears, close } = open();
    const bytes = (await get(Xhr, LIST, "arraybuffer")) as ArrayBuffer;
    expect(await hears(1)).toMatchObject([{ kind: "answer", status: 200, text: '{"a":[1]}' }]);
    expect(new TextDecoder().decode(bytes)).toBe('{"a":[1]}');
    close();
  });

  it("says of more bytes than it takes that they were too many", async () => {
    const { Xhr, hears, close } = open();
    await get(Xhr, `${LIST}&big`, "arraybuffer");
    expect(await hears(1)).toMatchObject([{ kind: "answer", text: "", tooBig: true }]);
    close();
  });

  it("hands over nothing of other addresses, and nothing of a request opened anew for one", async () => {
    const { Xhr, heard, hears, close } = open();
    const xhr = new Xhr();
    xhr.open("GET", server.origin + LIST);
    xhr.open("GET", `${server.origin}/feed`);
    await new Promise((done) => {
      xhr.onload = done;
      xhr.send();
    });
    await get(Xhr, LIST);
    await hears(1);
    expect(heard).toHaveLength(1);
    close();
  });

  it("hands over realtime lines as they come, whole ones only", async () => {
    const { Xhr, hears, close } = open();
    await get(Xhr, "/realtime/connect");
    const heard = await hears(1);
    expect(heard.map((one) => one.text).join("")).toMatch(/^data:1\n(data:2\n)?$/);
    close();
  });

  it("finds methods of the same name and length", () => {
    const { Xhr, close } = open();
    const before = XMLHttpRequest.prototype;
    for (const name of ["open", "send"] as const) {
      expect([Xhr.prototype[name].name, Xhr.prototype[name].length]).toEqual([
        before[name].name,
        before[name].length,
      ]);
      expect(Xhr.prototype[name]).not.toBe(before[name]);
    }
    close();
  });
});

describe("EventSource", () => {
  it("hands over what arrives on the realtime stream as lines, and keeps the class whole", async () => {
    class Source extends EventTarget {
      constructor(readonly url: string) {
        super();
      }
    }
    const { scope, hears, close } = tapped(server.origin, { EventSource: Source });
    const source = new scope.EventSource(`${server.origin}/realtime/connect?rc=1`);
    expect(source).toBeInstanceOf(scope.EventSource);
    expect(source.constructor).toBe(scope.EventSource);
    expect(scope.EventSource.name).toBe("Source");
    source.dispatchEvent(new MessageEvent("message", { data: "one\ntwo" }));
    expect(await hears(1)).toMatchObject([{ kind: "realtime", text: "data:one\ndata:two\n" }]);
    close();
  });
});
