import type { Page } from "puppeteer-core";
import { type Figure, figure } from "../kit/stats.ts";

/** What it costs to have the answers of an inbox in another world of the page at all, whatever is made of them. */
export interface Floor {
  readonly characters: number;
  /** Of a text that the page has: through a port into another world, ms. */
  readonly handOver: Figure;
  /** `JSON.parse`, ms. */
  readonly parse: Figure;
}

const ROUNDS = 5;

/** In a page that has loaded its whole list, without the extension. */
export async function measureFloor(page: Page): Promise<Floor> {
  const rounds: { characters: number; handOver: number; parse: number }[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await page.evaluate(hearAll));
  return {
    characters: rounds[0]?.characters ?? 0,
    handOver: figure(rounds.map(({ handOver }) => handOver)),
    parse: figure(rounds.map(({ parse }) => parse)),
  };
}

/** Asks once more for every answer that the page has had, and takes the time of the two steps alone. */
async function hearAll(): Promise<{ characters: number; handOver: number; parse: number }> {
  const csrf = /JSESSIONID="?([^";]+)/.exec(document.cookie)?.[1] ?? "";
  const headers = { "csrf-token": csrf, accept: "application/graphql" };
  const lists = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.includes("queryId=messengerConversations"));
  const { port1, port2 } = new MessageChannel();
  const sum = { characters: 0, handOver: 0, parse: 0 };
  for (const url of new Set(lists)) {
    const sent = await (await fetch(url, { headers })).text();
    sum.characters += sent.length;
    const arrived = new Promise<string>((done) => {
      port2.onmessage = (event) => {
        const start = performance.now();
        const text: string = event.data;
        sum.handOver += performance.now() - start;
        done(text);
      };
    });
    const start = performance.now();
    port1.postMessage(sent);
    sum.handOver += performance.now() - start;
    const text = await arrived;
    const parsing = performance.now();
    JSON.parse(text);
    sum.parse += performance.now() - parsing;
  }
  port1.close();
  return sum;
}
