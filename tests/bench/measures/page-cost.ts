import type { CDPSession, Page } from "puppeteer-core";
import { startWorld, type WorldOptions } from "../../sandbox/world.ts";
import { timeIn } from "../kit/profile.ts";
import { difference, type Figure, figure } from "../kit/stats.ts";
import { ToggledBrowser } from "../kit/toggled.ts";
import { type Floor, measureFloor } from "./floor.ts";
import { interact, type Observed, observe } from "./interactions.ts";
import { readLocate } from "./modules.ts";

const LIST = "ul.msg-conversations-container__conversations-list";

export interface PageCost {
  /** Main thread, script with its compiling, layout and style, ms: without, with, and the difference pair by pair. */
  readonly without: Figure;
  readonly with: Figure;
  readonly added: Figure;
  /** Of it, compiling scripts: the difference pair by pair, ms. */
  readonly compiling: Figure;
  /** What the profiler finds in the extension's scripts, without compiling, ms. */
  readonly attributed: Figure;
  /** Of it, by folder of the sources, the largest first. */
  readonly parts: readonly { readonly folder: string; readonly ms: Figure }[];
  /** Tasks of the main thread over 50 ms, all repetitions together. */
  readonly longTasks: { readonly without: number; readonly with: number };
  /** The slowest of the interactions while scrolling, ms. */
  readonly interaction: { readonly without: Figure; readonly with: Figure } | undefined;
}

export interface InboxCost extends PageCost {
  readonly floor: Floor;
}

/** Loads and uses a page that has been gone to; ms of its slowest interaction, if it had any. */
export type Visit = (page: Page) => Promise<number | undefined>;

/** All of the inbox is loaded by scrolling, then scrolled by keys. */
export const visitInbox: Visit = async (page) => {
  await page.waitForSelector(".msg-conversation-listitem__participant-names");
  await loadAll(page);
  return interact(page, LIST);
};

/** A page that shows no messaging at all. */
export const visitFeed: Visit = async (page) => {
  await page.waitForSelector("main");
  await page.evaluate(async () => {
    for (let i = 0; i < 20; i++) {
      scrollBy(0, 200);
      await new Promise(requestAnimationFrame);
    }
  });
  return undefined;
};

export function inboxOf(conversations: number): WorldOptions {
  return { conversations, unread: Math.round(conversations / 3), rateLimit: null };
}

export const FEED: WorldOptions = { arms: { overlay: "none" } };

export async function measureInbox(conversations: number, repetitions: number): Promise<InboxCost> {
  const options = inboxOf(conversations);
  const cost = await measure(options, "/messaging/", repetitions, visitInbox);
  const world = await startWorld(options);
  try {
    await using toggled = await ToggledBrowser.open(world.port);
    const page = await toggled.tab(false);
    await page.goto("https://www.linkedin.com/messaging/");
    await visitInbox(page);
    return { ...cost, floor: await measureFloor(page) };
  } finally {
    await world.close();
  }
}

export function measureFeed(repetitions: number): Promise<PageCost> {
  return measure(FEED, "/feed/", repetitions, visitFeed);
}

async function measure(
  options: WorldOptions,
  path: string,
  repetitions: number,
  visit: Visit,
): Promise<PageCost> {
  const world = await startWorld(options);
  const url = `https://www.linkedin.com${path}`;
  try {
    await using toggled = await ToggledBrowser.open(world.port);
    const arms = { without: [] as Observed[], with: [] as Observed[] };
    const attributed: ReadonlyMap<string, number>[] = [];
    const locate = await readLocate();
    // The first visit of each fills caches; it counts for neither.
    for (let i = 0; i <= repetitions; i++) {
      // Which comes first changes, so that warming up favours neither.
      for (const extension of i % 2 === 0 ? [false, true] : [true, false]) {
        const page = await toggled.tab(extension);
        const seen = await observed(page, url, visit);
        if (i > 0) arms[extension ? "with" : "without"].push(seen);
      }
    }
    for (let i = 0; i < Math.ceil(repetitions / 2); i++) {
      const page = await toggled.tab(true);
      const load = async () => {
        await page.goto(url);
        await visit(page);
      };
      attributed.push(await timeIn(page, toggled.origin ?? "", load, locate));
    }
    const main = (arm: readonly Observed[]) => arm.map(({ mainMs }) => mainMs);
    const compiled = (arm: readonly Observed[]) => arm.map(({ compileMs }) => compileMs);
    const slowest = (arm: readonly Observed[]) => arm.flatMap(({ interactionMs }) => interactionMs ?? []);
    const long = (arm: readonly Observed[]) => arm.reduce((sum, each) => sum + each.longTasks, 0);
    return {
      without: figure(main(arms.without)),
      with: figure(main(arms.with)),
      added: difference(main(arms.with), main(arms.without)),
      compiling: difference(compiled(arms.with), compiled(arms.without)),
      attributed: figure(attributed.map((parts) => [...parts.values()].reduce((sum, ms) => sum + ms, 0))),
      parts: byFolder(attributed),
      longTasks: { without: long(arms.without), with: long(arms.with) },
      interaction:
        slowest(arms.with).length > 0
          ? { without: figure(slowest(arms.without)), with: figure(slowest(arms.with)) }
          : undefined,
    };
  } finally {
    await world.close();
  }
}

function byFolder(loads: readonly ReadonlyMap<string, number>[]): PageCost["parts"] {
  const folders = new Set(loads.flatMap((parts) => [...parts.keys()]));
  return [...folders]
    .map((folder) => ({ folder, ms: figure(loads.map((parts) => parts.get(folder) ?? 0)) }))
    .sort((a, b) => b.ms.median - a.ms.median);
}

async function observed(page: Page, url: string, visit: Visit): Promise<Observed> {
  const session = await page.createCDPSession();
  await session.send("Performance.enable");
  const seen = await observe(page);
  await page.goto(url);
  const interactionMs = await visit(page);
  // Work that waits for an idle moment belongs to the cost.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
  return { ...(await mainThread(session)), longTasks: await seen(), interactionMs };
}

/** What the page's main thread has spent so far, ms: on script, layout and style, and of it on compiling. */
async function mainThread(session: CDPSession): Promise<Pick<Observed, "mainMs" | "compileMs">> {
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string) => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
  const compileMs = of("V8CompileDuration");
  return {
    mainMs: compileMs + of("ScriptDuration") + of("LayoutDuration") + of("RecalcStyleDuration"),
    compileMs,
  };
}

/** Scrolls to the end until the page has no more to load. */
async function loadAll(page: Page): Promise<void> {
  await page.waitForFunction(
    (list) => {
      const node = document.querySelector(list);
      if (!node) return false;
      const more = node.querySelector<HTMLElement>(":scope > li:last-child > button");
      node.scrollTop = node.scrollHeight;
      return more === null;
    },
    { polling: "raf", timeout: 60_000 },
    LIST,
  );
}
