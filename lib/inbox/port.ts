/** Marks the first message on the window; no secret, since nothing of the page has run yet, and no name of ours. */
const HELLO = "port";

/**
 * Page's world, document_start: makes the private channel and posts its other end. Whatever is sent before
 * the isolated side listens waits in the port.
 */
export function offerPort(target: Window): MessagePort {
  const { port1, port2 } = new MessageChannel();
  target.postMessage(HELLO, "/", [port2]);
  return port1;
}

/**
 * Isolated world, document_start: the port of `offerPort`. Must be called in the first turn, before any script of the
 * page: the message is then the first of its kind, is stopped here, and nothing on the window is listened to
 * afterwards, so nothing there can be forged or overheard. Never settles where no tap runs.
 */
export function receivePort(target: Window, signal: AbortSignal): Promise<MessagePort> {
  return new Promise((resolve) => {
    const done = new AbortController();
    target.addEventListener(
      "message",
      (event) => {
        const port = event.ports[0];
        if (event.source !== target || event.data !== HELLO || !port) return;
        event.stopImmediatePropagation();
        done.abort();
        resolve(port);
      },
      { capture: true, signal: AbortSignal.any([signal, done.signal]) },
    );
  });
}
