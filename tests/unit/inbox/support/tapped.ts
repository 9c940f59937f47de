import { receiveChannel } from "../../../../lib/inbox/channel";
import { type Heard, parseHeard } from "../../../../lib/inbox/heard";
import { installTap } from "../../../../lib/inbox/tap/install";
import { standInWindow } from "./window";

export interface Tapped {
  readonly scope: Window & typeof globalThis;
  /** All that was handed over. */
  readonly heard: readonly Heard[];
  /** Waits until so many things were handed over. */
  hears(count: number): Promise<readonly Heard[]>;
  close(): void;
}

/** Installs the tap into a stand-in for the page's world and hears what it hands over. */
export function tapped(origin: string, parts: object = {}): Tapped {
  const untouched = Object.getOwnPropertyDescriptors(Response.prototype);
  const scope = standInWindow({
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
    ...parts,
  });
  const heard: Heard[] = [];
  let wake = () => {};
  const gone = new AbortController();
  receiveChannel(scope, gone.signal, (header, text) => {
    const one = parseHeard(header, text);
    if (one) heard.push(one);
    wake();
  });
  installTap(scope);
  return {
    scope,
    heard,
    async hears(count) {
      while (heard.length < count) await new Promise<void>((done) => (wake = done));
      return heard;
    },
    close() {
      gone.abort();
      Object.defineProperties(Response.prototype, untouched);
    },
  };
}
