import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { echo, expectClean, FORMS, KEY } from "./harness/canary.ts";
import type { FirefoxStage } from "./harness/firefox-stage.ts";
import { everythingStored } from "./harness/stored.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

/** Whatever says whose it is: the name, its parts in code, and the extension's address. */
const TELLTALE = /caught|connectsafely|wxt|extension:\/\//i;

// Seen red by logging what is sent, and by publishing the key as base64 in place of its end.
test("In Firefox, the key is seen nowhere but in the Authorization header to the API", async ({
  openFirefox,
}) => {
  const stage = await openFirefox({
    world: { key: KEY },
    prefs: { "devtools.console.stdout.content": true, "browser.dom.window.dump.enabled": true },
  });
  const { world } = stage;
  await stage.openInbox();
  await stage.marionette.inPage("console.log('a console that is heard');");
  const shown: string[] = [];
  world.api.setKey("another");
  const popup = await stage.saveKey(KEY);
  await popup.waitFor("alert", /does not accept this key/);
  shown.push(await popup.text());
  world.api.setKey(KEY);
  await popup.press("Save key");
  await until("the list", () => popup.has("button", /^Mark all seen/));

  const [first, second] = world.mailbox.unread();
  world.api.faults.forUrn(first?.urn ?? "", echo(400, { success: false, error: `Bad key: Bearer ${KEY}` }));
  world.api.faults.forUrn(second?.urn ?? "", echo(200, { success: false, message: `${KEY} is not allowed` }));
  world.api.faults.next(echo(500, { success: false, error: { issues: [{ message: KEY }] } }));
  await popup.press(/^Mark all seen/);
  await popup.waitFor("status", /\b21 seen\b/, 90_000);
  world.api.faults.clear();
  shown.push(await popup.text());
  world.api.faults.every(1, "redirect-302");
  await popup.press("Retry failed");
  await until("the pause", async () => /did not come from ConnectSafely/.test(await popup.text()), {
    timeout: 30_000,
  });
  shown.push(await popup.text());
  await stage.closePopup();

  shown.push(await html(stage));
  for (const file of ["options.html", "history.html"]) {
    await stage.marionette.send("WebDriver:Navigate", {
      url: `moz-extension://${stage.firefox.uuid}/${file}`,
    });
    await until(`${file} to be drawn`, async () => /Caught Up/.test(await html(stage)));
    shown.push(await html(stage));
  }
  for (const text of shown) expectClean(text, "shown");
  expectClean(await stored(stage), "stored in clear");
  const said = await consoles(stage);
  expect(said).toContain("a console that is heard");
  expectClean(said, "a console");
  expectOnlyInHeader(stage);
  expectNotOnDisk(stage);
});

// Seen red with a global that the tap leaves.
test("In Firefox, the page cannot tell by its names, functions or document that the extension is there", async ({
  openFirefox,
}) => {
  const stage = await openFirefox();
  await stage.openInbox();
  const withIt = await look(stage);
  expect(await html(stage)).not.toMatch(TELLTALE);
  expect(await html(stage)).not.toContain(stage.firefox.uuid);

  await stage.marionette.send("Addon:Uninstall", { id: stage.firefox.addonId });
  await stage.openInbox();
  const without = await look(stage);
  expect(without.names.length).toBeGreaterThan(500);
  expect(withIt.names.filter((name) => !without.names.includes(name))).toEqual([]);
  expect(withIt.functions).toEqual(without.functions);
});

function html({ marionette }: FirefoxStage): Promise<string> {
  return marionette.inPage<string>("return document.documentElement.outerHTML;");
}

async function stored({ marionette }: FirefoxStage): Promise<string> {
  const { value } = await marionette.send<{ value: string }>("WebDriver:ExecuteAsyncScript", {
    // The sandbox of a script has no extension API of its own.
    script: `const done = arguments[0];
      const { chrome, localStorage, caches, indexedDB } = window.wrappedJSObject ?? window;
      (${everythingStored})().then(done, (error) => done("failed: " + error));`,
    args: [],
  });
  expect(value).toMatch(/"local":\{.*"databases":\{/s);
  return value;
}

/** Messages that the browser keeps, and what scripts of any process have said to their consoles. */
async function consoles({ marionette, firefox }: FirefoxStage): Promise<string> {
  const kept = await marionette.inChrome<string[]>(
    "const [done] = arguments; done(Services.console.getMessageArray().map((each) => String(each.message)));",
  );
  return [firefox.said(), ...kept].join("\n");
}

function expectOnlyInHeader({ world }: FirefoxStage): void {
  expect(world.api.requests.length).toBeGreaterThan(24);
  for (const { headers, ...rest } of world.api.requests) {
    const { authorization, ...others } = headers;
    expect(authorization).toBe(`Bearer ${KEY}`);
    expectClean(JSON.stringify([others, rest.method, rest.path, rest.body]), "a request beside its header");
  }
  expect(world.page.requests.some(({ path }) => path.startsWith("/login"))).toBe(false);
  for (const { headers, path, body } of world.page.requests)
    expectClean(JSON.stringify([headers, path, body]), "a request to LinkedIn");
}

/** Files of the profile, as far as the browser has written them. */
function expectNotOnDisk({ firefox }: FirefoxStage): void {
  const files = readdirSync(firefox.profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(20);
  const found = files.filter((path) => {
    const bytes = readFileSync(path);
    return FORMS.some((form) => bytes.includes(form) || bytes.includes(Buffer.from(form, "utf16le")));
  });
  expect(found).toEqual([]);
}

interface Look {
  readonly names: readonly string[];
  readonly functions: readonly string[];
}

/** As the page itself sees it: a script of the remote protocol would be shown the browser's own view. */
function look({ marionette }: FirefoxStage): Promise<Look> {
  return marionette.inPage<Look>(
    `const page = window.wrappedJSObject ?? window;
     const names = (target) => {
       const found = [];
       for (let at = target; at; at = Object.getPrototypeOf(at)) found.push(...Reflect.ownKeys(at).map(String));
       return found;
     };
     const text = (each) => page.Function.prototype.toString.call(each);
     const described = (owner, key) => {
       const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
       const parts = [value, get, set].map((each) =>
         typeof each === "function" ? [each.length, text(each).replace(/function \\w*/, "function"), Reflect.ownKeys(each).join()] : "");
       return JSON.stringify([key, flags, parts]);
     };
     const xhr = page.XMLHttpRequest.prototype;
     return {
       names: [...names(page), ...names(page.document), ...names(page.navigator)],
       functions: [
         ...["fetch", "XMLHttpRequest", "EventSource"].map((key) => described(page, key)),
         ...["open", "send", "setRequestHeader", "responseText"].map((key) => described(xhr, key)),
         ...["text", "json", "blob", "body"].map((key) => described(page.Response.prototype, key)),
         described(page.Function.prototype, "toString"),
       ],
     };`,
  );
}
