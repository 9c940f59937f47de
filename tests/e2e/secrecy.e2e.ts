import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { expect } from "vitest";
import { echo, expectClean, FORMS, KEY } from "./harness/canary.ts";
import { ContentWorld } from "./harness/content-world.ts";
import { Overheard } from "./harness/overhear.ts";
import type { Stage } from "./harness/stage.ts";
import { dumpStorage } from "./harness/stored.ts";
import type { Surface } from "./harness/surface.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
  tabs: { query(query: { url: string }): Promise<{ id?: number }[]> };
};

// Seen red by logging what is sent, and by storing the key as base64.
test("The key is seen nowhere but in the Authorization header to the API", async ({ open }) => {
  const stage = await open({
    world: { key: KEY },
    // A server that refuses, and addresses that don't answer, are logged by the browser itself.
    expectedErrors: [/Failed to load resource/],
  });
  const { world, tab } = stage;
  const overheard = await Overheard.of(stage.browser);
  await stage.openInbox();
  const content = await ContentWorld.of(tab, stage.extensionId);
  await content.evaluate(
    `globalThis.heard = []; chrome.runtime.onMessage.addListener((message) => void heard.push(JSON.stringify(message)));`,
  );
  const shown: string[] = [];

  // Refused first, then kept.
  world.api.setKey("another");
  const popup = await stage.saveKey(KEY);
  await rememberCopies(popup.page);
  await popup.waitForAlert(/does not accept this key/);
  shown.push(await popup.text(), await popup.page.content());
  world.api.setKey(KEY);
  await popup.press("Save key");
  await popup.find("button", /^Mark all seen/);

  // A server that repeats what it was sent, in every form of refusal; and one that sends us elsewhere.
  const [first, second] = world.mailbox.unread();
  world.api.faults.forUrn(first?.urn ?? "", echo(400, { success: false, error: `Bad key: Bearer ${KEY}` }));
  world.api.faults.forUrn(second?.urn ?? "", echo(200, { success: false, message: `${KEY} is not allowed` }));
  world.api.faults.next(echo(500, { success: false, error: { issues: [{ message: KEY }] } }));
  await popup.press(/^Mark all seen/);
  await popup.waitForStatus(/\b21 seen\b/, 90_000);
  world.api.faults.clear();
  shown.push(await popup.text());
  await popup.press("Copy details");
  shown.push(...(await copies(popup.page)), await popup.page.content());

  world.api.faults.every(1, "redirect-302");
  await popup.press("Retry failed");
  await until("the redirect", () => world.api.requests.some(({ fault }) => fault === "redirect-302"), {
    timeout: 30_000,
  });
  await until("the pause", async () => /did not come from ConnectSafely/.test(await popup.text()), {
    timeout: 30_000,
  });
  shown.push(await popup.text());
  await stage.closePopup(popup);

  const options = await stage.openPage("options.html");
  shown.push(
    ...(await exported(options)),
    await diagnosed(options.page, stage),
    await options.page.content(),
  );
  const history = await stage.openPage("history.html");
  await until("the history", async () => /\b21 seen\b/.test(await history.text()));
  shown.push(await history.page.content());

  for (const text of shown) expectClean(text, "shown, copied, exported or diagnosed");
  expectClean(await dumpStorage(options.page), "stored in clear");
  for (const line of overheard.logged) expectClean(line, "a console");
  expectClean((await content.evaluate<string[]>("heard")).flat().join("\n"), "told to a content script");
  expectClean(await everyNode(tab), "LinkedIn's page, shadow roots included");
  expectOnlyInHeader(stage, overheard);
  expectNotOnDisk(stage);
});

function expectOnlyInHeader({ world }: Stage, overheard: Overheard): void {
  expect(world.api.requests.length).toBeGreaterThan(24);
  expect(
    overheard.requests.filter(({ url }) => url.startsWith("https://api.connectsafely.ai/")).length,
  ).toBeGreaterThan(24);
  for (const { headers, ...rest } of world.api.requests) {
    const { authorization, ...others } = headers;
    expect(authorization).toBe(`Bearer ${KEY}`);
    expectClean(JSON.stringify([others, rest.method, rest.path, rest.body]), "a request beside its header");
  }
  expect(world.page.requests.some(({ path }) => path.startsWith("/login"))).toBe(false);
  for (const { headers, path, body } of world.page.requests) {
    expectClean(JSON.stringify([headers, path, body]), "a request to LinkedIn");
  }
  for (const { url, text } of overheard.requests) {
    expectClean(url, "an address");
    // Extra information can come before the request it belongs to, then without its address.
    if (url !== "" && !url.startsWith("https://api.connectsafely.ai/")) expectClean(text, url);
  }
}

/** Files of the profile, as far as the browser has written them. */
function expectNotOnDisk({ browser }: Stage): void {
  const argument = browser.process()?.spawnargs.find((each) => each.startsWith("--user-data-dir="));
  const profile = argument?.slice("--user-data-dir=".length) ?? "";
  const files = readdirSync(profile, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(20);
  const found = files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return FORMS.some((form) => bytes.includes(form) || bytes.includes(Buffer.from(form, "utf16le")));
    });
  expect(found).toEqual([]);
}

/** Light and shadow DOM, closed roots included. */
async function everyNode(page: Page): Promise<string> {
  const session = await page.createCDPSession();
  return JSON.stringify(await session.send("DOM.getDocument", { depth: -1, pierce: true }));
}

/** What the page puts on the clipboard, and the files that it makes, are kept on its window. */
async function rememberCopies(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept: Promise<string>[] = [];
    Object.assign(window, { kept });
    navigator.clipboard.writeText = async (text) => void kept.push(Promise.resolve(text));
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      kept.push((blob as Blob).text());
      return make(blob);
    };
  });
}

async function copies(page: Page): Promise<string[]> {
  return until("something copied or exported", async () => {
    const texts = await page.evaluate(() =>
      Promise.all((window as unknown as { kept: Promise<string>[] }).kept),
    );
    return texts.length > 0 && texts;
  });
}

async function exported(options: Surface): Promise<string[]> {
  await rememberCopies(options.page);
  await options.press("Export CSV");
  await options.press("Export JSON");
  return until("both exports", async () => {
    const texts = await copies(options.page);
    return texts.length === 2 && texts;
  });
}

/** The report on LinkedIn's tab, of which neither a person nor a conversation can be told. */
async function diagnosed(page: Page, { world }: Stage): Promise<string> {
  const text = await page.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ url: "https://www.linkedin.com/*" });
    return String(await chrome.runtime.sendMessage({ type: "ui/diagnostics", tabId: tab?.id }));
  });
  const { pages } = JSON.parse(text) as { pages: { hasList: boolean; read: number; page: object }[] };
  expect(pages).toMatchObject([{ hasList: true, page: expect.any(Object) }]);
  for (const { urn, name } of world.mailbox.all()) {
    expect(text).not.toContain(urn);
    expect(text).not.toContain(name);
  }
  expect(text).not.toContain(world.owner);
  return text;
}
