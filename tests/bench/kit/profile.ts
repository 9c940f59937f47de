import type { Page, Protocol } from "puppeteer-core";

/** Often enough for costs of a millisecond; oftener, the profiler would measure itself. */
const SAMPLE_US = 200;
/** Called by the page through the tap's proxies: the page would pay for them without the extension as well. */
const PAGES_OWN = new Set(["fetch", "open", "send", "EventSource", "text", "json"]);

/**
 * Main-thread time, ms, of `work` in scripts whose address begins with `origin`: samples in their functions and in
 * what these call of the browser. Compiling is not among it.
 */
export async function timeIn(page: Page, origin: string, work: () => Promise<void>): Promise<number> {
  const session = await page.createCDPSession();
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: SAMPLE_US });
  await session.send("Profiler.start");
  await work();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
  const { profile } = await session.send("Profiler.stop");
  return sampled(profile, origin) / 1000;
}

function sampled(profile: Protocol.Profiler.Profile, origin: string): number {
  const parents = new Map<number, Protocol.Profiler.ProfileNode>();
  for (const node of profile.nodes) for (const child of node.children ?? []) parents.set(child, node);
  const isOurs = (start: Protocol.Profiler.ProfileNode): boolean => {
    if (start.callFrame.url === "" && PAGES_OWN.has(start.callFrame.functionName)) return false;
    let node: Protocol.Profiler.ProfileNode | undefined = start;
    while (node && node.callFrame.url === "") node = parents.get(node.id);
    return node?.callFrame.url.startsWith(origin) ?? false;
  };
  const ours = new Set(profile.nodes.filter(isOurs).map((node) => node.id));
  const { samples = [], timeDeltas = [] } = profile;
  // A delta is the time since the sample before: it belongs to that one.
  return samples.reduce((sum, id, index) => sum + (ours.has(id) ? (timeDeltas[index + 1] ?? 0) : 0), 0);
}
