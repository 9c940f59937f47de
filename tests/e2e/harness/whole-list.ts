import type { World } from "../../sandbox/world.ts";
import { until } from "./until.ts";

/** The list of conversations, and what only a drawn row has. */
export const LIST = "ul.msg-conversations-container__conversations-list";
export const ROW = ".msg-conversation-listitem__participant-names";

/**
 * For the page, as a script or the body of a function: scrolls to the end of the list and presses "load more" where
 * it is. A block, because a script's own constants could not be declared a second time.
 */
export const GO_ON = `{
  const list = document.querySelector("${LIST}");
  if (list) list.scrollTop = list.scrollHeight;
  document.querySelector("${LIST} > li:last-child button")?.click();
}`;

/** Has the page go on until it has been told of every conversation of its first folder. */
export async function loadWholeList(world: World, goOn: () => Promise<unknown>): Promise<void> {
  const wanted = world.mailbox.all().filter(({ folder }) => folder === "focused");
  await until("the whole list", async () => {
    const delivered = new Set(world.page.delivered());
    if (wanted.every(({ urn }) => delivered.has(urn))) return true;
    await goOn();
    return false;
  });
}
