import type { Page } from "puppeteer-core";
import type { World } from "../../sandbox/world.ts";
import { until } from "./until.ts";

/**
 * With CHAOS set, the worker is stopped before each thing that a test does to the extension and after each message
 * that follows from it: every message meets a worker that has just been started, and nothing that only memory holds
 * survives. `npm run test:chaos` runs the end-to-end suite so: what is done to the extension's pages, and every key and
 * right-click that a person's hand does on the screen.
 */
export const CHAOS = Boolean(process.env.CHAOS);

/**
 * What a worker says in the milliseconds between Chromium's giving it up and its end: whatever it asks of the browser
 * is refused with these words ("no service worker"). It has nobody left to tell, and the next one does its work.
 */
export const LAST_WORDS = /^ERROR background\.js: (?:Caught Up:|Uncaught \(in promise\)) Error: No SW /;

/** A time limit of a test, for a run that waits for its alarm after each death. */
export const patiently = (timeout: number) => (CHAOS ? timeout * 6 : timeout);

const gestures = new Set<() => Promise<void>>();

/** What is to happen before each key and click on the screen; the answer ends that. */
export function onGesture(before: () => Promise<void>): () => void {
  gestures.add(before);
  return () => gestures.delete(before);
}

/** Without chaos nothing happens. */
export async function beforeGesture(): Promise<void> {
  if (CHAOS) for (const before of gestures) await before();
}

const deaths = new WeakMap<World, number>();

/**
 * How often chaos has stopped the worker before this world. Each death leaves requests whose outcome the next worker
 * can't know, so that each conversation may be sent once more.
 */
export function deathsByChaos(world: World): number {
  return deaths.get(world) ?? 0;
}

export function countDeathByChaos(world: World): void {
  deaths.set(world, deathsByChaos(world) + 1);
}

interface Runtime {
  sendMessage(...message: unknown[]): Promise<unknown>;
}
interface Watched {
  chrome?: { runtime?: Runtime };
  browser?: { runtime?: Runtime };
  unanswered?: number;
}

/** Stops the worker before `act`, and once more when all that `act` has made the page ask is answered. */
export async function inChaos<T>(page: Page, stop: () => Promise<void>, act: () => Promise<T>): Promise<T> {
  await watchMessages(page);
  await stop();
  const result = await act();
  await answered([page]);
  await stop();
  return result;
}

/** Counts what a page of the extension has asked and not heard yet. */
export async function watchMessages(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = globalThis as unknown as Watched;
    if (watched.unanswered !== undefined) return;
    watched.unanswered = 0;
    for (const runtime of new Set([watched.chrome?.runtime, watched.browser?.runtime])) {
      if (!runtime) continue;
      const send = runtime.sendMessage.bind(runtime);
      runtime.sendMessage = async (...message) => {
        watched.unanswered = (watched.unanswered ?? 0) + 1;
        try {
          return await send(...message);
        } finally {
          watched.unanswered -= 1;
        }
      };
    }
  });
}

/** Chaos comes after each answer, not instead of it: a hand that is faster would never get one. */
export async function answered(pages: Iterable<Page>): Promise<void> {
  for (const page of pages) await until("the answers to a page's messages", () => isAnswered(page));
}

async function isAnswered(page: Page): Promise<boolean> {
  // What was pressed may have closed it.
  if (page.isClosed()) return true;
  return page.evaluate(() => !(globalThis as unknown as Watched).unanswered).catch(() => true);
}
