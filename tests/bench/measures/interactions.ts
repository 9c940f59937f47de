import type { Page } from "puppeteer-core";

export interface Observed {
  readonly mainMs: number;
  /** Of it. */
  readonly compileMs: number;
  readonly longTasks: number;
  readonly interactionMs: number | undefined;
}

interface Noted extends Window {
  benchLongTasks: number;
  benchInteractions: number[];
}

/** Counts from the document's first script on. The function returned reads the count of long tasks. */
export async function observe(page: Page): Promise<() => Promise<number>> {
  await page.evaluateOnNewDocument(() => {
    if (window !== window.top) return;
    const noted = window as unknown as Noted;
    noted.benchLongTasks = 0;
    noted.benchInteractions = [];
    new PerformanceObserver((list) => {
      noted.benchLongTasks += list.getEntries().length;
    }).observe({ type: "longtask", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if ((entry as PerformanceEventTiming).interactionId > 0) noted.benchInteractions.push(entry.duration);
      }
    }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  });
  return () => page.evaluate(() => (window as unknown as Noted).benchLongTasks);
}

const KEYS = ["PageUp", "PageUp", "PageDown", "Home", "PageDown", "PageDown", "End", "PageUp"] as const;

/** Scrolls a list by keys; the longest time from a key to its next paint, ms (8 ms steps; under 16 counts as 16). */
export async function interact(page: Page, list: string): Promise<number> {
  await page.focus(`${list} > li input, ${list} > li a, ${list} > li [tabindex]`).catch(() => {});
  for (const key of KEYS) {
    await page.keyboard.press(key);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }
  await page.evaluate(() => new Promise((done) => setTimeout(done, 200)));
  const all = await page.evaluate(() => (window as unknown as Partial<Noted>).benchInteractions ?? []);
  return Math.max(16, ...all);
}
