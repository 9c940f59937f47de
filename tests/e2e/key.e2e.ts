/**
 * Keys: refused, unchecked, with several accounts.
 * Seen red by: a refused key accepted, or refused and kept all the same; a key that could not be checked taken for
 * refused, or for checked; a press before an account is chosen; the chosen account not sent; another page than
 * messaging opened.
 */
import { expect } from "vitest";
import { expectMarkedOnce, markRequests, unreadUrns } from "./harness/requests.ts";
import { dumpStorage } from "./harness/stored.ts";
import { test } from "./harness/test.ts";

test("A wrong key ends in an alert and is not kept", async ({ open }) => {
  const stage = await open();
  await stage.openInbox();
  const popup = await stage.saveKey("not-the-key");
  await popup.waitForAlert(/does not accept this key/);
  await stage.closePopup(popup);
  const again = await stage.openPopup();
  await again.find("textbox", "API key");
  expect(await dumpStorage(again.page)).not.toContain("sealed:v1");
  expect(markRequests(stage.world)).toEqual([]);
});

test("An API that lists no accounts does not keep a key from being saved: it says that it could not be checked", async ({
  open,
}) => {
  const stage = await open({ world: { accounts: "absent" } });
  const unread = unreadUrns(stage.world);
  await stage.openInbox();
  const popup = await stage.saved();
  expect(await popup.text()).toMatch(/could not be reached to check it|could not be checked/);
  await popup.press(/^Mark all seen/);
  await popup.waitForStatus(/\b23 seen\b/, 40_000);
  expectMarkedOnce(stage.world, unread);
});

test("A key that reaches several accounts sends nothing before one is chosen, then its id with every request", async ({
  open,
}) => {
  const stage = await open({ world: { accounts: "several", unread: 4 } });
  const { world } = stage;
  const unread = unreadUrns(world);
  await stage.openInbox();
  const popup = await stage.saved();
  const button = await popup.find("button", /^Mark all seen/);
  expect(await button.evaluate((node) => (node as HTMLButtonElement).disabled)).toBe(true);
  const choice = await popup.find("combobox", "LinkedIn account");
  await choice.select(world.accountIdOf(world.owner));
  await popup.press(/^Mark all seen/);
  await popup.waitForStatus(/\b4 seen\b/, 30_000);
  expectMarkedOnce(world, unread);
  for (const { body } of markRequests(world)) {
    expect(JSON.parse(body)).toHaveProperty("accountId", world.accountIdOf(world.owner));
  }
});

test("Away from messaging the popup offers to open it", async ({ open }) => {
  const stage = await open();
  const popup = await stage.saved();
  await popup.press("Open LinkedIn messaging");
  const target = await stage.browser.waitForTarget((each) =>
    each.url().startsWith("https://www.linkedin.com/messaging/"),
  );
  expect(target.type()).toBe("page");
});
