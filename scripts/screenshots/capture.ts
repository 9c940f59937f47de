import { join } from "node:path";
import type { Page } from "puppeteer-core";
import type { Display } from "../../tests/e2e/harness/display.ts";
import { focusWindow } from "../../tests/e2e/harness/native-menu.ts";
import { Stage } from "../../tests/e2e/harness/stage.ts";
import type { Surface } from "../../tests/e2e/harness/surface.ts";
import { until } from "../../tests/e2e/harness/until.ts";
import type { WorldOptions } from "../../tests/sandbox/world.ts";
import { PICTURES } from "./folders.ts";

export type Theme = "light" | "dark";

const WORLD: WorldOptions = { conversations: 50, unread: 23, latencyMs: 900 };
/** Pixels of a picture for one of the page's: sharp on screens of today. A popup takes it from the whole browser. */
export const SCALE = 2;
export const WINDOW = { width: 1300, height: 1000 };

/** Takes the extension through its states in one theme. Resolves to the files written. */
export async function capture(display: Display, theme: Theme): Promise<string[]> {
  await using stage = await Stage.open({
    world: WORLD,
    screen: display.name,
    args: [`--window-size=${WINDOW.width},${WINDOW.height}`, `--force-device-scale-factor=${SCALE}`],
  });
  const { world } = stage;
  const written: string[] = [];
  const shoot = async (name: string, page: Page, fullPage = false) => {
    const path = join(PICTURES, `${name}-${theme}.png`) as `${string}.png`;
    await dress(page, theme);
    await page.screenshot({ path, fullPage });
    written.push(path);
  };
  const shootPage = async (file: string) => {
    const { page } = await stage.openPage(`${file}.html`);
    await page.setViewport({ width: 960, height: 720, deviceScaleFactor: SCALE });
    await settled(page);
    await shoot(file, page, true);
    await page.close();
  };

  await stage.openInbox();
  await stage.tab.evaluate(() => document.querySelector("main ul")?.scrollTo(0, 0));
  await shootPage("welcome");
  const first = await stage.openPopup();
  await first.find("button", "Save key");
  await shoot("popup-no-key", first.page);
  await stage.closePopup(first);
  await stage.closePopup(await stage.saved());
  if (theme === "light") await shoot("inbox", stage.tab);

  // Two that fail, each for a reason of its own.
  const unlucky = world.mailbox.unread();
  world.api.faults.forUrn(unlucky[3]?.urn ?? "", "not-found-404");
  world.api.faults.forUrn(unlucky[9]?.urn ?? "", "bad-request-400");

  const popup = await stage.openPopup();
  await popup.find("button", /^Mark all seen/);
  await shoot("popup", popup.page);
  await popup.press(/^Mark all seen/);
  await popup.find("button", "Undo");
  await shoot("popup-undo", popup.page);
  await until("half of them to be marked", () => world.api.marks().length >= 10, { timeout: 60_000 });
  await popup.find("button", "Pause");
  await shoot("popup-running", popup.page);
  await ended(popup, 21);
  await shoot("popup-finished", popup.page);
  await stage.closePopup(popup);
  if (theme === "light") await shoot("inbox-after", stage.tab);

  await shootPage("history");
  await shootPage("options");

  // New messages, then the shortcut: the message in the page.
  for (const each of unlucky.slice(10, 17)) world.mailbox.arrive(each.urn, { text: "One more thing" });
  await until("the rows to look unread", async () => (await stage.unreadRows()).length >= 7);
  await dress(stage.tab, theme);
  await focusWindow(stage.tab, display);
  await display.keyboard.press("alt+shift+s");
  await stage.page.find("button", /Undo/);
  await shoot("notice", stage.tab);
  await stage.page.waitForStatus(/\bseen\b/, 60_000);
  return written;
}

async function ended(popup: Surface, seen: number): Promise<void> {
  await popup.waitForStatus(new RegExp(`\\b${seen} seen\\b`), 120_000);
  await popup.find("button", "Retry failed");
}

/** The theme that the system would ask for. */
async function dress(page: Page, theme: Theme): Promise<void> {
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: theme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await settled(page);
}

/** Fonts are there and two frames have been drawn. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frames = 0; frames < 2; frames += 1)
      await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}
