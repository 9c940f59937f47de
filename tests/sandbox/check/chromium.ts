import puppeteer, { type Browser, type Frame, type Page } from "puppeteer-core";
import type { Arms } from "../arms.ts";

export const ROW = "main li.msg-conversation-listitem";
export const LIST = "main ul.msg-conversations-container__conversations-list";

export const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function until(what: string, holds: () => Promise<boolean>, ms = 8_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never so: ${what}`);
    await sleep(50);
  }
}

export async function launch(port: number): Promise<Browser> {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    pipe: true,
    acceptInsecureCerts: true,
    args: [
      "--no-sandbox",
      `--host-resolver-rules=MAP * 127.0.0.1:${port}`,
      "--ignore-certificate-errors",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** The frame in which the list is drawn, entered as the arm has it. */
export async function enter(page: Page, arms: Readonly<Arms>): Promise<Frame> {
  if (arms.frame === "top") {
    await page.goto(`https://www.linkedin.com/messaging/${arms.unreadOnlyFilter ? "" : "compose/"}`);
    return page.mainFrame();
  }
  await page.goto("https://www.linkedin.com/feed/");
  await page.waitForSelector(".global-nav__primary-link--active");
  await page.click(".global-nav__primary-link--active");
  const iframe = await page.waitForSelector('iframe[data-testid="interop-iframe"]:not([hidden])');
  const frame = await iframe?.contentFrame();
  if (!frame) throw new Error("no frame");
  return frame;
}
