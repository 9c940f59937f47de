import { type Heard, parseHeard } from "../../../../lib/inbox/heard";
import { installTap } from "../../../../lib/inbox/tap/install";

export interface Tapped {
  readonly scope: Window & typeof globalThis;
  /** All that was handed over. */
  readonly heard: readonly Heard[];
  /** Waits until so many things were handed over. */
  hears(count: number): Promise<readonly Heard[]>;
  close(): void;
}

/** Installs the tap into a stand-in for the page's world and listens on the port that it posts. */
export function tapped(origin: string, parts: object = {}): Tapped {
  let port: MessagePort | undefined;
  const untouched = Object.getOwnPropertyDescriptors(Response.prototype);
  const scope = {
    fetch: globalThis.fetch,
    Request,
    Response,
    URL,
    document: { baseURI: `${origin}/messaging/` },
    XMLHttpRequest: class {
      open() {}
      send() {}
    },
    EventSource: class {},
    setTimeout,
    clearTimeout,
    requestIdleCallback: (task: () => void) => setTimeout(task, 0),
    postMessage(_message: unknown, _target: string, ports: MessagePort[]) {
      port = ports[0];
    },
    ...parts,
  } as unknown as Window & typeof globalThis;
  installTap(scope);
  if (!port) throw new Error("no port was posted");
  const heard: Heard[] = [];
  let wake = () => {};
  port.onmessage = ({ data }) => {
    const one = parseHeard(data);
    if (one) heard.push(one);
    wake();
  };
  const opened = port;
  return {
    scope,
    heard,
    async hears(count) {
      while (heard.length < count) await new Promise<void>((done) => (wake = done));
      return heard;
    },
    close() {
      opened.close();
      Object.defineProperties(Response.prototype, untouched);
    },
  };
}
