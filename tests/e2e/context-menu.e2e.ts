/**
 * The native context menu on a row of the list, and beside it.
 * Seen red by: another unread row than the right-clicked one; a conversation taken from the list where none was
 * clicked; a refusal that is not told.
 */
import { expect } from "vitest";
import type { SandboxConversation } from "../sandbox/conversation.ts";
import { chooseMenuItem } from "./harness/native-menu.ts";
import { expectMarkedOnce } from "./harness/requests.ts";
import type { Stage } from "./harness/stage.ts";
import { test } from "./harness/test.ts";

/** "Mark conversation as seen" is the first of the extension's items, in the submenu that bears its name. */
const MARK_SEEN = { item: 0, submenu: true };

test("The item of the native context menu sends the URN of the right-clicked row and no other", async ({
  open,
  display,
}) => {
  const stage = await open();
  await stage.openInbox();
  await stage.closePopup(await stage.saved());
  const conversation = await drawnUnread(stage);
  await chooseMenuItem(stage.tab, display, await stage.row(conversation.name), MARK_SEEN);
  await stage.page.waitForStatus(/\b1 seen\b/, 30_000);
  expectMarkedOnce(stage.world, [conversation.urn]);
});

test("A right-click beside the list sends nothing and says why", async ({ open, display }) => {
  const stage = await open();
  await stage.openInbox();
  await stage.closePopup(await stage.saved());
  const elsewhere = await stage.tab.$("body");
  if (!elsewhere) throw new Error("the page has a body");
  await chooseMenuItem(stage.tab, display, elsewhere, MARK_SEEN);
  await stage.page.waitForAlert(/No conversation here/);
  expectMarkedOnce(stage.world, []);
});

/** An unread conversation whose row is drawn and whose name no other row bears. */
async function drawnUnread(stage: Stage): Promise<SandboxConversation> {
  const names = await stage.unreadRows();
  const found = stage.world.mailbox
    .unread()
    .find(
      ({ name }) =>
        names.filter((each) => each === name).length === 1 && stage.world.mailbox.byName(name).length === 1,
    );
  if (!found) throw new Error(`no row is one of a kind among ${names.join(", ")}`);
  expect(found.read).toBe(false);
  return found;
}
