import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { privilegedMessages } from "./harness/reach.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

interface Runtime {
  sendMessage(id: string, message: unknown): Promise<unknown>;
  connect(id: string): { onDisconnect: { addListener(listener: () => void): void } };
  readonly lastError?: { message: string };
}
declare const chrome: { runtime?: Runtime };

test("Another extension and LinkedIn's page can neither speak to it nor open a port", async ({ open }) => {
  const stage = await open();
  const { browser, extensionId, tab, world } = stage;
  const messages = privilegedMessages(world.mailbox.all()[0]?.urn ?? "");
  await stage.openInbox();
  await stage.closePopup(await stage.saved());
  const sent = world.api.requests.length;

  const folder = await writeStranger();
  try {
    const stranger = await browser.installExtension(folder);
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${stranger}/page.html`);
    const answers = await page.evaluate(
      (id, all) =>
        Promise.all(
          all.map((message) => chrome.runtime?.sendMessage(id, message).then(JSON.stringify, String)),
        ),
      extensionId,
      messages,
    );
    expect(answers).toHaveLength(messages.length);
    for (const answer of answers) expect(answer).toMatch(/Could not establish connection/);
    const cut = await page.evaluate(
      (id) =>
        new Promise<string>((resolve) => {
          chrome.runtime
            ?.connect(id)
            .onDisconnect.addListener(() => resolve(chrome.runtime?.lastError?.message ?? ""));
        }),
      extensionId,
    );
    expect(cut).toMatch(/Could not establish connection/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }

  // A page has the API only where some extension lets it connect.
  expect(await tab.evaluate(() => typeof chrome.runtime?.sendMessage)).toBe("undefined");
  expect(world.api.requests).toHaveLength(sent);
  const popup = await stage.openPopup();
  await popup.find("button", /^Mark all seen/);
});

// Seen red with a listener for other extensions that serves what pages of our own ask.
test("In Firefox, another extension can neither speak to it nor open a port", async ({ openFirefox }) => {
  const stage = await openFirefox();
  const { world, marionette } = stage;
  const messages = privilegedMessages(world.mailbox.all()[0]?.urn ?? "");
  await stage.openInbox();
  const popup = await stage.saveKey();
  await until("the key to be kept", async () => !(await popup.has("textbox", "API key")));
  await stage.closePopup();
  const sent = world.api.requests.length;

  const folder = await writeStranger();
  try {
    await marionette.send("Addon:Install", { path: folder, temporary: true });
    const host = await marionette.inChrome<string>(
      `const [id, done] = arguments; done(WebExtensionPolicy.getByID(id).mozExtensionHostname);`,
      STRANGER,
    );
    await marionette.send("WebDriver:Navigate", { url: `moz-extension://${host}/page.html` });
    const { value } = await marionette.send<{ value: { answers: string[]; cut: string } }>(
      "WebDriver:ExecuteAsyncScript",
      {
        script: `const [id, messages, done] = arguments;
          const { runtime } = (window.wrappedJSObject ?? window).chrome;
          const say = (message) => new Promise((resolve) => runtime.sendMessage(id, message, (answer) =>
            resolve(runtime.lastError ? String(runtime.lastError.message) : JSON.stringify(answer))));
          const cut = new Promise((resolve) => {
            const port = runtime.connect(id);
            port.onDisconnect.addListener(() => resolve(String((port.error ?? runtime.lastError)?.message)));
          });
          Promise.all([Promise.all(messages.map(say)), cut]).then(([answers, cut]) => done({ answers, cut }));`,
        args: [stage.firefox.addonId, messages],
      },
    );
    expect(value.answers).toHaveLength(messages.length);
    for (const answer of value.answers) expect(answer).toMatch(/Could not establish connection/);
    expect(value.cut).toMatch(/Could not establish connection/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  expect(world.api.requests).toHaveLength(sent);
});

const STRANGER = "stranger@caught-up.test";

/** Another extension, which holds no leave whatever. */
async function writeStranger(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "caught-up-stranger-"));
  await writeFile(
    join(folder, "manifest.json"),
    JSON.stringify({
      manifest_version: 3,
      name: "Stranger",
      version: "1",
      browser_specific_settings: { gecko: { id: STRANGER } },
    }),
  );
  await writeFile(join(folder, "page.html"), "<!doctype html><title>Stranger</title>");
  return folder;
}
