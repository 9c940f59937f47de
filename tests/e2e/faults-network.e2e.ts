import { expect } from "vitest";
import { Inside } from "./harness/inside.ts";
import { endedRun, expectAllMarked, latestRun } from "./harness/judge.ts";
import { makeUnread, markRequests, unreadUrns } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";
import type { ValveState } from "./harness/valve.ts";
import { setOffline, workerNetwork } from "./harness/worker-network.ts";

const FAST = { undoSeconds: 0, requestsPerMinute: 6_000, confirm: "never" } as const;

// Seen red with a network failure that fails the conversation at once.
test("Nobody listens at ConnectSafely's address, or somebody without TLS: all are marked once it is back", async ({
  open,
}) => {
  const stage = await open({
    valve: true,
    world: { conversations: 40, unread: 0, unreadElsewhere: 0, rateLimit: null },
  });
  const { world } = stage;
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings(FAST);
  await stage.closePopup(await stage.saved());
  for (const state of ["closed", "garbled"] satisfies ValveState[]) {
    const before = markRequests(world).length;
    const urns = makeUnread(world, 5);
    const popup = await stage.openPopup();
    await popup.find("button", /^Mark all seen\b.*\b5\b/);
    await stage.valve.turn(state);
    await popup.press(/^Mark all seen/);
    await until(`an attempt that fails, ${state}`, async () => {
      const { run, items } = await latestRun(inside);
      return run.endedAt === undefined && items.some(({ lastReason }) => lastReason === "network");
    });
    expect(markRequests(world)).toHaveLength(before);
    await stage.valve.turn("open");
    expectAllMarked({ world, stored: await endedRun(inside), urns, since: before, kills: 0 });
    await popup.waitForStatus(/\b5 seen\b/);
    await stage.closePopup(popup);
  }
});

// Seen red with `offline` taken for a network failure.
test("Offline: the run pauses, says so, spends no attempt, and Resume goes on when the connection is back", async ({
  open,
}) => {
  const stage = await open({ world: { conversations: 20, unread: 5 } });
  const { world } = stage;
  const urns = unreadUrns(world);
  await stage.openInbox();
  const inside = await Inside.of(stage);
  const popup = await stage.saved();
  // The debugger takes the network from one life of the worker: the next one would be online.
  await stage.calmly(async () => {
    await inside.setSettings(FAST);
    const network = await workerNetwork(stage);
    await setOffline(network, true);
    await popup.press(/^Mark all seen/);
    await until("the popup to say so", async () => /computer is offline/.test(await popup.text()));
    const paused = await latestRun(inside);
    expect(paused.run).toMatchObject({ state: "paused", pauseReason: "offline" });
    expect(paused.items.filter(({ state, strikes }) => state !== "pending" || strikes > 0)).toEqual([]);
    expect(markRequests(world)).toEqual([]);
    // By itself it would try again after a minute: no worker is told when the connection is back.
    await setOffline(network, false);
  });
  await popup.press("Resume");
  const stored = await endedRun(inside, 20_000);
  expectAllMarked({ world, stored, urns, kills: 0 });
});
