import { expect } from "vitest";
import { Inside } from "../e2e/harness/inside.ts";
import { endedRun, expectAllMarked, latestRun, requestsByUrn } from "../e2e/harness/judge.ts";
import { markRequests, unreadUrns } from "../e2e/harness/requests.ts";
import { test } from "../e2e/harness/test.ts";
import { until } from "../e2e/harness/until.ts";
import { setOffline, workerNetwork } from "../e2e/harness/worker-network.ts";
import type { FaultName } from "../sandbox/api/fault-list.ts";

const FAST = { undoSeconds: 0, requestsPerMinute: 6_000, confirm: "never" } as const;

const UNHINTED: readonly FaultName[] = [
  "limit-429-bare",
  "limit-429-garbage",
  "limit-429-negative",
  "limit-429-past",
  "limit-429-absurd",
];

// Seen red with the wait in memory only: the next worker sends at once.
test("5 forms of 429 without a readable hint: a minute's wait, which the worker does not live to see the end of", async ({
  open,
}) => {
  const stage = await open({ world: { conversations: 30, unread: 8, rateLimit: null } });
  const { world } = stage;
  const urns = unreadUrns(world);
  for (const [index, fault] of UNHINTED.entries()) {
    world.api.faults.forUrn(urns[index] ?? "", fault, { times: 1 });
  }
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings(FAST);
  const popup = await stage.saved();
  await popup.press(/^Mark all seen/);
  await until("the wait", async () => (await latestRun(inside)).run.state === "waiting");
  await until("the popup to say when it goes on", async () => /goes on at/i.test(await popup.text()));
  await until("all to be answered", () => markRequests(world).every(({ endedAt }) => endedAt !== undefined));
  await stage.stopWorker();
  const stored = await endedRun(inside, 100_000);
  expectAllMarked({ world, stored, urns, kills: 1 });
  expect(stored.items.filter(({ strikes }) => strikes > 0)).toEqual([]);
  for (const [first, second] of requestsByUrn(world).values()) {
    if (first?.fault) expect((second?.at ?? 0) - (first.endedAt ?? 0), first.fault).toBeGreaterThan(60_900);
  }
});

// Seen red with the rolling window in memory only: the next worker sends at once.
test("The worker is stopped in the wait for the rolling window: the alarm's worker keeps the limit", async ({
  open,
}) => {
  const limit = 4;
  const stage = await open({ world: { conversations: 20, unread: 6 } });
  const { world } = stage;
  const urns = unreadUrns(world);
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings({ ...FAST, requestsPerMinute: limit });
  const popup = await stage.saved();
  await popup.press(/^Mark all seen/);
  await until("the minute's requests to be spent", () => world.api.marks().length === limit - 1);
  await stage.stopWorker();
  const stored = await endedRun(inside, 120_000);
  expectAllMarked({ world, stored, urns, kills: 1, limit });
});

const LASTING: readonly (readonly [FaultName, RegExp])[] = [
  ["refused-200", /ConnectSafely refused/],
  ["error-500", /ConnectSafely had trouble; tried 4 times/],
  ["html-200", /The answer could not be read, so it may or may not be marked/],
  ["truncated-acted", /The answer could not be read, so it may or may not be marked/],
  ["silence", /No answer in time, so it may or may not be marked/],
];

// Seen red with 5 attempts.
test("What goes wrong each time fails after four attempts, with its reason, and stops nobody else", async ({
  open,
}) => {
  const stage = await open({ world: { conversations: 40, unread: 20, rateLimit: null } });
  const { world } = stage;
  const urns = unreadUrns(world);
  for (const [index, [fault]] of LASTING.entries()) world.api.faults.forUrn(urns[index] ?? "", fault);
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings(FAST);
  const popup = await stage.saved();
  await popup.press(/^Mark all seen/);
  const { items } = await endedRun(inside, 180_000);
  const requests = requestsByUrn(world);
  await popup.waitForStatus(new RegExp(`\\b${urns.length - LASTING.length} seen\\b`));
  const shown = await popup.text();
  for (const [index, [fault, text]] of LASTING.entries()) {
    const item = items.find(({ urn }) => urn === urns[index]);
    expect(item, fault).toMatchObject({ state: "failed", attempts: 4 });
    expect(requests.get(urns[index] ?? ""), fault).toHaveLength(4);
    expect(shown, fault).toContain(item?.name);
    expect(shown, fault).toMatch(text);
  }
});

// Seen red with a gate that only a person opens.
test("Offline for a while: the run goes on by itself within a minute or so", async ({ open }) => {
  const stage = await open({ world: { conversations: 20, unread: 5 } });
  const { world } = stage;
  const urns = unreadUrns(world);
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings(FAST);
  const popup = await stage.saved();
  const network = await workerNetwork(stage);
  await setOffline(network, true);
  await popup.press(/^Mark all seen/);
  await until("the pause", async () => (await latestRun(inside)).run.pauseReason === "offline");
  await setOffline(network, false);
  await network.detach();
  const stored = await endedRun(inside, 100_000);
  expectAllMarked({ world, stored, urns, kills: 0 });
});
