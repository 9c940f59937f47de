import type { Page } from "puppeteer-core";
import { expect } from "vitest";
import { focusWindow } from "./harness/native-menu.ts";
import type { Stage } from "./harness/stage.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

/** Whatever says whose it is: the name, its parts in code, and the extension's address. */
const TELLTALE = /caught|connectsafely|wxt|chrome-extension|extension:\/\//i;

/** What a page that looks for extensions can gather about itself. */
interface Look {
  /** Names on window, document and navigator. */
  readonly names: readonly string[];
  /** The functions that the tap wraps: name, length, text and own keys of each, and how they are defined. */
  readonly functions: string;
  readonly html: string;
  /** Messages and events that a listener of the page has got, set before any other script. */
  readonly heard: readonly string[];
}

test("While idle the page cannot tell that the extension is there: no global, no mark, no event, no message", async ({
  open,
}) => {
  const stage = await open();
  const { browser, extensionId, tab } = stage;
  await listenFirst(tab, extensionId);
  await stage.openInbox();
  const withIt = await look(tab);
  expect(withIt.html).not.toMatch(TELLTALE);
  expect(withIt.html).not.toContain(extensionId);
  expect(withIt.heard.filter((each) => TELLTALE.test(each) || each.includes(extensionId))).toEqual([]);
  expect(
    await tab.evaluate(
      (url) =>
        fetch(url).then(
          () => "found",
          () => "nothing",
        ),
      stage.url("icon/16.png"),
    ),
  ).toBe("nothing");

  await browser.uninstallExtension(extensionId);
  await stage.openInbox();
  const without = await look(tab);
  expect(withIt.names.filter((name) => !without.names.includes(name))).toEqual([]);
  expect(withoutNames(withIt.functions)).toBe(withoutNames(without.functions));
  expect(withIt.heard).toEqual(without.heard);
});

test("The in-page message has no name, cannot be looked into, and leaves nothing behind", async ({
  open,
  display,
}) => {
  const stage = await open();
  const { tab } = stage;
  await stage.openInbox();
  const before = await rootElements(tab);
  await focusWindow(tab, display);
  await display.keyboard.press("alt+shift+s");
  await stage.page.waitForAlert(/No API key yet/);

  const added = (await rootElements(tab)).slice(before.length);
  expect(added).toHaveLength(1);
  expect(added[0]?.replace(/ (?:lang|dir)="[\w-]*"/g, "")).toBe("<div></div>");
  expect(await tab.evaluate(() => document.documentElement.lastElementChild?.shadowRoot)).toBeNull();
  expect(await visibleToPage(stage)).not.toMatch(TELLTALE);
  // It goes by itself after ten seconds.
  await until("the message to be gone", async () => (await rootElements(tab)).length === before.length, {
    timeout: 30_000,
  });
  expect(await rootElements(tab)).toEqual(before);
});

/**
 * A wrapped function's text is that of native code without a name, where V8 would give one. So the page can tell that
 * something wraps `fetch`, as error reporters do, but not what (docs/SECURITY.md).
 */
function withoutNames(functions: string): string {
  return functions.replaceAll(/"function (?:get |set )?\w*\(\)/g, '"function ()');
}

/** Listens before every other script, content scripts included: more than a page of LinkedIn's could. */
async function listenFirst(tab: Page, extensionId: string): Promise<void> {
  await tab.evaluateOnNewDocument((id) => {
    const heard: string[] = [];
    const keep = (event: Event) => {
      const { data, detail } = event as MessageEvent & CustomEvent;
      heard.push(`${event.type} ${JSON.stringify(data ?? detail ?? "")}`);
    };
    Object.defineProperty(window, "heard", { value: heard, enumerable: false });
    // Names that the extension's framework would use; the extension's id is public once it is in a store.
    for (const name of [
      `${id}:inbox:wxt:content-script-started`,
      "wxt:content-script-started",
      "wxt:locationchange",
    ]) {
      document.addEventListener(name, keep, true);
      window.addEventListener(name, keep, true);
    }
    for (const name of ["error", "unhandledrejection", "securitypolicyviolation"]) {
      window.addEventListener(name, keep, true);
    }
  }, extensionId);
}

async function look(tab: Page): Promise<Look> {
  return tab.evaluate(() => {
    const names = (target: object) => {
      const found: string[] = [];
      for (let at: object | null = target; at; at = Object.getPrototypeOf(at)) {
        found.push(...Reflect.ownKeys(at).map(String));
      }
      return found;
    };
    const described = (owner: object, key: string) => {
      const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
      const parts = [value, get, set].map(
        (each) =>
          typeof each === "function" && [
            each.name,
            each.length,
            Function.prototype.toString.call(each),
            Reflect.ownKeys(each),
          ],
      );
      return [key, flags, parts];
    };
    const xhr = XMLHttpRequest.prototype;
    return {
      names: [...names(window), ...names(document), ...names(navigator)],
      functions: JSON.stringify([
        described(window, "fetch"),
        described(window, "XMLHttpRequest"),
        described(window, "EventSource"),
        ...["open", "send", "setRequestHeader", "responseText"].map((key) => described(xhr, key)),
        ...Reflect.ownKeys(EventSource.prototype).map((key) => described(EventSource.prototype, String(key))),
        described(Function.prototype, "toString"),
      ]),
      html: document.documentElement.outerHTML,
      heard: (window as unknown as { heard: string[] }).heard,
    };
  });
}

/** Children of the document's root, without what is in them. */
function rootElements(tab: Page): Promise<string[]> {
  return tab.evaluate(() =>
    [...document.documentElement.children].map((child) => (child.cloneNode() as Element).outerHTML),
  );
}

function visibleToPage({ tab }: Stage): Promise<string> {
  return tab.evaluate(() => document.documentElement.outerHTML + document.documentElement.textContent);
}
