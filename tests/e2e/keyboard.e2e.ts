/**
 * The popup without a mouse.
 * Seen red by: a main button or an Undo that Tab does not reach; a key form that Enter does not send; Escape
 * swallowed.
 */
import { ByKeyboard } from "./harness/by-keyboard.ts";
import { expectMarkedOnce, unreadUrns } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

test("The popup is usable by keyboard alone: key saved, all marked, with real keys", async ({
  open,
  display,
}) => {
  const stage = await open();
  const unread = unreadUrns(stage.world);
  await stage.openInbox();
  const popup = await stage.openPopup();
  const keys = new ByKeyboard(popup, display);
  await keys.to("textbox", "API key");
  await keys.type(stage.world.key);
  await keys.press("Return");
  await popup.find("button", /^Mark all seen/);
  await keys.use(/^Mark all seen/);
  await keys.to("button", "Undo");
  await popup.waitForStatus(/\b23 seen\b/, 40_000);
  expectMarkedOnce(stage.world, unread);
  await keys.press("Escape");
  await until("Escape to close the popup", () => popup.page.isClosed());
});
