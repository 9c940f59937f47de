/**
 * Walks the sandbox's page in real Chromium, without any extension, in every arm, and says what does not hold:
 * `node tests/sandbox/check-in-browser.ts [word of an arm's name …]`. Screenshots with SHOTS=<folder>.
 */
import puppeteer, { type Browser, type Frame, type Page } from "puppeteer-core";
import type { Arms } from "./arms.ts";
import { startWorld, type World } from "./world.ts";

const ARMS: Readonly<Record<string, Partial<Arms>>> = {
  standard: {},
  anchor: { rowLink: "anchor" },
  "sign-class": { unreadSign: "class" },
  "sign-label": { unreadSign: "label-only" },
  "sign-bold": { unreadSign: "bold-only" },
  "language-de": { language: "de" },
  "language-fr": { language: "fr" },
  "language-es": { language: "es" },
  "language-pt": { language: "pt" },
  "language-zh": { language: "zh", nesting: "card" },
  "language-ar": { language: "ar" },
  inner: { frame: "inner" },
  "inner-preloaded": { frame: "inner-preloaded", overlay: "expanded" },
  "overlay-expanded": { overlay: "expanded" },
  "overlay-none": { overlay: "none" },
  card: { nesting: "card", unreadSign: "label-only" },
  descendant: { occludedOn: "descendant" },
  "active-on-li": { activeSign: "listitem" },
  "no-snippets": { missingSnippets: true },
  "no-categories": { missingCategories: true },
  "no-read": { missingRead: true },
  normalized: { envelope: "normalized" },
  xhr: { transport: "xhr", realtimeTransport: "xhr" },
  "xhr-json": { transport: "xhr-json", envelope: "normalized", realtimeTransport: "eventsource" },
  "count-only": { realtimeForm: "count" },
  percent: { urlForm: "percent" },
  "no-slash": { urlForm: "no-slash" },
  "url-filter": { urlForm: "filter" },
  "old-ids": { oldIds: true },
  big: { bigAnswers: 4_000_000 },
  truncated: { brokenAnswers: "truncated" },
  "not-json": { brokenAnswers: "not-json" },
  html: { brokenAnswers: "html" },
  tabs: { folderTabs: "tabs" },
  "one-inbox": { focusedInbox: false },
  "slow-fill": { slowFill: true },
  stale: { staleMs: 1500 },
  "no-repaint": { markRepaint: false },
  "unread-filter": { unreadOnlyFilter: true },
  hostile: { hostile: true },
};

const ROW = "main li.msg-conversation-listitem";
const COUNT = `${ROW} .msg-conversation-card__unread-count`;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what: string, holds: () => Promise<boolean>, ms = 8_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never so: ${what}`);
    await sleep(50);
  }
}

async function launch(port: number): Promise<Browser> {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    pipe: true,
    acceptInsecureCerts: true,
    args: [
      "--no-sandbox",
      `--host-resolver-rules=MAP * 127.0.0.1:${port}`,
      "--ignore-certificate-errors",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** The frame in which the list is drawn, entered as the arm has it. */
async function enter(page: Page, arms: Readonly<Arms>): Promise<Frame> {
  if (arms.frame === "top") {
    await page.goto(`https://www.linkedin.com/messaging/${arms.unreadOnlyFilter ? "" : "compose/"}`);
    return page.mainFrame();
  }
  await page.goto("https://www.linkedin.com/feed/");
  await page.waitForSelector(".global-nav__primary-link--active");
  await page.click(".global-nav__primary-link--active");
  const iframe = await page.waitForSelector('iframe[data-testid="interop-iframe"]:not([hidden])');
  const frame = await iframe?.contentFrame();
  if (!frame) throw new Error("no frame");
  return frame;
}

async function scrollToEnd(frame: Frame, wanted: number): Promise<void> {
  const rows = () => frame.$$eval(ROW, (all) => all.length);
  await until(`${wanted} rows`, async () => {
    await frame.$eval("main ul.msg-conversations-container__conversations-list", (ul) => {
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
      "main ul.msg-conversations-container__conversations-list",
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

async function walk(page: Page, world: World): Promise<string> {
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
    await frame.$eval("main ul.msg-conversations-container__conversations-list", (ul) => {
      ul.scrollTop = 0;
    });
    return (await frame.$eval(`${ROW} h3`, (h) => h.textContent)) === lowest.name;
  });
  await frame.click(`${ROW} h3`);
  await until("the thread is open", async () => page.url().includes("/messaging/thread/"));
  await until("it is read", async () => !!mailbox.byUrn(lowest.urn)?.read);
  await until(
    "its mark is gone",
    async () => (await frame.$$(`${ROW}:nth-child(2) ${COUNT.split(" ").pop()}`)).length === 0,
  );
  await frame.waitForSelector("[data-event-urn]");
  return `${start} rows, then ${mailbox.all().filter(inView).length}; ${unread.length} unread; ${new URL(page.url()).pathname.slice(0, 30)}`;
}

const words = process.argv.slice(2);
let failed = 0;
for (const [name, arms] of Object.entries(ARMS)) {
  if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
  const world = await startWorld({ arms, seed: 3 });
  const browser = await launch(world.port);
  const complaints: string[] = [];
  let result = "";
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 860 });
    page.on("console", (m) => complaints.push(`console ${m.type()}: ${m.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error}`));
    result = await walk(page, world).catch((error: unknown) => {
      complaints.push(String(error));
      return "";
    });
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
    complaints.push(...world.page.violations());
  } finally {
    await browser.close();
    await world.close();
  }
  if (complaints.length > 0) failed += 1;
  console.log(
    `${complaints.length > 0 ? "FAILED" : "ok"}  ${name}  ${result}${complaints.map((c) => `\n    ${c}`).join("")}`,
  );
}
process.exitCode = failed > 0 ? 1 : 0;
