import { expect, vi } from "vitest";
import { test } from "./inbox/test.ts";

/** What the page's earliest script has seen by the end. */
interface Probe {
  readonly messages: readonly string[];
  readonly globals: readonly string[];
  readonly changed: readonly string[];
  readonly traces: readonly string[];
}

/** The page's first script: hears every message, and compares its window with one that no extension has touched. */
const { PROBE } = vi.hoisted(() => ({
  PROBE: `
  document.currentScript.remove();
  const heard = [];
  addEventListener("message", (event) => {
    if (event instanceof MessageEvent) heard.push(JSON.stringify([typeof event.data, String(event.data?.type ?? event.data).slice(0, 60), event.ports?.length ?? 0]));
  }, true);
  const start = new Set(Reflect.ownKeys(window).map(String));
  const isNative = (f) => Function.prototype.toString.call(f).includes("[native code]");
  const look = () => {
    const frame = document.createElement("iframe");
    document.documentElement.append(frame);
    const clean = frame.contentWindow;
    const cleanKeys = new Set(Reflect.ownKeys(clean).map(String));
    const changed = [];
    const compare = (name, ours, theirs) => {
      for (const key of Reflect.ownKeys(theirs)) {
        const [a, b] = [Object.getOwnPropertyDescriptor(ours, key), Object.getOwnPropertyDescriptor(theirs, key)];
        const shape = (d) => d && JSON.stringify([d.writable, d.enumerable, d.configurable, typeof d.value, typeof d.get,
          typeof d.value === "function" ? [isNative(d.value), d.value.name, d.value.length, "prototype" in d.value] : 0]);
        if (shape(a) !== shape(b)) changed.push(name + "." + String(key));
      }
      for (const key of Reflect.ownKeys(ours)) if (!Reflect.has(theirs, key)) changed.push("new " + name + "." + String(key));
    };
    for (const name of ["XMLHttpRequest", "Response", "Request", "EventSource", "MessagePort", "Promise"]) {
      compare(name, window[name], clean[name]);
      compare(name + ".prototype", window[name].prototype, clean[name].prototype);
    }
    for (const name of ["fetch", "EventSource", "XMLHttpRequest", "postMessage"]) {
      if (!isNative(window[name])) changed.push(name);
    }
    const page = document.documentElement.outerHTML;
    const traces = [];
    for (const word of ["chrome-extension:", "caught", "Caught"]) {
      if (page.includes(word)) traces.push(word);
    }
    for (const node of document.querySelectorAll("*")) {
      if (node.localName.includes("-") || (node.parentElement === document.documentElement && !/^(head|body|iframe)$/.test(node.localName))) {
        traces.push(node.localName);
      }
    }
    const globals = Reflect.ownKeys(window).map(String).filter((key) => !cleanKeys.has(key) && !/^\\d+$/.test(key));
    frame.remove();
    return { messages: heard, globals, changed, traces };
  };
  Object.defineProperty(document, "lookAround", { value: look });
`,
}));

// The probe is inline and before all else, which the page's own policy would not allow: as early as a page gets.
vi.mock("../sandbox/linkedin/document.ts", async (importOriginal) => {
  const real = await importOriginal<typeof import("../sandbox/linkedin/document.ts")>();
  return {
    ...real,
    documentFor: (...given: Parameters<typeof real.documentFor>) =>
      real.documentFor(...given).replace("<head>", () => `<head><script>${PROBE}</script>`),
  };
});
vi.mock("../sandbox/linkedin/security.ts", () => ({ CONTENT_SECURITY_POLICY: "object-src 'none'" }));

// Seen red with the port's message not stopped where it is received, and with a property set on the window; what is
// said of the document, by the probe's own text before it took itself out.
test("A page that is against us sees no port, no global, nothing changed and nothing in its document while nothing is shown", async ({
  traveller,
}) => {
  const visit = await traveller.visit({ arms: { hostile: true } });
  await visit.openWholeInbox("/messaging/compose/");
  const popup = await visit.openPopup();
  await popup.find("button", /^Mark all seen \(\d+\)/);
  const probe: Probe = await visit.tab.evaluate(() =>
    (document as unknown as { lookAround(): Probe }).lookAround(),
  );
  // Its own forgeries are all that it has heard.
  expect(probe.messages.filter((each) => !/mark-seen|mark-all-seen|\[object Object\]/.test(each))).toEqual(
    [],
  );
  expect(probe.messages.length).toBeGreaterThan(0);
  expect(probe.globals).toEqual([]);
  expect(probe.changed).toEqual([]);
  expect(probe.traces).toEqual([]);
});
