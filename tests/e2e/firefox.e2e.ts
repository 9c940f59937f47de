import { expect } from "vitest";
import { expectMarkedOnce, unreadUrns } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

test("In Firefox, Mark all seen in the real popup sends exactly the unread conversations", async ({
  openFirefox,
}) => {
  const stage = await openFirefox();
  const unread = unreadUrns(stage.world);
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await popup.waitFor("status", /\b23 seen\b/, 40_000);
  expectMarkedOnce(stage.world, unread);
});

test("In Firefox, the pressed shortcut marks all unread conversations with no popup open", async ({
  openFirefox,
  display,
}) => {
  const stage = await openFirefox();
  const unread = unreadUrns(stage.world);
  await stage.openInbox();
  const popup = await stage.saveKey();
  await until("the key to be kept", async () => !(await popup.has("textbox", "API key")));
  await stage.closePopup();
  await display.keyboard.focus("Firefox");
  await display.keyboard.press("alt+shift+m");
  await until("all to be marked", () => stage.world.mailbox.unread().length === 0, { timeout: 40_000 });
  expectMarkedOnce(stage.world, unread);
});

// Seen red with the time after which Firefox suspends it so long that it never does.
test("In Firefox, an event page that is suspended after a second still ends the run complete", async ({
  openFirefox,
}) => {
  const stage = await openFirefox({
    world: { latencyMs: 300 },
    prefs: { "extensions.background.idle.timeout": 1_000 },
  });
  const unread = unreadUrns(stage.world);
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await stage.closePopup();
  const ends = await stage.countEnds();
  await until("all to be marked", () => stage.world.mailbox.unread().length === 0, { timeout: 90_000 });
  expect(await ends()).toBeGreaterThan(0);
  expect(new Set(stage.world.api.marks())).toEqual(new Set(unread));
  const again = await stage.openPopup();
  await again.waitFor("status", /\b23 seen\b/);
});
