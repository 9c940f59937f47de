import { expect } from "vitest";
import { deathsByChaos } from "./harness/chaos.ts";
import { Inside } from "./harness/inside.ts";
import { latestRun } from "./harness/judge.ts";
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
  await until("requests on the wire", () => markRequests(world).length > 0, { timeout: 20_000 });
  // All of these are: what waits in the browser for a connection may leave in the moment of the kill.
  const { items } = await latestRun(await Inside.of(stage));
  const inFlight = items.flatMap(({ urn, state }) => (state === "leased" ? [urn as string] : []));
  expect(inFlight).toHaveLength(10);
  await stage.stopWorker();

  await until("all to be marked", () => world.mailbox.unread().length === 0, { timeout: 90_000 });
  const again = await stage.openPopup();
  await again.waitForStatus(/\b23 seen\b/, 60_000);
  const sent = urnsOf(markRequests(world));
  expect(new Set(sent)).toEqual(new Set(unread));
  const twice = sent.filter((urn, index) => sent.indexOf(urn) !== index);
  expect(twice.length).toBeGreaterThan(0);
  // Deaths by chaos repeat what was in flight then.
  if (deathsByChaos(world) === 0) expect(twice.filter((urn) => !inFlight.includes(urn))).toEqual([]);
});
