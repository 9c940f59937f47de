import { type Browser, type Page, TargetType } from "puppeteer-core";
import { until } from "./until.ts";

/** `origin`: of the extension, `chrome-extension://…/`. */
export function workerAlive(browser: Browser, origin: string): boolean {
  return browser
    .targets()
    .some((target) => target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(origin));
}

/** Kills the worker as the browser does: at once, in-flight requests with it. `tab`: any that is open. */
export async function stopWorker(browser: Browser, tab: Page, origin: string): Promise<void> {
  const session = await tab.createCDPSession();
  let isStopped = false;
  session.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    for (const { scriptURL, runningStatus } of versions) {
      if (scriptURL.startsWith(origin) && runningStatus === "stopped") isStopped = true;
    }
  });
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  // The target of a worker that has a debugger outlives it, and a page may wake the next one at once.
  await until("the worker to be gone", () => isStopped || !workerAlive(browser, origin));
  await session.detach();
}
