import { expect } from "vitest";
import { chooseFirefoxMenuItem } from "./harness/firefox-menu.ts";
import type { FirefoxStage } from "./harness/firefox-stage.ts";
import { expectMarkedOnce, markRequests } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";
import { LIST } from "./harness/whole-list.ts";

const ROW = `main ${LIST} > li h3`;
const ITEM = "Mark conversation as seen";

test("In Firefox, the item of the native context menu sends the URN of the right-clicked row and no other", async ({
  openFirefox,
  display,
}) => {
  const stage = await openFirefox();
  const { world } = stage;
  await ready(stage);
  const wanted = world.mailbox.unread().find(({ name }) => world.mailbox.byName(name).length === 1);
  if (!wanted) throw new Error("the world has an unread conversation whose name is one of a kind");
  await stage.marionette.inPage(`document.querySelector(arguments[0]).scrollTop = 0;`, LIST);
  const names = await until(`the row of ${wanted.name}`, async () => {
    const drawn = await stage.marionette.inPage<string[]>(
      `return [...document.querySelectorAll(arguments[0])].map((each) => each.textContent.trim());`,
      ROW,
    );
    return drawn.filter((each) => each === wanted.name).length === 1 && drawn;
  });
  await chooseFirefoxMenuItem(stage, display, ROW, names.indexOf(wanted.name), ITEM);
  await until("it to be marked", () => world.api.marks().length === 1, { timeout: 30_000 });
  expectMarkedOnce(world, [wanted.urn]);
});

test("In Firefox, a right-click beside the list sends nothing", async ({ openFirefox, display }) => {
  const stage = await openFirefox();
  await ready(stage);
  await chooseFirefoxMenuItem(stage, display, "header", 0, ITEM);
  const before = Date.now();
  await until("the hold to be over", () => Date.now() - before > 6_500);
  expect(markRequests(stage.world)).toEqual([]);
});

async function ready(stage: FirefoxStage): Promise<void> {
  await stage.openInbox();
  const popup = await stage.saveKey();
  await until("the key to be kept", async () => !(await popup.has("textbox", "API key")));
  await stage.closePopup();
}
