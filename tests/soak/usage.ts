import { type CDPSession, TargetType } from "puppeteer-core";
import type { Inside } from "../e2e/harness/inside.ts";
import type { Stage } from "../e2e/harness/stage.ts";

export interface Usage {
  /** Of the worker's heap after a collection, in MB; undefined: it was dead. */
  readonly heap: number | undefined;
  /** Of the extension's origin, in KB. */
  readonly disk: number;
  readonly slots: number;
}

export async function measure(stage: Stage, inside: Inside): Promise<Usage> {
  const disk = await inside.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  const { slots } = await inside.queue();
  return { heap: await heapOfWorker(stage), disk: Math.round(disk / 1e3), slots: slots.length };
}

/** A debugger would keep the worker alive: it is let go at once. */
async function heapOfWorker(stage: Stage): Promise<number | undefined> {
  const target = stage.browser.targets().find((each) => each.type() === TargetType.SERVICE_WORKER);
  let session: CDPSession | undefined;
  try {
    session = await target?.createCDPSession();
    await session?.send("HeapProfiler.collectGarbage");
    const usage = await session?.send("Runtime.getHeapUsage");
    return usage && Math.round(usage.usedSize / 1e5) / 10;
  } catch {
    // It died meanwhile.
    return undefined;
  } finally {
    await session?.detach().catch(() => {});
  }
}
