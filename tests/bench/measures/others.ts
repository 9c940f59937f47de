import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { TargetType } from "puppeteer-core";
import { launchChromium } from "../../e2e/harness/chromium.ts";
import { startWorld, type World } from "../../sandbox/world.ts";
import { isMark, mailboxWith, times } from "../kit/driver.ts";
import { LATENCY } from "./latency.ts";
import type { Trouble } from "./long-runs.ts";

export const OTHERS = [
  "curl loop",
  "curl loop with --retry",
  "curl, xargs -P 10",
  "plain extension",
] as const;
export type Other = (typeof OTHERS)[number];

export interface OtherRun {
  readonly n: number;
  /** From its start to the last answer, ms. */
  readonly allMs: number;
  readonly requests: number;
  readonly refused: number;
  readonly unmarked: number;
}

/** The plain extension makes no pauses: what has been silent for so long is over. */
const QUIET_MS = 5_000;

/** The same `n` conversations, the same server, another way of marking them. */
export async function otherRun(way: Other, n: number, trouble: Trouble = {}): Promise<OtherRun> {
  const world = await startWorld({
    ...mailboxWith(n),
    rateLimit: { perMinute: 60 },
    latencyMs: LATENCY,
    http2: true,
  });
  try {
    if (trouble.errors) world.api.faults.every(20, "error-500");
    const chosen = world.mailbox.unread().slice(0, n);
    const urns = chosen.map(({ urn }) => urn);
    const startedAt = Date.now();
    if (way === "plain extension") await plainExtension(world, urns, trouble);
    else await shell(way, world, urns, trouble);
    // What was on the wire when its sender died still takes effect.
    await delay(3 * LATENCY);
    const requests = world.api.requests.filter(isMark);
    const { ms, beforeMs, refused } = times(startedAt, requests);
    const unmarked = chosen.filter((each) => !each.read).length;
    return { n, allMs: ms + beforeMs, requests: requests.length, refused, unmarked };
  } finally {
    await world.close();
  }
}

/** Half of what is there has been asked for: the moment at which things die. */
function halfway(world: World, urns: readonly string[]): Promise<void> {
  return world.api.waitFor((requests) => requests.filter(isMark).length >= urns.length / 2, 300_000);
}

async function shell(
  way: Exclude<Other, "plain extension">,
  world: World,
  urns: readonly string[],
  { killedOnce }: Trouble,
): Promise<void> {
  const file = way === "curl, xargs -P 10" ? "curl-parallel.sh" : "curl-loop.sh";
  const retry = way === "curl loop with --retry" ? ["--retry", "5"] : [];
  const script = fileURLToPath(new URL(`../others/${file}`, import.meta.url));
  // A group of its own, so that a kill takes the loop and its curls, as closing the terminal does.
  const child = spawn(script, [String(world.port), ...retry], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { ...process.env, CONNECTSAFELY_KEY: world.key },
  });
  const ended = once(child, "exit");
  child.stdin?.on("error", () => {});
  child.stdin?.end(`${urns.join("\n")}\n`);
  if (killedOnce && child.pid !== undefined) {
    await halfway(world, urns);
    process.kill(-child.pid, "SIGKILL");
  }
  await ended;
}

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };

async function plainExtension(world: World, urns: readonly string[], { killedOnce }: Trouble): Promise<void> {
  const extension = fileURLToPath(new URL("../others/plain-extension", import.meta.url));
  const { browser, extensionId } = await launchChromium({ extension, port: world.port });
  try {
    const page = await browser.newPage();
    await page.goto(`chrome-extension://${extensionId}/page.html`);
    await page.evaluate((message) => chrome.runtime.sendMessage(message), {
      key: world.key,
      urns: [...urns],
    });
    if (killedOnce) {
      await halfway(world, urns);
      const session = await page.createCDPSession();
      await session.send("ServiceWorker.enable");
      await session.send("ServiceWorker.stopAllWorkers");
    }
    const isAlive = () => browser.targets().some((target) => target.type() === TargetType.SERVICE_WORKER);
    let seen = -1;
    while (world.api.requests.length !== seen || (isAlive() && seen < urns.length)) {
      seen = world.api.requests.length;
      await delay(QUIET_MS);
    }
  } finally {
    await browser.close();
  }
}
