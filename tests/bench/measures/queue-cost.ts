import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, launch, type Page } from "puppeteer-core";
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
  /** Bytes in use before and after the second of the largest runs, everything collected. */
  readonly heap: { readonly items: number; readonly before: number; readonly after: number };
}

declare global {
  var benchQueue: (items: number) => Promise<QueueCost>;
}

/** Opens the database; the first code of the optimizing compiler is there. */
const WARM_UP = 200;

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
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const results = new Map<number, QueueCost[]>(counts.map((count) => [count, []]));
    for (let i = 0; i < repetitions; i++) {
      for (const count of counts) {
        await using disk = await FreshDisk.open(browser, address);
        await disk.run(WARM_UP);
        results.get(count)?.push(await disk.run(count));
      }
    }
    const heap = await measureHeap(browser, address, Math.max(...counts));
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

/** The first of two equal runs has the code compiled that stays. */
async function measureHeap(browser: Browser, address: string, items: number): Promise<QueueMeasured["heap"]> {
  await using disk = await FreshDisk.open(browser, address);
  const session = await disk.page.createCDPSession();
  await disk.run(items);
  const before = await usedHeap(session);
  await disk.run(items);
  return { items, before, after: await usedHeap(session) };
}

/** Without a limit the minute before would leave thousands of slots for the next run to read. */
class FreshDisk implements AsyncDisposable {
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  static async open(browser: Browser, address: string): Promise<FreshDisk> {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.goto(address);
    return new FreshDisk(context, page);
  }

  run(items: number): Promise<QueueCost> {
    return this.page.evaluate((count) => globalThis.benchQueue(count), items);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#context.close();
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
