import { setTimeout as delay } from "node:timers/promises";
import { Stage } from "../../e2e/harness/stage.ts";
import { until } from "../../e2e/harness/until.ts";
import { isMark, mailboxWith } from "../kit/driver.ts";
import { type Figure, figure } from "../kit/stats.ts";

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<unknown> } };
interface Pressed extends Window {
  benchPressedAt?: number;
}

/** From the press of "Mark all seen" in the real popup to the request's headers at the server, ms; no hold. */
export async function measureFirstRequest(
  repetitions: number,
): Promise<{ readonly asleep: Figure; readonly awake: Figure }> {
  const times = { asleep: [] as number[], awake: [] as number[] };
  await using stage = await Stage.open({ world: { ...mailboxWith(10), rateLimit: null, http2: true } });
  await stage.openInbox();
  const options = await stage.openPage("options.html");
  const ask = (message: object) =>
    options.page.evaluate((request) => chrome.runtime.sendMessage(request), message);
  await ask({ type: "ui/key/save", key: stage.world.key });
  await ask({
    type: "ui/settings/set",
    patch: { undoSeconds: 0, confirm: "never", requestsPerMinute: 6000, firstRunDone: true },
  });
  for (let i = 0; i <= repetitions; i++) {
    for (const worker of ["asleep", "awake"] as const) {
      const ms = await press(stage, worker === "asleep");
      if (i > 0) times[worker].push(ms);
    }
  }
  return { asleep: figure(times.asleep), awake: figure(times.awake) };
}

async function press(stage: Stage, asleep: boolean): Promise<number> {
  const { world } = stage;
  // The pages have been told of the last one.
  await delay(1_500);
  // One conversation turns unread anew; the page hears of it and the popup offers it.
  const conversation = world.mailbox.all().find((each) => each.read && each.folder === "focused");
  if (!conversation) throw new Error("nothing is read");
  world.mailbox.arrive(conversation, { text: "Hello again" });
  const popup = await stage.openPopup();
  // The right count: the page has told the background, and nothing of that is lost with the worker.
  const count = new RegExp(`^Mark all seen\\b.*\\b${world.mailbox.unread().length}\\b`);
  await popup.find("button", count);
  await delay(500);
  await popup.page.evaluate(() => {
    const note = () => {
      (window as Pressed).benchPressedAt ??= Date.now();
    };
    addEventListener("pointerdown", note, { capture: true });
  });
  if (asleep && stage.workerAlive) await stage.stopWorker();
  const before = world.api.requests.length;
  await popup.press(/^Mark all seen/);
  await until("a request", () => world.api.requests.slice(before).some(isMark), { every: 10 });
  const pressedAt = await popup.page.evaluate(() => (window as Pressed).benchPressedAt ?? 0);
  await until("the run to end", () => world.mailbox.unread().length === 0, { timeout: 30_000 });
  await popup.waitForStatus(/seen/, 30_000);
  await stage.closePopup(popup);
  const first = world.api.requests.slice(before).find(isMark);
  return (first?.at ?? Number.NaN) - pressedAt;
}
