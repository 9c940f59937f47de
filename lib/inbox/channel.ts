/** Marks the first message on the window; no secret, since nothing of the page has run yet, and no name of ours. */
const HELLO = "port";

/** Handed over before the isolated side listens; beyond it that side is not there. */
const MAX_WAITING = 200;

/** A short word about it and the text: two strings, so that a text of megabytes is never put together or taken apart. */
export type Send = (header: string, text: string) => void;

/**
 * Page's world, document_start: posts a private port, through which both sides agree on the name of an event that no
 * one else knows. Texts travel in such events: a string that is an event's data is passed between the worlds of a page
 * as it is, while a port copies it twice. What is sent before the isolated side listens waits.
 */
export function offerChannel(scope: Window & typeof globalThis): Send {
  const { MessageEvent, dispatchEvent } = scope;
  const { apply, construct } = Reflect;
  const { port1, port2 } = new MessageChannel();
  const name = crypto.randomUUID();
  const waiting: Event[] = [];
  let listens = false;
  const send = (event: Event) => apply(dispatchEvent, scope, [event]);
  port1.onmessage = () => {
    port1.close();
    listens = true;
    for (let i = 0; i < waiting.length; i++) send(waiting[i] as Event);
    waiting.length = 0;
  };
  port1.postMessage(name);
  scope.postMessage(HELLO, "/", [port2]);
  return (lastEventId, data) => {
    // No prototype: the page could put a getter on it, and be called.
    const event: Event = construct(MessageEvent, [name, { __proto__: null, lastEventId, data }]);
    if (listens) send(event);
    else if (waiting.length < MAX_WAITING) waiting[waiting.length] = event;
  };
}

/**
 * Isolated world, document_start: hears what the other end of `offerChannel` sends, in the same turn. Must be called in
 * the first turn, before any script of the page: the message with the port is then the first of its kind and is stopped
 * here, so the page never learns the event's name: it can neither forge nor overhear. Hears nothing where no tap runs.
 */
export function receiveChannel(target: Window, signal: AbortSignal, hear: Send): void {
  const first = (event: MessageEvent) => {
    const [port] = event.ports;
    if (event.source !== target || event.data !== HELLO || !port) return;
    event.stopImmediatePropagation();
    target.removeEventListener("message", first, true);
    port.onmessage = ({ data: name }) => {
      const heard = ({ lastEventId, data }: MessageEvent) => hear(lastEventId, data);
      target.addEventListener(name, heard as (event: Event) => void, { signal });
      port.postMessage("");
    };
  };
  target.addEventListener("message", first, { capture: true, signal });
}
