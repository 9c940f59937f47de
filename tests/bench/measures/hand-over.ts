import type { Page } from "puppeteer-core";
import { startServer } from "../../sandbox/server.ts";
import { difference, type Figure, figure } from "../kit/stats.ts";
import { ToggledBrowser } from "../kit/toggled.ts";

const SIZES = [1_000, 10_000, 100_000, 1_000_000, 5_000_000] as const;
const WAYS = ["fetch", "XMLHttpRequest"] as const;
const ADDRESS = "/voyager/api/voyagerMessagingGraphQL/graphql?queryId=messengerConversations.0d5e6781";
const ROUNDS = 4;

export interface HandOver {
  readonly bytes: number;
  readonly by: (typeof WAYS)[number];
  /** From the call until the page has its text, ms. */
  readonly without: Figure;
  readonly with: Figure;
  readonly added: Figure;
}

/** How much later the page has its own answer because the extension hears it too. */
export async function measureHandOver(repetitions: number): Promise<HandOver[]> {
  const answers = new Map(SIZES.map((bytes) => [String(bytes), answer(bytes)]));
  const server = await startServer({ port: 0, http2: false }, (request, response) => {
    const size = new URL(request.url ?? "/", "https://x").searchParams.get("size");
    const body = answers.get(size ?? "") ?? "<!doctype html><title>A page</title><main>Nothing</main>";
    const type = size === null ? "text/html" : "application/json";
    response.writeHead(200, { "content-type": type, "content-length": String(Buffer.byteLength(body)) });
    response.end(body);
  });
  try {
    await using toggled = await ToggledBrowser.open(server.port);
    const cases = SIZES.flatMap((bytes) =>
      WAYS.map((by) => ({ bytes, by, without: [] as number[], with: [] as number[] })),
    );
    for (let round = 0; round < ROUNDS; round++) {
      for (const extension of round % 2 === 0 ? [false, true] : [true, false]) {
        const page = await toggled.tab(extension);
        await page.goto("https://www.linkedin.com/feed/");
        for (const each of cases) {
          const times = await ask(page, each.by, `${ADDRESS}&size=${each.bytes}`, repetitions);
          each[extension ? "with" : "without"].push(...times);
        }
      }
    }
    return cases.map((each) => ({
      bytes: each.bytes,
      by: each.by,
      without: figure(each.without),
      with: figure(each.with),
      added: difference(each.with, each.without),
    }));
  } finally {
    await server.close();
  }
}

/** One after the other, with the page idle in between; the first warms up. */
function ask(page: Page, by: HandOver["by"], url: string, repetitions: number): Promise<number[]> {
  return page.evaluate(
    async (transport, address, count) => {
      const byFetch = async () => (await fetch(address)).text();
      const byXhr = () =>
        new Promise<string>((resolve) => {
          const xhr = new XMLHttpRequest();
          xhr.open("GET", address);
          xhr.onload = () => resolve(xhr.responseText);
          xhr.send();
        });
      const measured: number[] = [];
      for (let i = 0; i <= count; i++) {
        const start = performance.now();
        await (transport === "fetch" ? byFetch() : byXhr());
        if (i > 0) measured.push(performance.now() - start);
        // What the extension does with it afterwards is page cost, not delay.
        await new Promise((done) => requestIdleCallback(done, { timeout: 300 }));
        await new Promise((done) => setTimeout(done, 20));
      }
      return measured;
    },
    by,
    url,
    repetitions,
  );
}

/** Conversations of an invented kind, as many as the size holds. */
function answer(bytes: number): string {
  const element = (n: number) => ({
    entityUrn: `urn:li:msg_conversation:(urn:li:fsd_profile:ACoAABench,2-${Buffer.from(`bench ${n}`).toString("base64")})`,
    read: n % 3 !== 0,
    unreadCount: n % 3 === 0 ? 1 : 0,
    lastActivityAt: 1_790_000_000_000 - n * 60_000,
    categories: ["INBOX", "PRIMARY_INBOX"],
    descriptionText: { text: "A line of text such as a message has, and a little more." },
  });
  const elements: object[] = [element(0)];
  for (let size = 400; size < bytes - 400; size += JSON.stringify(elements.at(-1)).length + 1) {
    elements.push(element(elements.length));
  }
  return JSON.stringify({ data: { messengerConversationsBySyncToken: { elements, metadata: {} } } });
}
