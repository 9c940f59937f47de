import type { CDPSession, Page } from "puppeteer-core";
import { describe, expect } from "vitest";
import { until } from "./harness/until.ts";
import { test } from "./inbox/test.ts";

/** An hour of a busy inbox. */
const UPDATES = 2_500;
/** In one answer of just under the size up to which answers are handed over. */
const COUNT = 650;

describe("The page's main thread is not ours", () => {
  // Seen red with 5 ms of work before the page's promise is settled.
  test("The hand-over keeps an answer of 100 KB from the page for no more than noise", async ({
    traveller,
  }) => {
    const visit = await traveller.visit({ conversations: 16, unread: 8, arms: { syncCount: 16 } });
    await visit.enterInbox("/messaging/compose/");
    const added = await visit.tab.evaluate(async () => {
      const path = performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .find((name) => name.includes("messengerConversations") && name.includes("mailboxUrn"));
      if (!path) throw new Error("the page has asked for no list");
      const headers = {
        "csrf-token": /JSESSIONID="?([^";]+)/.exec(document.cookie)?.[1] ?? "",
        accept: "application/graphql",
      };
      // A frame without an address has no content scripts: its fetch is the browser's own.
      const clean = document.body.appendChild(document.createElement("iframe")).contentWindow as Window &
        typeof globalThis;
      const time = async (ask: typeof fetch) => {
        const start = performance.now();
        const answer = await ask(path, { headers, credentials: "include" });
        const text = await answer.text();
        return { ms: performance.now() - start, size: text.length };
      };
      const differences: number[] = [];
      let size = 0;
      for (let n = 0; n < 80; n++) {
        // In turns, so that both meet the same machine.
        const first = n % 2 === 0 ? fetch : clean.fetch;
        const a = await time((...args) => first(...args));
        const b = await time((...args) => (first === fetch ? clean.fetch : fetch)(...args));
        size = a.size;
        differences.push(first === fetch ? a.ms - b.ms : b.ms - a.ms);
      }
      return { size, median: differences.sort((a, b) => a - b)[40] ?? Number.NaN };
    });
    expect(added.size).toBeGreaterThan(100_000);
    // The goal is 1 ms (docs/BENCHMARKS.md has the measured figure); the rest is room for a busy machine's noise.
    expect(added.median).toBeLessThan(3);
  });

  // Milliseconds are another machine's on another day, and those of a quiet one are in docs/BENCHMARKS.md: here it is
  // held against what the page itself spends on the same answer, at the same time. Seen red with each
  // answer read twelve times over: 4.9 times the page's share.
  test("A list of many hundred conversations costs no more than a few times what the page spends on it", async ({
    traveller,
  }) => {
    const shares: number[] = [];
    for (let n = 0; n < 3; n++) {
      const visit = await traveller.visit({ conversations: COUNT, unread: 300, arms: { syncCount: COUNT } });
      const storage = await traveller.openPage("options.html");
      await visit.tab.bringToFront();
      const session = await visit.tab.createCDPSession();
      await session.send("Profiler.enable");
      await session.send("Profiler.setSamplingInterval", { interval: 100 });
      await session.send("Profiler.start");
      await visit.enterInbox("/messaging/compose/");
      await until("all to be known", async () => (await knownIn(storage.page)) >= COUNT, { timeout: 30_000 });
      const popup = await visit.openPopup();
      await popup.find("button", /^Mark all seen|^Mark \d+ of/);
      const { profile } = await session.send("Profiler.stop");
      const own = costOf(profile, `chrome-extension://${traveller.extensionId}`);
      shares.push(own / costOf(profile, "https://static.licdn.com"));
      await popup.page.close();
    }
    const median = shares.sort((a, b) => a - b)[1];
    expect(median).toBeGreaterThan(0);
    expect(median).toBeLessThan(4);
  });

  // Seen red with what was heard kept: 20 KB an update.
  test("Memory stays flat over thousands of updates", async ({ traveller }) => {
    const visit = await traveller.visit({ conversations: 120, unread: 40 });
    await visit.openWholeInbox("/messaging/compose/");
    const { mailbox } = visit.world;
    const session = await visit.tab.createCDPSession();
    const pool = mailbox.all().filter(({ folder }) => folder === "focused");
    let sent = 0;
    const update = async (count: number) => {
      for (let n = 0; n < count; n++, sent++) {
        const each = pool[sent % pool.length];
        if (!each) continue;
        if (sent % 3 === 0) mailbox.markReadElsewhere(each.urn);
        else mailbox.arrive(each, { text: `Words of update ${sent}`, at: Date.now() + sent });
        each.messages.splice(0, each.messages.length - 1);
        if (sent % 50 === 49) await drawn(visit.tab);
      }
      await drawn(visit.tab);
    };
    await update(1_000);
    const before = await heap(session);
    await update(UPDATES);
    // What waits for an idle moment is not kept: it goes by itself.
    await until("the heap to be what it was, but for 500 bytes an update", async () => {
      return ((await heap(session)) - before) / UPDATES < 500;
    });
  });
});

declare const chrome: { storage: { session: { get(keys: null): Promise<Record<string, unknown>> } } };

/** How many conversations the extension has stored as told by pages. */
function knownIn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const all = Object.entries(await chrome.storage.session.get(null));
    const told = all.flatMap(([key, value]) => (key.startsWith("inbox:") ? [value] : [])) as {
      snapshot: { conversations: readonly unknown[]; readCount: number };
    }[];
    return Math.max(0, ...told.map(({ snapshot }) => snapshot.conversations.length + snapshot.readCount));
  });
}

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

/** Milliseconds with a script from there on the stack, the engine's work for it included. */
function costOf({ nodes, samples = [], timeDeltas = [] }: Profile, origin: string): number {
  const own = new Set<number>();
  // Parents come before their children.
  for (const { id, callFrame, children } of nodes) {
    if (callFrame.url.startsWith(`${origin}/`)) own.add(id);
    if (own.has(id)) for (const child of children ?? []) own.add(child);
  }
  return samples.reduce((sum, id, i) => sum + (own.has(id) ? (timeDeltas[i] ?? 0) : 0), 0) / 1000;
}

/** Bytes in use after a thorough collection; the page's own are among them, and flat too. */
async function heap(session: CDPSession): Promise<number> {
  for (let n = 0; n < 2; n++) await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}

/** The page has painted twice, so what was told before has been taken in. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
  });
}
