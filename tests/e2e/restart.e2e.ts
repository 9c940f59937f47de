import { expect } from "vitest";
import { Inside } from "./harness/inside.ts";
import { endedRun, expectAllMarked, latestRun } from "./harness/judge.ts";
import { createProfile } from "./harness/profile.ts";
import { markRequests, unreadUrns } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

const FAST = { undoSeconds: 0, requestsPerMinute: 6_000, confirm: "never" } as const;

// Seen red without the drain at start-up: nothing is open that could wake the worker, and no alarm is due.
test("The browser is killed in the middle of a run: started again with nothing open, it goes on by itself", async ({
  open,
}) => {
  await using profile = await createProfile();
  const stage = await open({ profile, world: { latencyMs: 1_000 } });
  const { world } = stage;
  const urns = unreadUrns(world);
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings(FAST);
  const popup = await stage.saved();
  await popup.press(/^Mark all seen/);
  await until("some to be marked", () => world.api.marks().length >= 6);
  await stage.killBrowser();
  expect(world.mailbox.unread().length).toBeGreaterThan(0);

  await stage.startBrowser();
  await until("all to be marked", () => world.mailbox.unread().length === 0, { timeout: 20_000 });
  expectAllMarked({ world, stored: await endedRun(await Inside.of(stage)), urns, kills: 1, limit: 60 });
});

// Seen red with a gate or an attempt for each start.
test("No name server knows ConnectSafely: nothing is lost, not even when the browser dies over it", async ({
  open,
}) => {
  await using profile = await createProfile();
  const nowhere = (port: number) => [
    `--host-resolver-rules=MAP api.connectsafely.ai ~NOTFOUND,MAP * 127.0.0.1:${port}`,
  ];
  const stage = await open({ profile, args: nowhere, world: { conversations: 20, unread: 5 } });
  const { world } = stage;
  const urns = unreadUrns(world);
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings(FAST);
  const popup = await stage.saved();
  expect(await popup.text()).toMatch(/could not be reached to check it|could not be checked/);
  await popup.press(/^Mark all seen/);
  await until("each to have failed once", async () => {
    const { items } = await latestRun(inside);
    return items.every(({ lastReason, strikes }) => lastReason === "network" && strikes > 0);
  });
  expect(world.api.requests).toEqual([]);
  await stage.killBrowser();

  await stage.startBrowser([]);
  await until("all to be marked", () => world.mailbox.unread().length === 0, { timeout: 20_000 });
  expectAllMarked({ world, stored: await endedRun(await Inside.of(stage)), urns, kills: 1 });
});

// Seen red without the drain at start-up.
test("The extension is reloaded in the middle of a run, as for an update: the run goes on", async ({
  open,
}) => {
  const stage = await open({ world: { latencyMs: 1_000 } });
  const { world } = stage;
  const urns = unreadUrns(world);
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings(FAST);
  const popup = await stage.saved();
  await popup.press(/^Mark all seen/);
  await until("some to be marked", () => world.api.marks().length >= 6);
  const before = markRequests(world).length;
  await inside.reloadExtension();
  await until("all to be marked", () => world.mailbox.unread().length === 0, { timeout: 20_000 });
  expect(markRequests(world).length).toBeGreaterThan(before);
  expectAllMarked({ world, stored: await endedRun(await Inside.of(stage)), urns, kills: 1, limit: 60 });
});
