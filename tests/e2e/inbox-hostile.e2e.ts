import { describe, expect } from "vitest";
import { expectMarkedOnce } from "./harness/requests.ts";
import { until } from "./harness/until.ts";
import { alterScript } from "./inbox/alter.ts";
import { test } from "./inbox/test.ts";

/** What the page's earliest script has seen by the end. */
interface Probe {
  readonly messages: readonly string[];
  readonly globals: readonly string[];
  readonly changed: readonly string[];
  readonly traces: readonly string[];
}

/** The page's first script: hears every message, and compares its window with one that no extension has touched. */
const PROBE = `
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
`;

describe("A page that is against us", () => {
  // Seen red with the port posted under a name, and with the in-page message's host left in the idle page.
  test("sees no port, no global, nothing changed and nothing in its document while nothing is shown", async ({
    traveller,
  }) => {
    const visit = await traveller.visit({ arms: { hostile: true } });
    await alterScript(visit.tab, "hostile-early.js", () => PROBE);
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

  test("has nothing sent by all its forgeries; what a person presses then sends the true ones, and names are text", async ({
    traveller,
  }) => {
    const visit = await traveller.visit({ arms: { hostile: true }, conversations: 60, unread: 40, seed: 8 });
    await visit.tab.evaluateOnNewDocument(() => {
      const seen = { bursts: 0 };
      Object.defineProperty(window, "forged", { value: seen });
      document.addEventListener("mark-all-seen", () => {
        seen.bursts += 1;
      });
    });
    await visit.openWholeInbox("/messaging/compose/");
    const bursts = () =>
      visit.tab.evaluate(() => (window as unknown as { forged: { bursts: number } }).forged.bursts);
    await until("some bursts of forgeries", async () => (await bursts()) >= 6);
    expect(visit.world.api.requests).toEqual([]);
    const alerts: string[] = [];
    visit.tab.on("dialog", (dialog) => void alerts.push(dialog.message()));

    const popup = await visit.openPopup();
    const unread = visit.unreadDelivered();
    await popup.find("button", `Mark all seen (${unread.size})`);
    await expectTextOnly(popup.page);
    await popup.press(/^Mark all seen/);
    await popup.waitForStatus(new RegExp(`\\b${unread.size} seen\\b`), 30_000);
    expectMarkedOnce(visit.world, [...unread]);
    await expectTextOnly(popup.page);
    await popup.press("Dismiss");
    expect(alerts).toEqual([]);
    expect(await visit.tab.title()).not.toBe("1");
  });
});

/** No markup of a name has become an element, and none makes the popup wider or turns its text around. */
async function expectTextOnly(page: import("puppeteer-core").Page): Promise<void> {
  const found = await page.evaluate(() => ({
    foreign: [...document.querySelectorAll("img, script:not([src]), iframe, a[href^='javascript:']")].length,
    title: document.title,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    longest: Math.max(
      0,
      ...[...document.querySelectorAll("bdi")].map((node) => node.textContent?.length ?? 0),
    ),
    bidi: /[\u202a-\u202e\u2066-\u2069]/.test(document.body.textContent ?? ""),
  }));
  expect(found).toMatchObject({ foreign: 0, wide: false, bidi: false });
  expect(found.title).not.toBe("1");
  expect(found.longest).toBeLessThanOrEqual(200);
}
