import { expect } from "vitest";
import { expectMarkedOnce, unreadUrns } from "./harness/requests.ts";
import type { Surface } from "./harness/surface.ts";
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
  await tabTo(popup, "textbox", "API key", () => display.keyboard.press("Tab"));
  await display.keyboard.type(stage.world.key);
  await display.keyboard.press("Return");
  await popup.find("button", /^Mark all seen/);
  await tabTo(popup, "button", /^Mark all seen/, () => display.keyboard.press("Tab"));
  await display.keyboard.press("Return");
  await tabTo(popup, "button", "Undo", () => display.keyboard.press("Tab"));
  await popup.waitForStatus(/\b23 seen\b/, 40_000);
  expectMarkedOnce(stage.world, unread);
  await display.keyboard.press("Escape");
  await until("Escape to close the popup", () => popup.page.isClosed());
});

/** Presses until the focus is there; a thing that Tab never reaches fails the test. */
async function tabTo(popup: Surface, role: string, name: string | RegExp, press: () => Promise<void>) {
  for (let presses = 0; presses < 40; presses++) {
    if ((await popup.node(role, name))?.focused) return;
    await press();
  }
  expect.fail(`40 presses of Tab do not reach the ${role} ${name}`);
}
