import type { Frame, Page } from "puppeteer-core";
import type { World } from "../world.ts";
import { enter, LIST, ROW, sleep, until } from "./chromium.ts";

async function scrollToEnd(frame: Frame, wanted: number): Promise<void> {
  const rows = () => frame.$$eval(ROW, (all) => all.length);
  await until(`${wanted} rows`, async () => {
    await frame.$eval(LIST, (ul) => {
      ul.scrollTop = ul.scrollHeight;
    });
    return (await rows()) === wanted;
  });
}

/** Goes down the list step by step and counts rows that bear the sign of the arm. */
async function unreadDrawn(frame: Frame): Promise<Set<string>> {
  const seen = new Set<string>();
  for (let top = 0; ; top += 400) {
    const end = await frame.$eval(
      LIST,
      (ul, y) => {
        ul.scrollTop = y;
        return y > ul.scrollHeight;
      },
      top,
    );
    await sleep(60);
    const signs = [
      ".msg-conversation-card__convo-item-container--unread",
      ".msg-conversation-card__unread-count",
      "h3.t-bold",
    ].join(",");
    const ids = await frame.$$eval(
      ROW,
      (all, sign) => all.filter((li) => li.querySelector(sign)).map((li) => li.id),
      signs,
    );
    for (const id of ids) seen.add(id);
    if (end) return seen;
  }
}

/** In one arm: draw, load all, see every mark, hear of reads, of a message, and open its row. */
export async function walk(page: Page, world: World): Promise<string> {
  const { arms, mailbox } = world;
  const frame = await enter(page, arms);
  await frame.waitForSelector(`${ROW} .msg-conversation-card`);
  const inView = (c: { folder: string }) =>
    c.folder === "focused" || (!arms.focusedInbox && c.folder === "other");
  if (arms.unreadOnlyFilter) {
    await until("an empty draft's address", async () =>
      page.url().endsWith("/messaging/thread/new/?filter=unread"),
    );
    return `${await frame.$$eval(ROW, (all) => all.length)} rows under the filter`;
  }
  const start = await frame.$$eval(ROW, (all) => all.length);
  await scrollToEnd(frame, mailbox.all().filter(inView).length);
  const unread = mailbox.unread().filter(inView);
  const drawn = await unreadDrawn(frame);
  if (drawn.size !== unread.length) throw new Error(`${drawn.size} drawn unread, ${unread.length} are`);

  const newest = mailbox.all().filter(inView)[0];
  if (!newest) throw new Error("empty");
  for (const c of mailbox.unread()) mailbox.setRead(c.urn, true, "api");
  if (arms.markRepaint) {
    await until("no row is unread", async () => (await unreadDrawn(frame)).size === 0, 15_000);
  }
  const lowest = mailbox.all().filter(inView).at(-1);
  if (!lowest) throw new Error("empty");
  mailbox.arrive(lowest, { text: "Are you there?" });
  await until("the row has moved up", async () => {
    await frame.$eval(LIST, (ul) => {
      ul.scrollTop = 0;
    });
    return (await frame.$eval(`${ROW} h3`, (h) => h.textContent)) === lowest.name;
  });
  await frame.click(`${ROW} h3`);
  await until("the thread is open", async () => page.url().includes("/messaging/thread/"));
  await until("it is read", async () => !!mailbox.byUrn(lowest.urn)?.read);
  await until(
    "its mark is gone",
    async () => (await frame.$$(`${ROW}:nth-child(2) .msg-conversation-card__unread-count`)).length === 0,
  );
  await frame.waitForSelector("[data-event-urn]");
  return `${start} rows, then ${mailbox.all().filter(inView).length}; ${unread.length} unread; ${new URL(page.url()).pathname.slice(0, 30)}`;
}
