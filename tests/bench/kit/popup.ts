import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "puppeteer-core";
import { CHROME_BUILD } from "../../e2e/harness/builds.ts";
import { until } from "../../e2e/harness/until.ts";

declare const chrome: {
  action: { setPopup(details: { popup: string }): Promise<void> };
};

/** A copy of the build with one more page, which shows a line of text: the floor for any popup. */
export async function buildWithEmptyPage(): Promise<AsyncDisposable & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "caught-up-bench-"));
  await cp(CHROME_BUILD, folder, { recursive: true });
  const empty =
    '<!doctype html><meta charset="utf-8"><title>Empty</title><body style="width:380px">Empty</body>';
  await writeFile(join(folder, "empty.html"), empty);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** Opens a page of the extension as the real popup over the tab; ms from its navigation to its first content. */
export async function popupPaint(
  browser: Browser,
  extensionId: string,
  file: "popup.html" | "empty.html",
  { tab, driver }: { tab: Page; driver: Page },
): Promise<number> {
  const url = `chrome-extension://${extensionId}/${file}`;
  await driver.evaluate((popup) => chrome.action.setPopup({ popup }), file);
  await tab.bringToFront();
  const extension = (await browser.extensions()).get(extensionId);
  if (!extension) throw new Error("The extension is not installed");
  await extension.triggerAction(tab);
  const page = await (await browser.waitForTarget((target) => target.url() === url)).asPage();
  const paint = await until("the first paint", () =>
    page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime),
  );
  await page.close();
  await until("the popup to be gone", () => !browser.targets().some((target) => target.url() === url));
  return paint;
}
