// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { offerChannel, receiveChannel } from "../../../lib/inbox/channel";

type Scope = Window & typeof globalThis;

/** A window whose messages arrive at once, in the order posted, as capturing listeners see them. */
function windowOf(): Scope {
  const target = new EventTarget();
  const self = Object.assign(target, {
    MessageEvent,
    postMessage(data: unknown, _origin: string, ports: MessagePort[] = []) {
      const event = new Event("message");
      Object.assign(event, { data, ports, source: self });
      target.dispatchEvent(event);
    },
  });
  return self as unknown as Scope;
}

/** Both ends on one window. */
function opened(window: Scope, signal = new AbortController().signal) {
  const heard: [unknown, unknown][] = [];
  receiveChannel(window, signal, (header, text) => heard.push([header, text]));
  return { heard, send: offerChannel(window) };
}

describe("the hand-over", () => {
  // Seen red without `stopImmediatePropagation`, and with what waits thrown away.
  it("gives the isolated side all that is sent, from before it listened on, and shows the page nothing", async () => {
    const window = windowOf();
    const seen: unknown[] = [];
    const heard: [unknown, unknown][] = [];
    receiveChannel(window, new AbortController().signal, (header, text) => heard.push([header, text]));
    window.addEventListener("message", (event) => seen.push(event.data));
    const send = offerChannel(window);
    send("{1}", "sent before anyone listens");
    send("{2}", "so is this");
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    send("{3}", "at once");
    expect(heard).toEqual([
      ["{1}", "sent before anyone listens"],
      ["{2}", "so is this"],
      ["{3}", "at once"],
    ]);
    expect(seen).toEqual([]);
  });

  // Seen red with a fixed name: a page that knows it is heard.
  it("goes by a name that is another each time, under which the page can send nothing", async () => {
    const names = new Set<string>();
    for (const window of [windowOf(), windowOf()]) {
      const dispatch = window.dispatchEvent.bind(window);
      window.dispatchEvent = (event) => {
        if (event.type !== "message") names.add(event.type);
        return dispatch(event);
      };
      const { heard, send } = opened(window);
      send("{}", "text");
      await vi.waitFor(() => expect(heard).toHaveLength(1));
      for (const type of ["port", "message", "heard"])
        dispatch(new MessageEvent(type, { lastEventId: "{}", data: "forged" }));
      expect(heard).toHaveLength(1);
    }
    expect([...names].map((name) => name.length)).toEqual([36, 36]);
  });

  // Seen red with `scope.dispatchEvent` and `new scope.MessageEvent` looked up at each sending, and with a plain object.
  it("calls nothing that the page has put in the place of what was there, and no getter of the page's", async () => {
    const window = windowOf();
    const prototypes: unknown[] = [];
    Object.assign(window, {
      MessageEvent: class extends MessageEvent<unknown> {
        constructor(type: string, init: MessageEventInit) {
          super(type, init);
          prototypes.push(Object.getPrototypeOf(init));
        }
      },
    });
    const { heard, send } = opened(window);
    const called = vi.fn();
    Object.assign(window, { dispatchEvent: called, MessageEvent: called });
    send("{}", "text");
    await vi.waitFor(() => expect(heard).toEqual([["{}", "text"]]));
    expect(called).not.toHaveBeenCalled();
    expect(prototypes).toEqual([null]);
  });

  // Seen red without the comparison of the source, and with a listener that stays.
  it("takes no message of other shape or source, and none after the first", async () => {
    const window = windowOf();
    const { port1, port2 } = new MessageChannel();
    const heard: unknown[] = [];
    receiveChannel(window, new AbortController().signal, (_, text) => heard.push(text));
    const forge = (port: MessagePort) => {
      port.onmessage = () => heard.push("the page was told that somebody listens");
      port.postMessage("name of the page's choice");
    };
    forge(port2);
    window.postMessage("port", "/");
    window.postMessage({ forged: true }, "/", [port1]);
    window.dispatchEvent(Object.assign(new Event("message"), { data: "port", ports: [port1], source: null }));
    const send = offerChannel(window);
    const late: unknown[] = [];
    window.addEventListener("message", (event) => late.push(event.data));
    window.postMessage("port", "/", [port1]);
    expect(late).toEqual(["port"]);
    send("{}", "true");
    await vi.waitFor(() => expect(heard).toEqual(["true"]));
    window.dispatchEvent(new MessageEvent("name of the page's choice", { data: "forged" }));
    expect(heard).toEqual(["true"]);
  });

  // Seen red with a listener that outlives it.
  it("hears nothing any more once it is over", async () => {
    const over = new AbortController();
    const { heard, send } = opened(windowOf(), over.signal);
    send("{}", "first");
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    over.abort();
    send("{}", "second");
    expect(heard).toHaveLength(1);
  });

  // Seen red without the bound.
  it("keeps only so much for a side that never comes", async () => {
    const window = windowOf();
    let port: MessagePort | undefined;
    window.addEventListener("message", (event) => (port = event.ports[0]), { once: true });
    const send = offerChannel(window);
    for (let i = 0; i < 500; i++) send("{}", String(i));
    const texts: unknown[] = [];
    const name = await new Promise<string>((told) => {
      if (port) port.onmessage = ({ data }) => told(data);
    });
    window.addEventListener(name, (event) => texts.push((event as MessageEvent).data));
    port?.postMessage("");
    await vi.waitFor(() => expect(texts.length).toBeGreaterThan(0));
    expect(texts).toEqual(Array.from({ length: 200 }, (_, i) => String(i)));
  });
});
