import { type CDPSession, TargetType } from "puppeteer-core";
import type { Stage } from "../../e2e/harness/stage.ts";

/** A debugger on the worker, which keeps it alive from here on. */
export async function workerSession(stage: Stage): Promise<CDPSession> {
  const target = await stage.browser.waitForTarget(
    (each) => each.type() === TargetType.SERVICE_WORKER && each.url().startsWith(stage.url("")),
  );
  return target.createCDPSession();
}

/** Bytes of JavaScript objects that are in use, after garbage collection. */
export async function usedHeap(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.enable");
  // Twice: what finalisers let go of in the first is collected in the second.
  for (let i = 0; i < 2; i++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = (await session.send("Runtime.getHeapUsage")) as { usedSize: number };
  return usedSize;
}
