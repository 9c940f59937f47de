import type { Page } from "puppeteer-core";
import { type Figure, figure } from "../kit/stats.ts";

/** What it costs to parse the answers of an inbox, whatever is made of them. */
export interface Floor {
  readonly characters: number;
  /** `JSON.parse`, ms. */
  readonly parse: Figure;
}

const ROUNDS = 5;

/** In a page that has loaded its whole list, without the extension. */
export async function measureFloor(page: Page): Promise<Floor> {
  const rounds: { characters: number; parse: number }[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await page.evaluate(parseAll));
  return { characters: rounds[0]?.characters ?? 0, parse: figure(rounds.map(({ parse }) => parse)) };
}

/** Asks once more for every answer that the page has had, and takes the time of parsing alone. */
async function parseAll(): Promise<{ characters: number; parse: number }> {
  const csrf = /JSESSIONID="?([^";]+)/.exec(document.cookie)?.[1] ?? "";
  const headers = { "csrf-token": csrf, accept: "application/graphql" };
  const lists = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.includes("queryId=messengerConversations"));
  const sum = { characters: 0, parse: 0 };
  for (const url of new Set(lists)) {
    const text = await (await fetch(url, { headers })).text();
    sum.characters += text.length;
    const start = performance.now();
    JSON.parse(text);
    sum.parse += performance.now() - start;
  }
  return sum;
}
