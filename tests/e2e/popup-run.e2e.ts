/**
 * A run from the popup: all of it, taken back, looked at again, paused.
 * Seen red by: a conversation left out of the press; another field in the body; each request sent twice; requests in
 * the hold; Undo that leaves the conversations in the queue, or does nothing; a popup that does not show a run begun
 * before it; a bar that is full with what has ended so far; an end that is not kept for the popup; a paused run that
 * goes on sending; Resume that leaves the run paused.
 */
import { expect } from "vitest";
import { expectMarkedOnce, markRequests, unreadUrns } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

test("Mark all seen in the popup sends exactly the unread conversations, and the page shows none unread", async ({
  open,
}) => {
  const stage = await open({ world: { conversations: 50, unread: 23, latencyMs: 50 } });
  const unread = unreadUrns(stage.world);
  expect(unread).toHaveLength(23);
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen\b.*\b23\b/);

  await popup.waitForStatus(/\b23 seen\b/, 30_000);
  expectMarkedOnce(stage.world, unread);
  await until("no row to look unread", async () => (await stage.allUnreadRows()).length === 0);
  expect(unreadUrns(stage.world)).toEqual([]);
  expect(await popup.has("button", /^Stop\b/)).toBe(false);
});

test("Nothing is sent before the hold is over, and Undo in the hold sends nothing at all", async ({
  open,
}) => {
  const stage = await open();
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await popup.press("Undo");
  await popup.waitForStatus(/nothing was marked/i);
  // Longer than the hold of 5 s: were a request still to come, it would have come by then.
  const before = Date.now();
  await until("the hold to be over", () => Date.now() - before > 6_500);
  expect(markRequests(stage.world)).toEqual([]);
  await popup.find("button", /^Mark all seen\b.*\b23\b/);
});

test("The popup closed and opened again shows where the run stands, at each moment", async ({ open }) => {
  const stage = await open({ world: { latencyMs: 1_500 } });
  await stage.openInbox();
  const first = await stage.saveKey();
  await first.press(/^Mark all seen/);
  await first.find("button", "Undo");
  await stage.closePopup(first);

  const holding = await stage.openPopup();
  await holding.find("button", "Undo");
  await stage.closePopup(holding);

  await stage.world.api.waitFor(
    (requests) => requests.some(({ path }) => path.endsWith("/mark-seen")),
    15_000,
  );
  const running = await stage.openPopup();
  await running.find("button", "Stop");
  const bar = await running.node("progressbar");
  expect(bar?.valuemax).toBe(23);
  await stage.closePopup(running);

  await until("all to be marked", () => stage.world.mailbox.unread().length === 0, { timeout: 30_000 });
  const finished = await stage.openPopup();
  await finished.waitForStatus(/\b23 seen\b/);
  expect(await finished.has("button", "Stop")).toBe(false);
});

test("Pause keeps the rest unsent, Resume finishes it", async ({ open }) => {
  const stage = await open({ world: { latencyMs: 1_000 } });
  const unread = unreadUrns(stage.world);
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await popup.press("Pause");
  await popup.find("button", "Resume");
  await until("what was on the wire to end", () =>
    markRequests(stage.world).every(({ endedAt }) => endedAt !== undefined),
  );
  const sent = markRequests(stage.world).length;
  expect(sent).toBeLessThan(23);
  await popup.press("Resume");
  await popup.waitForStatus(/\b23 seen\b/, 60_000);
  expectMarkedOnce(stage.world, unread);
});
