// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { offerPort, receivePort } from "../../../lib/inbox/port";

/** A window whose messages arrive at once, in the order posted, as capturing listeners see them. */
function windowOf(): Window {
  const target = new EventTarget();
  const self = Object.assign(target, {
    postMessage(data: unknown, _origin: string, ports: MessagePort[] = []) {
      const event = new Event("message");
      Object.assign(event, { data, ports, source: self });
      target.dispatchEvent(event);
    },
  });
  return self as unknown as Window;
}

// Red once: without `stopImmediatePropagation` the page sees the message.
describe("the hand-over", () => {
  it("gives the isolated side the port and shows the page nothing", async () => {
    const window = windowOf();
    const seen: unknown[] = [];
    const received = receivePort(window, new AbortController().signal);
    window.addEventListener("message", (event) => seen.push(event.data));
    const port = offerPort(window);
    port.postMessage("sent before anyone listens");
    const other = await received;
    const message = await new Promise((done) => {
      other.onmessage = (event) => done(event.data);
    });
    expect(message).toBe("sent before anyone listens");
    expect(seen).toEqual([]);
    port.close();
  });

  it("takes no message of other shape or source, and none after the first", async () => {
    const window = windowOf();
    const received = receivePort(window, new AbortController().signal);
    const { port1, port2 } = new MessageChannel();
    window.postMessage("port", "/");
    window.postMessage({ forged: true }, "/", [port1]);
    const real = offerPort(window);
    const late: unknown[] = [];
    window.addEventListener("message", (event) => late.push(event.data));
    window.postMessage("port", "/", [port2]);
    expect(late).toEqual(["port"]);
    const port = await received;
    expect(port).not.toBe(port1);
    expect(port).not.toBe(port2);
    real.close();
  });
});
