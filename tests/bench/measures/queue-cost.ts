import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { launch } from "puppeteer-core";
import { build } from "vite";
import { browserPath } from "../../../scripts/browsers/ensure.ts";
import { usedHeap } from "../kit/heap.ts";
import { type Figure, figure } from "../kit/stats.ts";
import type { QueueCost } from "../queue-page/main.ts";

export interface QueueFigures {
  readonly items: number;
  /** Milliseconds an item. */
  readonly enqueue: Figure;
  readonly complete: Figure;
  /** Records written or deleted, an item. */
  readonly writes: number;
}

export interface QueueMeasured {
  readonly costs: readonly QueueFigures[];
  /** Bytes in use before the largest run and after it, everything collected. */
  readonly heap: { readonly items: number; readonly before: number; readonly after: number };
}

declare global {
  var benchQueue: (items: number) => Promise<QueueCost>;
}

/** Enqueue and complete in real IndexedDB, in a page without the extension around it. */
export async function measureQueue(counts: readonly number[], repetitions: number): Promise<QueueMeasured> {
  const script = await bundle();
  const server = createServer((request, response) => {
    const isScript = request.url === "/queue.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html; charset=utf-8" });
    response.end(isScript ? script : '<!doctype html><title>Queue</title><script src="/queue.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launch({
    executablePath: browserPath("chromium"),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    protocolTimeout: 600_000,
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const session = await page.createCDPSession();
    await page.evaluate(() => globalThis.benchQueue(200));
    const results = new Map<number, QueueCost[]>(counts.map((count) => [count, []]));
    let heap = { items: 0, before: 0, after: 0 };
    for (let i = 0; i < repetitions; i++) {
      for (const count of counts) {
        const before = await usedHeap(session);
        results.get(count)?.push(await page.evaluate((items) => globalThis.benchQueue(items), count));
        if (count >= heap.items) heap = { items: count, before, after: await usedHeap(session) };
      }
    }
    const costs = [...results].map(([items, each]) => ({
      items,
      enqueue: figure(each.map(({ enqueueMs }) => enqueueMs / items)),
      complete: figure(each.map(({ completeMs }) => completeMs / items)),
      writes: figure(each.map(({ writes }) => writes / items)).median,
    }));
    return { costs, heap };
  } finally {
    await browser.close();
    server.close();
  }
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "chrome120",
      lib: {
        entry: fileURLToPath(new URL("../queue-page/main.ts", import.meta.url)),
        formats: ["iife"],
        name: "queue",
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !("output" in output)) throw new Error("Vite built nothing");
  return output.output[0].code;
}
