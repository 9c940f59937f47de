import type { Page } from "puppeteer-core";
import type { World, WorldOptions } from "../world.ts";
import { LIST, ROW, until } from "./chromium.ts";

/** What the page does besides drawing its list. */
export interface Visit {
  readonly options?: WorldOptions;
  readonly path: string;
  run(page: Page, world: World): Promise<void>;
}

const writes = (world: World) =>
  world.page.requests.filter((r) => r.method === "POST" && r.query.startsWith("ids=List("));
const clickText = (page: Page, selector: string, text: string) =>
  page.$$eval(
    selector,
    (all, wanted) => {
      const found = all.find((node) => node.textContent?.trim() === wanted);
      if (!(found instanceof HTMLElement)) throw new Error(`nothing reads ${wanted}`);
      found.click();
    },
    text,
  );
const count = (page: Page, selector: string) => page.$$eval(selector, (all) => all.length);
const isOpen = (page: Page) => until("a thread is open", async () => page.url().includes("/thread/2-"));

export const VISITS: Readonly<Record<string, Visit>> = {
  "opens the first row by itself and marks it read": {
    options: { firstUnread: true },
    path: "/messaging/",
    async run(page, world) {
      const [first] = world.mailbox.all();
      await until("it is read", async () => first?.read === true);
      if (writes(world).length !== 1) throw new Error("not exactly one write");
      await until("the address is its own", async () => page.url().includes(first?.threadId ?? "?"));
      await page.waitForSelector(`${ROW} .msg-conversations-container__convo-item-link--active`);
    },
  },
  "opens nothing on the compose page": {
    options: { firstUnread: true },
    path: "/messaging/compose/",
    async run(page, world) {
      await page.waitForSelector(`${ROW} h3`);
      if (writes(world).length > 0 || world.mailbox.unread().length !== 23) throw new Error("it wrote");
    },
  },
  "draws a draft that is no conversation": {
    path: "/messaging/thread/new/",
    async run(page) {
      await page.waitForSelector(`${LIST} .msg-conversation-card--draft`);
    },
  },
  "keeps the thread before mounted and hidden": {
    path: "/messaging/compose/",
    async run(page) {
      for (const nth of [3, 4]) {
        await page.waitForSelector(`${ROW}:nth-child(${nth}) h3`);
        await page.click(`${ROW}:nth-child(${nth}) h3`);
        await isOpen(page);
        await page.waitForSelector(".msg-thread:not([hidden]) [data-event-urn]");
      }
      if ((await count(page, ".msg-thread[hidden] [data-event-urn]")) === 0)
        throw new Error("nothing is hidden");
      await page.goBack();
      await page.waitForSelector(".msg-thread:not([hidden]) [data-event-urn]");
    },
  },
  "marks read and unread from the row's menu": {
    path: "/messaging/compose/",
    async run(page, world) {
      const c = world.mailbox.unread().find((one) => one.folder === "focused");
      await page.waitForSelector(`${ROW} .msg-conversation-card__unread-count`);
      const row = `${ROW}:has(.msg-conversation-card__unread-count)`;
      if ((await count(page, ".msg-thread-actions__dropdown-options")) > 0)
        throw new Error("a menu while closed");
      await page.$eval(`${row} .msg-thread-actions__control`, (b) => (b as HTMLElement).click());
      await clickText(page, ".msg-thread-actions__dropdown-option", "Mark as read");
      await until("it is read", async () => c?.read === true);
      if (page.url().includes("/thread/")) throw new Error("the menu opened it");
    },
  },
  "loads older rows by the button": {
    options: { conversations: 200 },
    path: "/messaging/compose/",
    async run(page) {
      await page.waitForSelector(`${LIST} > li:last-child:not(.msg-conversation-listitem) button`);
      const before = await count(page, ROW);
      await page.$eval(`${LIST} > li:last-child button`, (b) => (b as HTMLElement).click());
      await until("there are more rows", async () => (await count(page, ROW)) > before);
    },
  },
  "shows other folders and filters, which change the address": {
    path: "/messaging/compose/",
    async run(page, world) {
      await page.waitForSelector(`${ROW} h3`);
      await page.click("[data-test-messaging-inbox-filters__folder-pill]");
      await clickText(page, ".msg-cross-pillar-inbox-filters-v3__menu [role=menuitem]", "Archived");
      const archived = world.mailbox.all().filter((c) => c.folder === "archived").length;
      await until("the archive", async () => (await count(page, ROW)) === archived);
      await page.click('[data-test-messaging-inbox-filters__filter-pill="UNREAD"]');
      await until("the draft's address", async () =>
        page.url().endsWith("/messaging/thread/new/?filter=unread"),
      );
      await page.waitForSelector(
        '[data-test-messaging-inbox-filters__filter-pill="UNREAD"][aria-pressed="true"]',
      );
    },
  },
  "opens an old conversation at its number": {
    options: { arms: { oldIds: true }, conversations: 120 },
    path: "/messaging/compose/",
    async run(page, world) {
      const old = world.mailbox
        .all()
        .find((c) => c.oldId && c.folder === "focused" && world.mailbox.byName(c.name).length === 1);
      if (!old) throw new Error("no old one");
      await until("its row", async () => {
        await page.$eval(LIST, (ul) => ul.scrollBy(0, 300));
        return (await page.$$eval(`${ROW} h3`, (all) => all.map((h) => h.textContent))).includes(old.name);
      });
      await clickText(page, `${ROW} h3`, old.name);
      await until("the number", async () => page.url().includes(`/messaging/thread/${old.oldId}/`));
    },
  },
  "sends what is typed": {
    path: "/messaging/",
    async run(page, world) {
      await page.waitForSelector(".msg-thread [data-event-urn]");
      await page.type(".msg-thread:not([hidden]) .msg-form__contenteditable", "On my way");
      await page.keyboard.press("Enter");
      await until("it was sent", async () => world.mailbox.all()[0]?.messages.at(-1)?.text === "On my way");
      await page.waitForFunction(() => document.body.textContent?.includes("You: On my way"));
    },
  },
  "redraws in place for another member": {
    path: "/messaging/compose/",
    async run(page, world) {
      await page.waitForSelector(`${ROW} h3`);
      world.switchAccount({ inPlace: true });
      const name = world.mailbox.all().find((c) => c.folder === "focused")?.name;
      await until(
        "the other mailbox",
        async () => (await page.$eval(`${ROW} h3`, (h) => h.textContent).catch(() => "")) === name,
      );
    },
  },
  "shows the panel on the feed in a shadow root": {
    options: { arms: { overlay: "expanded" } },
    path: "/feed/",
    async run(page, world) {
      const item = "#interop-outlet >>> .msg-overlay-list-bubble__convo-item--v2";
      await page.waitForSelector(item);
      await page.waitForSelector("#interop-outlet >>> .msg-overlay-list-bubble__convo-card-content--unread");
      const before = world.mailbox.unread().length;
      const unread = await page.$("#interop-outlet >>> .msg-overlay-list-bubble__convo-card-content--unread");
      await unread?.click();
      await page.waitForSelector(
        "#interop-outlet >>> [data-view-name=message-overlay-conversation-bubble-item] [data-event-urn]",
      );
      await until("it is read", async () => world.mailbox.unread().length === before - 1);
    },
  },
  "goes to messaging and back inside the feed's document": {
    options: { arms: { frame: "inner" } },
    path: "/feed/",
    async run(page) {
      await page.waitForSelector(".global-nav__primary-link--active");
      await page.click(".global-nav__primary-link--active");
      await page.waitForSelector("iframe[data-testid=interop-iframe]:not([hidden])");
      const inner = page.frames().find((f) => f.url().includes("/preload/?_bprMode=vanilla"));
      await inner?.waitForSelector(".msg-thread [data-event-urn]");
      await isOpen(page);
      await page.goBack();
      await until("the feed", async () => page.url().endsWith("/feed/"));
      await page.waitForSelector("[data-testid=mainFeed]:not([hidden])");
    },
  },
  "draws a company's inbox with the company's URNs": {
    path: "/company/74000123/admin/inbox/",
    async run(page, world) {
      await page.waitForSelector(`${ROW} .msg-conversation-card__unread-count`);
      if (world.page.delivered().length > 0) throw new Error("own conversations were told");
    },
  },
  "draws Sales Navigator": {
    path: "/sales/inbox/",
    run: async (page) => void (await page.waitForSelector(".conversation-list-item")),
  },
  "draws Recruiter": {
    path: "/talent/inbox/",
    run: async (page) => void (await page.waitForSelector("main.inbox")),
  },
  "adds nothing to window": {
    path: "/messaging/",
    async run(page) {
      await page.waitForSelector(".msg-thread [data-event-urn]");
      const added = await page.evaluate(() => {
        const frame = document.body.appendChild(document.createElement("iframe"));
        const blank = new Set(Object.getOwnPropertyNames(frame.contentWindow));
        frame.remove();
        return Object.getOwnPropertyNames(window).filter((name) => !blank.has(name) && !/^\d+$/.test(name));
      });
      if (added.length > 0) throw new Error(`window has ${added.join(", ")}`);
    },
  },
};
