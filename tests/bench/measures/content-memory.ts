import type { Page } from "puppeteer-core";
import { startWorld } from "../../sandbox/world.ts";
import { usedHeap } from "../kit/heap.ts";
import { ToggledBrowser } from "../kit/toggled.ts";

const CONVERSATIONS = 200;
const READINGS = 12;

export interface ContentMemory {
  readonly updates: number;
  /** Growth of the page's heap from the first third of the updates to the last, bytes, everything collected. */
  readonly without: number;
  readonly with: number;
}

/** Messages come in, over and over, in the same conversations: what is kept must not grow with them. */
export async function measureContentMemory(updates: number): Promise<ContentMemory> {
  const grown = { without: 0, with: 0 };
  for (const extension of [false, true]) {
    const world = await startWorld({ conversations: CONVERSATIONS, unread: 40, rateLimit: null });
    try {
      await using toggled = await ToggledBrowser.open(world.port);
      const page = await toggled.tab(extension);
      await page.goto("https://www.linkedin.com/messaging/");
      await page.waitForSelector(".msg-conversation-listitem__participant-names");
      const all = world.mailbox.all().filter(({ folder }) => folder === "focused");
      const session = await page.createCDPSession();
      const send = async (count: number) => {
        for (let i = 0; i < count; i++) {
          const conversation = all[i % 20];
          if (conversation) {
            world.mailbox.arrive(conversation, { text: `Message ${i % 10}` });
            // The stand-in keeps every message for ever, in the answers as well: its page is not what is measured.
            conversation.messages.splice(0, conversation.messages.length - 2);
          }
          if (i % 25 === 24) await settle(page);
        }
        await settle(page);
      };
      // The first hundred bring everything into being that stays.
      await send(100);
      const readings: number[] = [];
      for (let i = 0; i < READINGS; i++) {
        await send(Math.round(updates / READINGS));
        readings.push(await usedHeap(session));
      }
      // What is under way for a moment is in some of them, and only ever on top: the lowest are without.
      const third = Math.floor(READINGS / 3);
      grown[extension ? "with" : "without"] =
        Math.min(...readings.slice(-third)) - Math.min(...readings.slice(0, third));
    } finally {
      await world.close();
    }
  }
  return { updates, ...grown };
}

function settle(page: Page): Promise<unknown> {
  return page.evaluate(() => new Promise((done) => setTimeout(done, 30)));
}
