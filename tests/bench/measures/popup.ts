import { launchChromium } from "../../e2e/harness/chromium.ts";
import { startWorld } from "../../sandbox/world.ts";
import { buildWithEmptyPage, popupPaint } from "../kit/popup.ts";
import { type Figure, figure } from "../kit/stats.ts";

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
  storage: { session: { set(items: object): Promise<void> } };
  tabs: { query(query: object): Promise<{ id?: number }[]> };
};

export interface PopupPaint {
  readonly conversations: number;
  readonly worker: "cold" | "warm";
  /** First contentful paint, ms. */
  readonly popup: Figure;
  readonly empty: Figure;
  readonly ratio: Figure;
}

/** The real popup, over an inbox with so many unread conversations, in turn with an empty page as popup. */
export async function measurePopup(
  conversations: readonly number[],
  repetitions: number,
): Promise<PopupPaint[]> {
  const results: PopupPaint[] = [];
  for (const count of conversations) results.push(...(await measureOne(count, repetitions)));
  return results;
}

async function measureOne(count: number, repetitions: number): Promise<PopupPaint[]> {
  const world = await startWorld({ rateLimit: null, arms: { overlay: "none" } });
  await using build = await buildWithEmptyPage();
  const { browser, extensionId } = await launchChromium({ extension: build.folder, port: world.port });
  try {
    const tab = await browser.newPage();
    await tab.goto("https://www.linkedin.com/feed/");
    const driver = await browser.newPage();
    await driver.goto(`chrome-extension://${extensionId}/options.html`);
    await driver.evaluate((key) => chrome.runtime.sendMessage({ type: "ui/key/save", key }), world.key);
    await driver.evaluate(remember, world.owner, count);
    const session = await tab.createCDPSession();
    await session.send("ServiceWorker.enable");
    const results: PopupPaint[] = [];
    for (const worker of ["warm", "cold"] as const) {
      const times = { popup: [] as number[], empty: [] as number[] };
      for (let i = 0; i <= repetitions; i++) {
        for (const which of i % 2 === 0 ? (["popup", "empty"] as const) : (["empty", "popup"] as const)) {
          if (worker === "cold") await session.send("ServiceWorker.stopAllWorkers");
          else await driver.evaluate(() => chrome.runtime.sendMessage({ type: "ui/history/runs", limit: 1 }));
          const ms = await popupPaint(browser, extensionId, `${which}.html`, { tab, driver });
          if (i > 0) times[which].push(ms);
        }
      }
      results.push({
        conversations: count,
        worker,
        popup: figure(times.popup),
        empty: figure(times.empty),
        ratio: figure(times.popup.map((ms, index) => ms / (times.empty[index] ?? Number.NaN))),
      });
    }
    return results;
  } finally {
    await browser.close();
    await world.close();
  }
}

/** Puts an inbox of so many unread conversations where the background keeps what the tab's top frame has told. */
async function remember(owner: string, count: number): Promise<void> {
  const [tab] = await chrome.tabs.query({ url: "https://www.linkedin.com/*" });
  const now = Date.now();
  const conversations = Array.from({ length: count }, (_, n) => ({
    urn: `urn:li:msg_conversation:(urn:li:fsd_profile:${owner},2-${btoa(`conversation ${n}`)})`,
    name: `Person number ${n}`,
    readState: "unread",
    lastActivityAt: now - n * 600_000,
    kind: ["direct", "group", "inmail"][n % 3],
    folder: "focused",
    starred: n % 9 === 0,
  }));
  const known = { viewer: owner, place: "messaging", hasList: true, more: false, health: "ok" };
  const snapshot = { ...known, conversations, readCount: 40, takenAt: now };
  const record = { tabId: tab?.id, frameId: 0, snapshot };
  await chrome.storage.session.set({ [`inbox:${tab?.id}:0`]: record });
}
