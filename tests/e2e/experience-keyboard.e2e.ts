import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { ByKeyboard } from "./harness/by-keyboard.ts";
import { expectMarkedOnce, expectMarks, markRequests, unreadUrns } from "./harness/requests.ts";
import { Surface } from "./harness/surface.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

const DAY = 86_400_000;

test("First run by keyboard: the welcome page keeps the key, tries without sending, and leads to the inbox", async ({
  open,
  display,
}) => {
  const stage = await open();
  const { world } = stage;
  const unread = world.mailbox.unread();
  const starred = unread.filter((each) => each.starred).length;
  await stage.openInbox();
  const welcome = await stage.openPage("welcome.html");
  const keys = await new ByKeyboard(welcome, display).bringToFront();
  await keys.to("textbox", "API key");
  await keys.type(world.key);
  await keys.press("Return");
  await until("the key to be kept", async () => !(await welcome.has("textbox", "API key")));

  await keys.use("Try without sending");
  await welcome.waitForStatus(
    starred > 0
      ? new RegExp(`^${unread.length} unread here, ${starred} of them starred; nothing was sent`)
      : new RegExp(`^${unread.length} unread here; nothing was sent`),
  );
  expect(markRequests(world)).toEqual([]);
  await keys.use("Open LinkedIn messaging");
  await until("the inbox in front", () => stage.tab.evaluate(() => document.visibilityState === "visible"));

  const popup = await stage.openPopup();
  await popup.find("button", /^Mark all seen \(23\)/);
  expect(await popup.text()).toContain("can show the other person that you have read");
  await new ByKeyboard(popup, display).use(/^Mark all seen \(23\)/);
  await popup.waitForStatus(/\b23 seen\b/, 40_000);
  expectMarkedOnce(
    world,
    unread.map(({ urn }) => urn),
  );
});

test("A filtered selection by keyboard: what is left out is said, Undo in the hold sends nothing, then those alone are sent", async ({
  open,
  display,
}) => {
  const stage = await open();
  const { world } = stage;
  const older = world.mailbox.unread().filter(({ lastActivityAt }) => lastActivityAt < Date.now() - 7 * DAY);
  const wanted = older.map(({ urn }) => urn);
  expect(older.length).toBeGreaterThan(2);
  expect(older.length).toBeLessThan(23);
  await stage.openInbox();
  const popup = await stage.saved();
  const keys = new ByKeyboard(popup, display);

  await keys.use(/^Filter/);
  await keys.to("combobox", "Older than");
  await keys.press("Down", "Down");
  await popup.find("button", `Mark ${older.length} seen`);
  expect(await popup.text()).toContain(`${older.length} shown`);

  await keys.to("checkbox", older[0]?.name ?? "");
  await keys.press("space", "Down", "space");
  await popup.find("button", "Mark 2 seen");
  expect(await popup.text()).toMatch(/\b21 stay unread\b/);
  await keys.use("Select none");

  await keys.use(`Mark ${older.length} seen`);
  await keys.use("Undo");
  await popup.waitForStatus(/nothing was marked/i);
  const before = Date.now();
  await until("the hold to be over", () => Date.now() - before > 5_500);
  expect(markRequests(world)).toEqual([]);

  await keys.use(`Mark ${older.length} seen`);
  await popup.waitForStatus(new RegExp(`\\b${older.length} seen\\b`), 40_000);
  expectMarkedOnce(world, wanted);
  expect(world.mailbox.unread()).toHaveLength(23 - older.length);
});

test("Pause, resume and retry failed by keyboard, and what is shown is true at each moment of the run", async ({
  open,
  display,
}) => {
  // Three rounds of ten: slow enough for a pause by hand in the middle, however busy the machine is.
  const stage = await open({ world: { latencyMs: 2_500 } });
  const { world } = stage;
  const unread = unreadUrns(world);
  const unlucky = world.mailbox.unread()[5];
  if (!unlucky) throw new Error("the world has unread conversations");
  world.api.faults.forUrn(unlucky.urn, "bad-request-400", { times: 1 });
  await stage.openInbox();
  const popup = await stage.saved();
  const keys = new ByKeyboard(popup, display);
  const lies: string[] = [];
  let looks = 0;
  await keys.use(/^Mark all seen/);
  await popup.find("button", "Undo");
  expect(await shown(popup)).toMatchObject({ counts: null, badge: "23" });

  await until("the first answers", async () => (await look()).seen > 0, { timeout: 30_000 });
  // A death now would leave requests whose outcome nobody knows before the run goes on.
  await stage.calmly(() => keys.use("Pause"));
  await popup.find("button", "Resume");
  await until("what was on the wire to end", async () => {
    const { seen, failed } = await look();
    const ended = markRequests(world).filter(({ endedAt }) => endedAt !== undefined).length;
    return ended === markRequests(world).length && seen + failed === ended;
  });
  const paused = await look();
  expect(paused.seen).toBe(new Set(world.api.marks()).size);
  expect(paused.toGo).toBe(23 - paused.seen - paused.failed);
  expect(paused.badge).toBe(String(paused.toGo));
  expect(world.mailbox.unread()).toHaveLength(23 - paused.seen);

  await keys.use("Resume");
  await until("the end of the run", async () => (await look()).over, { timeout: 60_000, every: 20 });
  await popup.waitForStatus(/\b22 seen\b/);
  // A wait would pass over what was false for a moment.
  expect(lies).toEqual([]);
  expect(looks).toBeGreaterThan(10);
  await popup.waitForAlert(/1 conversation could not be marked as seen/);
  expect(await popup.text()).toContain(unlucky.name);

  await keys.use("Retry failed");
  await popup.waitForStatus(/\b23 seen\b/, 40_000);
  expectMarks(world, unread);

  /** What the popup shows, held against what the server has done: never ahead of it, and nothing ever missing. */
  async function look() {
    const begun = markRequests(world).length;
    const { counts, badge, progress } = await shown(popup);
    const done = new Set(world.api.marks()).size;
    const number = (pattern: RegExp) => Number(pattern.exec(counts ?? "")?.[1] ?? 0);
    const [seen, toGo, failed] = [number(/(\d+) seen/), number(/(\d+) to go/), number(/(\d+) failed/)];
    const over = counts === null && begun >= 23;
    if (counts !== null) {
      looks++;
      const told = `${counts}, bar at ${progress}, ${done} marked`;
      if (seen + toGo + failed !== 23 || seen > done || progress !== seen + failed) lies.push(told);
    }
    return { seen, toGo, failed, badge, over };
  }
});

test("History by keyboard: one conversation and the whole run marked unread again, and both exports", async ({
  open,
  display,
}) => {
  const stage = await open({ world: { conversations: 20, unread: 3 } });
  const { world } = stage;
  const unread = world.mailbox.unread();
  const [first] = unread;
  if (!first) throw new Error("the world has unread conversations");
  await stage.openInbox();
  const popup = await stage.saved();
  await new ByKeyboard(popup, display).use(/^Mark all seen \(3\)/);
  await popup.waitForStatus(/\b3 seen\b/, 30_000);
  await new ByKeyboard(popup, display).use("History");

  const target = await stage.browser.waitForTarget((each) => each.url() === stage.url("history.html"));
  const history = new Surface(await target.asPage());
  const keys = await new ByKeyboard(history, display).bringToFront();
  await keys.to("DisclosureTriangle", /3 seen/);
  await keys.press("Return");
  await keys.use(`Mark unread again: ${first.name}`);
  await until("one to be unread again", () => world.api.unmarks().length > 0, { timeout: 30_000 });
  expect(world.api.unmarks()).toEqual([first.urn]);
  await until("its run in the list", async () => (await history.text()).includes("1 unread again"));

  await keys.use("Mark unread again");
  await until("all to be unread again", () => world.mailbox.unread().length === 3, { timeout: 30_000 });
  expect(new Set(world.api.unmarks())).toEqual(new Set(unread.map(({ urn }) => urn)));

  const folder = await mkdtemp(join(tmpdir(), "caught-up-downloads-"));
  try {
    const session = await stage.browser.target().createCDPSession();
    await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
    await keys.use("Export CSV");
    const csv = await downloaded(folder, ".csv");
    for (const { name } of unread) expect(csv).toContain(name);
    expect(csv.trim().split("\n").length).toBeGreaterThan(3);
    expect(csv).not.toContain(world.key);
    await keys.use("Export JSON");
    const json = await downloaded(folder, ".json");
    for (const { urn } of unread) expect(JSON.stringify(JSON.parse(json))).toContain(urn);
    expect(json).not.toContain(world.key);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("A change of an option is kept as it is typed, and the next run goes by it", async ({
  open,
  display,
}) => {
  const stage = await open({ world: { conversations: 20, unread: 2 } });
  await stage.openInbox();
  await stage.closePopup(await stage.saved());
  const options = await stage.openPage("options.html");
  const keys = await new ByKeyboard(options, display).bringToFront();
  await keys.to("spinbutton", "Seconds to undo");
  await keys.press("ctrl+a");
  await keys.type("0");
  // No button, no leaving of the field: another page of the extension sees it.
  const other = await stage.openPage("options.html");
  await until("the change in another page", async () => {
    const field = await other.node("spinbutton", "Seconds to undo");
    return Number(field?.value) === 0;
  });
  await other.page.close();
  await options.page.close();
  const popup = await stage.openPopup();
  await new ByKeyboard(popup, display).use(/^Mark all seen \(2\)/);
  await popup.waitForStatus(/\b2 seen\b/, 4_000);
});

interface Shown {
  /** "5 seen · 16 to go"; null: no run is on, or it has not begun. */
  readonly counts: string | null;
  readonly badge: string;
  readonly progress: number;
}

/** In one turn of the popup, so that its parts belong together. */
async function shown(popup: Surface): Promise<Shown> {
  return popup.page.evaluate(async () => {
    const counts = document.querySelector(".run .numbers")?.textContent ?? null;
    const progress = Number(document.querySelector('[role="progressbar"]')?.getAttribute("aria-valuenow"));
    const { action } = (globalThis as unknown as Chrome).chrome;
    return { counts, progress, badge: await action.getBadgeText({}) };
  });
}

interface Chrome {
  readonly chrome: { readonly action: { getBadgeText(details: object): Promise<string> } };
}

async function downloaded(folder: string, ending: string): Promise<string> {
  const name = await until(`a download that ends in ${ending}`, async () =>
    (await readdir(folder)).find((each) => each.endsWith(ending)),
  );
  // The file is there before its last byte is; both kinds end with a line break.
  return until("its content", async () => {
    const text = await readFile(join(folder, name), "utf8");
    return text.endsWith("\n") && text;
  });
}
