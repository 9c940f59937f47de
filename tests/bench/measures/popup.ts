import { launchChromium } from "../../e2e/harness/chromium.ts";
import { until } from "../../e2e/harness/until.ts";
import { startWorld } from "../../sandbox/world.ts";
import { buildWithEmptyPage, popupPaint } from "../kit/popup.ts";
import { type Figure, figure } from "../kit/stats.ts";

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
  storage: { session: { get(keys: null): Promise<Record<string, unknown>> } };
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
  const world = await startWorld({
    conversations: Math.ceil(count * 1.3) + 5,
    unread: count,
    rateLimit: null,
    arms: { syncCount: 100_000, overlay: "none" },
  });
  await using build = await buildWithEmptyPage();
  const { browser, extensionId } = await launchChromium({ extension: build.folder, port: world.port });
  try {
    const tab = await browser.newPage();
    const driver = await browser.newPage();
    await driver.goto(`chrome-extension://${extensionId}/options.html`);
    await driver.evaluate((key) => chrome.runtime.sendMessage({ type: "ui/key/save", key }), world.key);
    await tab.bringToFront();
    await tab.goto("https://www.linkedin.com/messaging/");
    await until("the inbox to be known", async () => (await driver.evaluate(knownConversations)) >= count, {
      timeout: 60_000,
    });
    // The page's own drawing of its list is over by then.
    await tab.evaluate(() => new Promise((done) => setTimeout(done, 1_500)));
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

async function knownConversations(): Promise<number> {
  const stored = await chrome.storage.session.get(null);
  const frames = Object.entries(stored).filter(([key]) => key.startsWith("inbox:"));
  const counts = frames.map(
    ([, value]) => (value as { snapshot: { conversations: unknown[] } }).snapshot.conversations.length,
  );
  return Math.max(0, ...counts);
}
