import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ARTIFACTS } from "../../tests/e2e/harness/builds.ts";
import { Stage } from "../../tests/e2e/harness/stage.ts";
import type { Surface } from "../../tests/e2e/harness/surface.ts";
import { until } from "../../tests/e2e/harness/until.ts";
import type { WorldOptions } from "../../tests/sandbox/world.ts";
import { followRequests } from "./requests.ts";

const WORLD: WorldOptions = { conversations: 50, unread: 23, latencyMs: 120 };
const PICTURES = join(ARTIFACTS, "start");

/** A window to play with, until it is closed. */
export async function playInSandbox(): Promise<void> {
  await using stage = await Stage.open({ world: WORLD, screen: process.env.DISPLAY ?? "", automated: false });
  await prepare(stage);
  console.log(
    "The inbox is a sandbox: nothing leaves this machine. Press the extension (behind the puzzle piece),",
  );
  console.log("right-click a conversation, or press Alt+Shift+S. Close the window to end.\n");
  const stop = followRequests(stage.world);
  await new Promise((resolve) => stage.browser.once("disconnected", resolve));
  stop();
}

/** Does the main job itself. Resolves to the exit code: 0 if exactly the unread conversations were marked. */
export async function runInSandbox(): Promise<number> {
  await using stage = await Stage.open({ world: WORLD });
  await rm(PICTURES, { recursive: true, force: true });
  await mkdir(PICTURES, { recursive: true });
  const { world } = stage;
  await prepare(stage);
  const unread = world.mailbox.unread();
  await stage.tab.screenshot({ path: join(PICTURES, "1-inbox.png") });
  const popup = await stage.openPopup();
  await popup.find("button", /^Mark all seen/);
  await popup.page.screenshot({ path: join(PICTURES, "2-popup.png") });

  console.log('Pressing "Mark all seen"…');
  const stop = followRequests(world);
  await popup.press(/^Mark all seen/);
  await showProgress(popup, unread.length);
  stop();

  await popup.page.screenshot({ path: join(PICTURES, "3-finished.png") });
  await writeFile(join(PICTURES, "popup.txt"), await popup.text());
  await stage.closePopup(popup);
  await stage.tab.screenshot({ path: join(PICTURES, "4-inbox-after.png") });

  const marked = new Set(world.api.marks());
  const seen = unread.filter((each) => marked.has(each.urn)).length;
  const requests = world.api.requests.filter((each) => each.path.endsWith("/mark-seen")).length;
  console.log(
    `\n${seen} of ${unread.length} marked as seen, ${unread.length - seen} failed; server received ${requests} requests`,
  );
  console.log(`Pictures: ${PICTURES}`);
  return seen === unread.length && marked.size === seen ? 0 : 1;
}

async function prepare(stage: Stage): Promise<void> {
  console.log("Saving a sandbox key through the popup…");
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.find("button", /^Mark all seen/);
  await stage.closePopup(popup);
}

async function showProgress(popup: Surface, total: number): Promise<void> {
  let last = "";
  const end = new RegExp(`\\b${total} seen`);
  await until(
    `"${total} seen"`,
    async () => {
      const said = (await popup.announced("status")).replaceAll(/\s+/g, " ").trim();
      if (said !== last) console.log(`Popup: ${said}`);
      last = said;
      return end.test(said);
    },
    { timeout: 120_000, every: 100 },
  );
}
