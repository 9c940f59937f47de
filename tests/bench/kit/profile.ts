import type { Page, Protocol } from "puppeteer-core";

/** Often enough for costs of a millisecond; oftener, the profiler would measure itself. */
const SAMPLE_US = 200;
/** Called by the page through the tap's proxies: the page would pay for them without the extension as well. */
const PAGES_OWN = new Set(["fetch", "open", "send", "EventSource", "text", "json"]);

/** Where a script's function comes from. `script`: its path in the extension. */
export type Locate = (script: string, line: number, column: number) => string;

/**
 * Main-thread time of `work` in scripts whose address begins with `origin`, ms by what `locate` says: samples in their
 * functions and in what these call of the browser. Compiling is not among it.
 */
export async function timeIn(
  page: Page,
  origin: string,
  work: () => Promise<void>,
  locate: Locate,
): Promise<ReadonlyMap<string, number>> {
  const session = await page.createCDPSession();
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: SAMPLE_US });
  await session.send("Profiler.start");
  await work();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)));
  const { profile } = await session.send("Profiler.stop");
  return sampled(profile, origin, locate);
}

function sampled(profile: Protocol.Profiler.Profile, origin: string, locate: Locate): Map<string, number> {
  const parents = new Map<number, Protocol.Profiler.ProfileNode>();
  for (const node of profile.nodes) for (const child of node.children ?? []) parents.set(child, node);
  /** Undefined where it is none of ours. */
  const placeOf = (start: Protocol.Profiler.ProfileNode): string | undefined => {
    if (start.callFrame.url === "" && PAGES_OWN.has(start.callFrame.functionName)) return undefined;
    let node: Protocol.Profiler.ProfileNode | undefined = start;
    while (node && node.callFrame.url === "") node = parents.get(node.id);
    if (!node?.callFrame.url.startsWith(origin)) return undefined;
    const { url, lineNumber, columnNumber } = node.callFrame;
    return locate(url.slice(origin.length), lineNumber, columnNumber);
  };
  const places = new Map(profile.nodes.map((node) => [node.id, placeOf(node)]));
  const sums = new Map<string, number>();
  const { samples = [], timeDeltas = [] } = profile;
  samples.forEach((id, index) => {
    const place = places.get(id);
    // A delta is the time since the sample before: it belongs to that one.
    if (place !== undefined) sums.set(place, (sums.get(place) ?? 0) + (timeDeltas[index + 1] ?? 0) / 1000);
  });
  return sums;
}
