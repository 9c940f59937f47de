import { type CDPSession, TargetType } from "puppeteer-core";
import type { Stage } from "./stage.ts";

/** The debugger's hold on the worker's network; it keeps the worker alive until it is detached. */
export async function workerNetwork(stage: Stage): Promise<CDPSession> {
  const target = await stage.browser.waitForTarget((each) => each.type() === TargetType.SERVICE_WORKER);
  const session = await target.createCDPSession();
  await session.send("Network.enable");
  return session;
}

/** What the worker's requests and its `navigator.onLine` then tell. */
export async function setOffline(session: CDPSession, offline: boolean): Promise<void> {
  await session.send("Network.emulateNetworkConditions", {
    offline,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
}
