/**
 * The shortcuts, pressed on the screen, and what the in-page message says and does.
 * Seen red by: a conversation left out; a run that the page is not told of; Undo of the in-page message unheard; all
 * marked for the open one, or another than that; a missing key that is not told, or does not keep a run from
 * beginning.
 */
import { focusWindow } from "./harness/native-menu.ts";
import { expectMarkedOnce, unreadUrns } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

test("The pressed shortcut marks all unread conversations, with no popup open", async ({ open, display }) => {
  const stage = await open();
  const unread = unreadUrns(stage.world);
  await stage.openInbox();
  await stage.closePopup(await stage.saved());
  await focusWindow(stage.tab, display);
  await display.keyboard.press("alt+shift+s");

  await stage.page.find("button", "Undo");
  await stage.page.waitForStatus(/\b23 seen\b/, 40_000);
  expectMarkedOnce(stage.world, unread);
  await until("no row to look unread", async () => (await stage.unreadRows()).length === 0);
});

test("The in-page message takes the run back, and then nothing is sent", async ({ open, display }) => {
  const stage = await open();
  await stage.openInbox();
  await stage.closePopup(await stage.saved());
  await focusWindow(stage.tab, display);
  await display.keyboard.press("alt+shift+s");
  await stage.page.press("Undo");
  await stage.page.waitForStatus(/nothing was marked/i);
  const before = Date.now();
  await until("the hold to be over", () => Date.now() - before > 6_500);
  expectMarkedOnce(stage.world, []);
});

test("The shortcut for the open conversation marks that one alone", async ({ open, display }) => {
  const stage = await open();
  const { world } = stage;
  // The page marks read what it opens; marked unread on another device it is open and unread.
  const conversation = world.mailbox.all().find((each) => each.read && each.folder === "focused");
  if (!conversation) throw new Error("the world has a read conversation");
  await stage.openInbox(`/messaging/thread/${conversation.threadId}/`);
  await stage.closePopup(await stage.saved());
  world.mailbox.markUnreadElsewhere(conversation.urn);
  await until("the row to look unread", async () => (await stage.unreadRows()).includes(conversation.name));
  await focusWindow(stage.tab, display);
  await display.keyboard.press("alt+shift+o");
  await stage.page.waitForStatus(/\b1 seen\b/, 30_000);
  expectMarkedOnce(world, [conversation.urn]);
});

test("Without a key the shortcut sends nothing and says so on the page", async ({ open, display }) => {
  const stage = await open();
  await stage.openInbox();
  await focusWindow(stage.tab, display);
  await display.keyboard.press("alt+shift+s");
  await stage.page.waitForAlert(/No API key yet/);
  expectMarkedOnce(stage.world, []);
});
