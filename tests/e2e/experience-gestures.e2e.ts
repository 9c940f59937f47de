import { expect } from "vitest";
import { ByKeyboard } from "./harness/by-keyboard.ts";
import { chooseMenuItem, focusWindow } from "./harness/native-menu.ts";
import { expectMarkedOnce, markRequests, unreadUrns } from "./harness/requests.ts";
import type { Stage } from "./harness/stage.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

/** Above the threshold of 50, and with nothing to load: the first answer tells of all. */
const MANY = { conversations: 90, unread: 60, arms: { syncCount: 90 } };
/** In a window of 1280 px, as Chromium draws it. */
const TOOLBAR_BUTTON = [1124, 59] as const;
const OLDER_SEEN = { item: 1, submenu: true };
const MARK_UNREAD = { item: 2, submenu: true };

test("Above 50 the button arms: a second press runs, anything else disarms", async ({ open, display }) => {
  const stage = await open({ world: MANY });
  await stage.openInbox();
  const popup = await stage.saved();
  const keys = new ByKeyboard(popup, display);
  const armed = "Press again to mark 60 seen";

  await keys.use(/^Mark all seen \(60\)/);
  await popup.find("button", armed);
  await keys.press("Shift+Tab", "Tab");
  await popup.find("button", /^Mark all seen \(60\)/);

  await keys.use(/^Mark all seen \(60\)/);
  await popup.find("button", armed);
  await until("it to disarm by itself", async () => !(await popup.has("button", armed)));
  expect(await popup.has("button", "Undo")).toBe(false);

  await keys.use(/^Mark all seen \(60\)/);
  await popup.find("button", armed);
  await keys.press("Return");
  await keys.use("Undo");
  await popup.waitForStatus(/nothing was marked/i);
  expect(markRequests(stage.world)).toEqual([]);
});

test("The shortcut arms in the same way, and Undo is reached by a key", async ({ open, display }) => {
  const stage = await open({ world: MANY });
  const { keyboard } = display;
  await stage.openInbox();
  await stage.closePopup(await stage.saved());
  await focusWindow(stage.tab, display);

  await keyboard.press("alt+shift+s");
  await stage.page.waitForStatus(/^Press the shortcut again to mark 60 seen\.$/);
  await keyboard.press("F2");
  await until(
    "the message to go",
    async () => !/Press the shortcut/.test(await stage.page.announced("status")),
  );
  await keyboard.press("alt+shift+s");
  await stage.page.waitForStatus(/^Press the shortcut again/);
  expect(await stage.page.has("button", "Undo")).toBe(false);

  await keyboard.press("alt+shift+s");
  await stage.page.find("button", "Undo");
  await keyboard.press("alt+shift+u");
  await until("Undo to have the focus", async () => (await stage.page.node("button", "Undo"))?.focused);
  await keyboard.press("Return");
  await stage.page.waitForStatus(/nothing was marked/i);
  expect(markRequests(stage.world)).toEqual([]);
});

test("The row's other menu items: this and everything older, and unread again", async ({ open, display }) => {
  const stage = await open();
  const { world } = stage;
  await stage.openInbox();
  await stage.closePopup(await stage.saved());
  const conversation = await drawnUnread(stage);
  // As the page has it: its own list alone, so that "older" is what a person sees below that row.
  const older = world.mailbox
    .unread()
    .filter(({ lastActivityAt }) => lastActivityAt <= conversation.lastActivityAt)
    .map(({ urn }) => urn);
  await chooseMenuItem(stage.tab, display, await stage.row(conversation.name), OLDER_SEEN);
  await stage.page.waitForStatus(new RegExp(`\\b${older.length} seen\\b`), 40_000);
  expectMarkedOnce(world, older);

  await chooseMenuItem(stage.tab, display, await stage.row(conversation.name), MARK_UNREAD);
  await until("it to be unread again", () => world.mailbox.byUrn(conversation.urn)?.read === false, {
    timeout: 30_000,
  });
  expect(world.api.unmarks()).toEqual([conversation.urn]);
  await stage.page.waitForStatus(/\b1 unread again\b/);
});

test("The in-page message lies beside the list and over no composer, also where the page runs from right to left", async ({
  open,
  display,
}) => {
  const stage = await open({ world: { conversations: 20, unread: 4, arms: { language: "ar" } } });
  await stage.openInbox();
  await stage.closePopup(await stage.saved());
  await focusWindow(stage.tab, display);
  await display.keyboard.press("alt+shift+s");
  const undo = await (await stage.page.find("button", "Undo")).boundingBox();
  const composer = await (await stage.tab.$('[contenteditable="true"]'))?.boundingBox();
  if (!undo || !composer) throw new Error("both are drawn");
  const beside = undo.x > composer.x + composer.width || undo.x + undo.width < composer.x;
  expect(beside || undo.y + undo.height < composer.y, JSON.stringify({ undo, composer })).toBe(true);
  await stage.page.press("Undo");
});

test("The toolbar button's own menu marks all seen", async ({ open, display }) => {
  const stage = await open({ world: { conversations: 20, unread: 4 } });
  const { keyboard } = display;
  const unread = unreadUrns(stage.world);
  await stage.openInbox();
  // The browser shows the button while its popup is open; it stands left of the one of all extensions.
  const popup = await stage.saved();
  await keyboard.click(...TOOLBAR_BUTTON, 3);
  await until("the popup to give way to the native menu", () => popup.page.isClosed());
  await keyboard.press("Down", "Return");
  await stage.page.waitForStatus(/\b4 seen\b/, 30_000);
  expectMarkedOnce(stage.world, unread);
});

test("Everything unread is read anew when a run has ended: nothing that was marked is offered again", async ({
  open,
}) => {
  const stage = await open({ world: { conversations: 20, unread: 4 } });
  await stage.openInbox();
  const popup = await stage.saved();
  await popup.press(/^Everything unread/, "radio");
  await popup.press(/^Mark all seen \(4\)/);
  await popup.waitForStatus(/\b4 seen\b/, 30_000);
  const lists = () =>
    stage.world.api.requests.filter(({ path }) => path.startsWith("/linkedin/conversations"));
  // While it is asked for nothing is offered either.
  await until(
    "the list to be read anew",
    () => lists().length > 1 && lists().every(({ endedAt }) => endedAt),
  );
  await until("the answer to be shown", async () => !/Asking ConnectSafely/.test(await popup.text()));
  await popup.find("button", /^Mark all seen \(0\)/);
});

// Seen red with the link taken out of the callout: over a page without messaging nothing else leads there.
test("Everything unread works with no LinkedIn tab open", async ({ open }) => {
  const stage = await open({ world: { conversations: 20, unread: 4 } });
  const unread = unreadUrns(stage.world);
  const popup = await stage.saved();
  await popup.press("Use Everything unread");
  await popup.press(/^Mark all seen \(4\)/);
  await popup.waitForStatus(/\b4 seen\b/, 30_000);
  expectMarkedOnce(stage.world, unread);
  expect(stage.world.page.requests).toEqual([]);
});

test("Nothing is marked by anything but a person's gesture", async ({ open, display }) => {
  const stage = await open({ world: { conversations: 30, unread: 8 } });
  const { world } = stage;
  await stage.openInbox();
  const popup = await stage.saved();
  // Looking, choosing, searching.
  await popup.press(/^Everything unread/, "radio");
  await popup.find("button", /^Mark all seen \(8\)/);
  await popup.press(/^Loaded here/, "radio");
  await popup.press(/^Filter/);
  await popup.press("Select all", "checkbox");
  await stage.closePopup(popup);
  for (const page of ["options.html", "history.html", "welcome.html"]) {
    const opened = await stage.openPage(page);
    if (page === "welcome.html") {
      await opened.press("Try without sending");
      await opened.waitForStatus(/nothing was sent/);
    }
    await opened.page.close();
  }
  // A page that plays the person: events that no hand made.
  await stage.tab.bringToFront();
  await stage.tab.evaluate(() => {
    const row = document.querySelector(".msg-conversation-listitem__participant-names");
    for (const code of ["KeyS", "KeyO", "KeyU", "Enter"]) {
      const key = { code, key: code.at(-1), altKey: true, shiftKey: true, bubbles: true };
      for (const type of ["keydown", "keyup"])
        row?.dispatchEvent(new KeyboardEvent(type, key as KeyboardEventInit));
    }
    for (const type of ["contextmenu", "pointerdown", "click"])
      row?.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, button: 2 }));
    for (const type of ["ui/run/start", "page/run/undo", "mark-all-seen"])
      window.postMessage({ type, items: [], action: "seen", source: "popup" }, "*");
  });
  // News, a reload, a worker that dies and comes back.
  world.mailbox.arriveFrom("Newcomer Example", { text: "Hello" });
  await stage.tab.reload();
  await stage.stopWorker();
  await stage.openInbox();
  await focusWindow(stage.tab, display);
  await stage.closePopup(await stage.openPopup());
  // Longer than a hold: were a run on, it would have sent by now.
  const before = Date.now();
  await until("a hold's time to be over", () => Date.now() - before > 6_000);
  expect(markRequests(world)).toEqual([]);
  // /messaging/ opens its first row by itself; that is the page's doing and goes to LinkedIn alone.
  expect(unreadUrns(world).length).toBeGreaterThanOrEqual(8);
});

/** An unread conversation whose row is drawn, whose name no other bears, and which has unread ones below it. */
async function drawnUnread(stage: Stage) {
  const names = await stage.unreadRows();
  const [, found] = stage.world.mailbox
    .unread()
    .filter(
      ({ name }) =>
        names.filter((each) => each === name).length === 1 && stage.world.mailbox.byName(name).length === 1,
    );
  if (!found) throw new Error(`no row is one of a kind among ${names.join(", ")}`);
  return found;
}
