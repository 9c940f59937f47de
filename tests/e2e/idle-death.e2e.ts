import { expect } from "vitest";
import { Inside } from "./harness/inside.ts";
import { expectAllMarked, latestRun } from "./harness/judge.ts";
import { markRequests, unreadUrns } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";
import { WorkerWatch } from "./harness/worker-watch.ts";

/** A minute; the check of the key takes one of them. */
const LIMIT = 4;
const FIRST = LIMIT - 1;

// Seen red without the alarm (the run stays where it is), and with a heartbeat into storage (the worker never dies).
test("No debugger near: the worker dies in a wait of a minute, the alarm wakes it, and it is gone 35 s after the last item", {
  timeout: 180_000,
}, async ({ open }) => {
  const stage = await open({ ignoreWorkers: true, world: { conversations: 20, unread: 5 } });
  const { world } = stage;
  const urns = unreadUrns(world);
  await stage.openInbox();
  const watch = await WorkerWatch.of(stage);
  const inside = await Inside.of(stage);
  await inside.setSettings({ undoSeconds: 0, requestsPerMinute: LIMIT });
  const popup = await stage.saved();
  await popup.press(/^Mark all seen/);
  await until("the minute's requests to be spent", () => world.api.marks().length === FIRST);
  await stage.closePopup(popup);

  await until("the worker to die while it has nothing to do", () => watch.deaths.length > 0, {
    timeout: 45_000,
  });
  expect(world.api.marks()).toHaveLength(FIRST);
  await until("all to be marked", () => world.api.marks().length === urns.length, { timeout: 70_000 });
  const died = watch.deaths.length;
  const last = Math.max(...markRequests(world).map(({ endedAt = 0 }) => endedAt));
  await until("the worker to be gone", () => watch.deaths.length > died, { timeout: 40_000 });
  expect(watch.deaths.at(-1)).toBeLessThan(last + 35_000);
  const stored = await latestRun(inside);
  expectAllMarked({ world, stored, urns, kills: 0, limit: LIMIT });
});
