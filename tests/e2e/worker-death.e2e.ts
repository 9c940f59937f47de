import { expect } from "vitest";
import { markRequests, unreadUrns, urnsOf } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

// Seen red with the alarm taken out: the run stays at what was marked before the kill.
test("The worker is stopped in the middle of a run: every conversation is marked, only what was in flight twice", async ({
  open,
}) => {
  const stage = await open({ world: { latencyMs: 2_000 } });
  const { world } = stage;
  const unread = unreadUrns(world);
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await stage.closePopup(popup);
  await until("requests on the wire", () => markRequests(world).length >= 3, { timeout: 20_000 });
  const inFlight = new Set(urnsOf(markRequests(world).filter(({ endedAt }) => endedAt === undefined)));
  await stage.stopWorker();

  await until("all to be marked", () => world.mailbox.unread().length === 0, { timeout: 90_000 });
  const again = await stage.openPopup();
  await again.waitForStatus(/\b23 seen\b/, 60_000);
  const sent = urnsOf(markRequests(world));
  expect(new Set(sent)).toEqual(new Set(unread));
  const twice = sent.filter((urn, index) => sent.indexOf(urn) !== index);
  // Requests may have left between the look at the log and the kill: one batch at most.
  expect(twice.length).toBeLessThanOrEqual(10);
  if (inFlight.size === 10) expect(twice.every((urn) => inFlight.has(urn))).toBe(true);
});
