/** Marks the first message on the window, and the events on the node. No secret, and no name of ours. */
const HELLO = "port";

/** Sent before the isolated side listens; beyond it that side is not there. */
const MAX_WAITING = 200;

/** A short word about it and the text: two strings, so that a text of megabytes is never put together or taken apart. */
export type Send = (header: string, text: string) => void;

/**
 * Page's world, document_start: posts a private port, through which both sides agree on the name of one event that no
 * one else knows; that event hands over a node that is in no document. Texts travel in events on that node: a string
 * that is an event's data is passed between the worlds of a page as it is, while a port copies it twice; and unlike
 * listeners on the window, those on it outlive `document.open()`. What is sent before the isolated side listens waits.
 * Nothing that the page could have put in the place of something is called, no setter and no iterator either.
 */
export function offerChannel(scope: Window & typeof globalThis): Send {
  const { FocusEvent, MessageEvent, dispatchEvent } = scope;
  const { apply, construct } = Reflect;
  const { port1, port2 } = new MessageChannel();
  const name = crypto.randomUUID();
  const node = scope.document.createComment("");
  const send = (event: Event) => apply(dispatchEvent, node, [event]);
  let listens = false;
  let waiting = 0;
  let flush = () => {};
  port1.onmessage = () => {
    listens = true;
    apply(dispatchEvent, scope, [construct(FocusEvent, [name, { __proto__: null, relatedTarget: node }])]);
    flush();
    flush = () => {};
  };
  port1.postMessage(name);
  scope.postMessage(HELLO, "/", [port2]);
  return (lastEventId, data) => {
    // No prototype: the page could put a getter on it, and be called.
    const event: Event = construct(MessageEvent, [HELLO, { __proto__: null, lastEventId, data }]);
    if (listens) send(event);
    else if (waiting++ < MAX_WAITING) {
      const before = flush;
      flush = () => {
        before();
        send(event);
      };
    }
  };
}

/**
 * Isolated world, document_start: hears what the other end of `offerChannel` sends, in the same turn. Must be called in
 * the first turn: the message with the port was posted before any script of the page, so it is the first that the
 * browser delivers. It is stopped here, and the page learns neither port nor name nor node: it can neither forge nor
 * overhear. Hears nothing where no tap runs.
 */
export function receiveChannel(target: Window, signal: AbortSignal, hear: Send): void {
  const on = (at: EventTarget, type: string, listener: (event: never) => void) =>
    at.addEventListener(type, listener as (event: Event) => void, { capture: true, signal });
  const first = (event: MessageEvent) => {
    const [port] = event.ports;
    // One that a script has dispatched would arrive before what was posted.
    if (!event.isTrusted || event.source !== target || event.data !== HELLO || !port) return;
    event.stopImmediatePropagation();
    target.removeEventListener("message", first, true);
    port.onmessage = ({ data: name }) => {
      on(target, name, ({ relatedTarget }: FocusEvent) =>
        on(relatedTarget as Node, HELLO, ({ lastEventId, data }: MessageEvent) => hear(lastEventId, data)),
      );
      port.postMessage("");
    };
  };
  on(target, "message", first);
}
