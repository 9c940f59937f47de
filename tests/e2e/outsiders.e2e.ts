import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { privilegedMessages } from "./harness/reach.ts";
import { test } from "./harness/test.ts";

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

  const folder = await mkdtemp(join(tmpdir(), "caught-up-stranger-"));
  try {
    await writeFile(
      join(folder, "manifest.json"),
      JSON.stringify({ manifest_version: 3, name: "Stranger", version: "1" }),
    );
    await writeFile(join(folder, "page.html"), "<!doctype html><title>Stranger</title>");
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
