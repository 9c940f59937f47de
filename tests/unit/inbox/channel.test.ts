import { afterEach, describe, expect, it, vi } from "vitest";
import { offerChannel, receiveChannel } from "../../../lib/inbox/channel";
import { post, standInWindow } from "./support/window";

type Scope = Window & typeof globalThis;

/** Both ends on one window. */
function opened(window: Scope, signal = new AbortController().signal) {
  const heard: [unknown, unknown][] = [];
  receiveChannel(window, signal, (header, text) => heard.push([header, text]));
  return { heard, send: offerChannel(window) };
}

/** Types of the events that are dispatched on the window. */
function watched(window: Scope): string[] {
  const types: string[] = [];
  const { dispatchEvent } = EventTarget.prototype;
  window.dispatchEvent = function (this: EventTarget, event) {
    if (this === window) types.push(event.type);
    return dispatchEvent.call(this, event);
  };
  return types;
}

describe("the hand-over", () => {
  afterEach(() => void vi.restoreAllMocks());

  // Seen red without `stopImmediatePropagation`, and with what waits thrown away.
  it("gives the isolated side all that is sent, from before it listened on, and shows the page nothing", async () => {
    const window = standInWindow();
    const seen: unknown[] = [];
    const heard: unknown[] = [];
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

  // Seen red with a fixed name, and with texts sent on the window: there `document.open()` ends all listening.
  it("takes one event of a name that is another each time, and nothing on the window from then on", async () => {
    const names = new Set<string>();
    for (const window of [standInWindow(), standInWindow()]) {
      const types = watched(window);
      const { heard, send } = opened(window);
      send("{}", "text");
      await vi.waitFor(() => expect(heard).toHaveLength(1));
      const name = types[0] ?? "";
      names.add(name);
      const before = types.length;
      send("{}", "text");
      expect(heard).toHaveLength(2);
      expect(types).toHaveLength(before);
      for (const type of ["port", "message", name])
        window.dispatchEvent(
          Object.assign(new MessageEvent(type, { data: "forged" }), { relatedTarget: window }),
        );
      expect(heard).toHaveLength(2);
    }
    expect([...names].map((name) => name.length)).toEqual([36, 36]);
  });

  // Seen red with each of them looked up when it is used, with a plain object, with what waits in an array, and with the
  // port closed.
  it("calls nothing that the page has put in the place of what was there, no setter and no getter of the page's", async () => {
    let prototype: unknown;
    const window = standInWindow({
      MessageEvent: class extends MessageEvent<unknown> {
        constructor(type: string, init: MessageEventInit) {
          super(type, init);
          prototype = Object.getPrototypeOf(init);
        }
      },
    });
    const { heard, send } = opened(window);
    const called: string[] = [];
    const call = (what: string) => () => {
      called.push(what);
    };
    Object.assign(window, {
      dispatchEvent: call("dispatch"),
      MessageEvent: call("message"),
      FocusEvent: call("focus"),
    });
    vi.spyOn(MessagePort.prototype, "close").mockImplementation(call("close"));
    let kept = 0;
    const set = (value: unknown) => {
      if (value instanceof Event) kept += 1;
    };
    Object.defineProperty(Array.prototype, "0", { set, configurable: true });
    send("{}", "text");
    Reflect.deleteProperty(Array.prototype, "0");
    await vi.waitFor(() => expect(heard).toEqual([["{}", "text"]]));
    expect(called).toEqual([]);
    expect(kept).toBe(0);
    expect(prototype).toBeNull();
  });

  // Seen red without the comparison of the source, with events of the page's making, and with a listener that stays.
  it("takes no message of other shape or source, none that a script has dispatched, and none after the first", async () => {
    const window = standInWindow();
    const { port1, port2 } = new MessageChannel();
    const heard: unknown[] = [];
    receiveChannel(window, new AbortController().signal, (_, text) => heard.push(text));
    port2.onmessage = () => heard.push("the page was told that somebody listens");
    port2.postMessage("name of the page's choice");
    window.postMessage("port", "/");
    window.postMessage({ forged: true }, "/", [port1]);
    const event = () => Object.assign(new Event("message"), { data: "port", ports: [port1], source: window });
    window.dispatchEvent(event());
    post(window, "port", [port1], standInWindow());
    const send = offerChannel(window);
    const late: unknown[] = [];
    window.addEventListener("message", (message) => late.push(message.data));
    window.postMessage("port", "/", [port1]);
    expect(late).toEqual(["port"]);
    send("{}", "true");
    await vi.waitFor(() => expect(heard).toEqual(["true"]));
    window.dispatchEvent(new MessageEvent("name of the page's choice", { data: "forged" }));
    expect(heard).toEqual(["true"]);
    port2.close();
  });

  // Seen red with a listener that outlives it.
  it("hears nothing any more once it is over", async () => {
    const over = new AbortController();
    const { heard, send } = opened(standInWindow(), over.signal);
    send("{}", "first");
    await vi.waitFor(() => expect(heard).toHaveLength(1));
    over.abort();
    send("{}", "second");
    expect(heard).toHaveLength(1);
  });

  // Seen red without the bound.
  it("keeps only so much for a side that is late", async () => {
    const { heard, send } = opened(standInWindow());
    for (let i = 0; i < 500; i++) send("{}", String(i));
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0));
    expect(heard.map(([, text]) => text)).toEqual(Array.from({ length: 200 }, (_, i) => String(i)));
  });
});
