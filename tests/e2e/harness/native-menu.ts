import type { ElementHandle, Page } from "puppeteer-core";
import type { Display } from "./display.ts";
import { until } from "./until.ts";

export interface MenuChoice {
  /** Place among the extension's items, from 0. */
  readonly item: number;
  /** Browsers put two or more items of one extension in a submenu that bears its name. */
  readonly submenu: boolean;
}

/**
 * Right-clicks `element` with the real pointer and chooses one of the extension's items in the native menu, by
 * keys. Nothing can read that menu, so callers prove by its effect that the item was reached.
 */
export async function chooseMenuItem(
  page: Page,
  display: Display,
  element: ElementHandle<Element>,
  { item, submenu }: MenuChoice,
): Promise<void> {
  const { keyboard } = display;
  await focusWindow(page, display);
  const { x, y } = await onScreen(page, element);
  const below = await itemsBelow(page, element);
  const windows = await keyboard.countWindows();
  await keyboard.click(x, y, 3);
  await until("the native menu", async () => (await keyboard.countWindows()) > windows);
  await keyboard.press(...Array<string>(below + 1).fill("Up"));
  if (submenu) await keyboard.press("Right", ...Array<string>(item).fill("Down"));
  await keyboard.press("Return");
  await until("the native menu to close", async () => (await keyboard.countWindows()) <= windows);
}

/** Brings the tab to the front and gives its window the keyboard. */
export async function focusWindow(page: Page, display: Display): Promise<void> {
  await page.bringToFront();
  await display.keyboard.focus((await page.title()).trim());
}

/** Middle of the element in screen pixels. */
async function onScreen(page: Page, element: ElementHandle<Element>): Promise<{ x: number; y: number }> {
  await element.evaluate((node) => node.scrollIntoView({ block: "center" }));
  const box = await element.boundingBox();
  if (!box) throw new Error("The element is not drawn: nothing to right-click");
  const origin = await page.evaluate(() => {
    const border = (outerWidth - innerWidth) / 2;
    return { x: screenX + border, y: screenY + outerHeight - innerHeight - border };
  });
  return { x: origin.x + box.x + box.width / 2, y: origin.y + box.y + box.height / 2 };
}

/**
 * Items that Chromium draws below those of extensions: "Inspect" always, "View page source" where the target is
 * neither link, picture nor text field, and in a frame "View frame source" and "Reload frame" as well (156).
 */
async function itemsBelow(page: Page, element: ElementHandle<Element>): Promise<number> {
  const special = await element.evaluate((node) => {
    const box = node.getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) ?? node;
    return hit.closest("a[href], img, input:not([type=checkbox]), textarea, [contenteditable]") !== null;
  });
  const framed = element.frame !== page.mainFrame();
  return 1 + (special ? 0 : 1) + (framed && !special ? 2 : 0);
}
