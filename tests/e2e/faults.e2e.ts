import { expect } from "vitest";
import type { PauseReason } from "../../lib/queue/run.ts";
import type { FaultName } from "../sandbox/api/fault-list.ts";
import type { Fault } from "../sandbox/api/faults.ts";
import type { SandboxConversation } from "../sandbox/conversation.ts";
import { CHAOS } from "./harness/chaos.ts";
import { Inside } from "./harness/inside.ts";
import { endedRun, latestRun, requestsByUrn } from "./harness/judge.ts";
import { expectCount, expectMarks, markRequests, unreadUrns, urnsOf } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

/** What the server does wrong once, and how many requests the conversation takes until it is seen. */
const PASSING: readonly (readonly [FaultName, ...number[]])[] = [
  ["error-500", 2],
  ["empty-200", 2],
  ["empty-200-acted", 2],
  ["gateway-502", 2],
  ["html-200", 2],
  ["null-200", 2],
  ["unavailable-503", 2],
  ["refused-200", 2],
  ["no-content-204-acted", 2],
  ["gateway-504", 2],
  ["cut-json-200", 2],
  ["huge-200", 2],
  ["error-500-acted", 2],
  ["reset-before", 2],
  ["reset-after", 2],
  ["error-500-html", 2],
  ["reset-after-acted", 2],
  ["fin-after", 2],
  ["error-500-empty", 2],
  ["fin-after-acted", 2],
  ["truncated-acted", 2],
  ["error-500-details", 2],
  // Chromium repeats it by itself.
  ["timeout-408", 2],
  ["gateway-504-acted", 2],
  // Only a connection that has answered before does this, and which one carries it is Chromium's choice.
  ["reuse-close", 1, 2],
  ["reuse-close-acted", 1, 2],
  // Slow or without an end, but whole within 20 s.
  ["drip-acted", 1],
  ["hang-acted", 1],
  ["drip-slow-acted", 2],
  ["silence", 2],
  ["silence-acted", 2],
];

const TEAPOT: Fault = { name: "teapot-418", wire: "answer", acts: false, status: 418, body: "" };

/** What fails a conversation for good: the reason as people see it, and how many requests it takes. */
const LASTING: readonly (readonly [FaultName | Fault, RegExp, ...number[]])[] = [
  ["bad-request-400", /ConnectSafely did not understand the request/, 1],
  ["validation-400", /ConnectSafely did not understand the request/, 1],
  [TEAPOT, /ConnectSafely did not understand the request/, 1],
  ["not-found-404", /ConnectSafely does not find the conversation/, 1],
  ["not-found-404-html", /ConnectSafely does not find the conversation/, 1],
];

const FAST = { undoSeconds: 0, requestsPerMinute: 6_000, confirm: "never" } as const;

// Seen red with `success !== true` counting as seen, with one attempt instead of four, and with ky's retry on.
test("36 faults at once in one run: each conversation ends as it should, and the popup says how", async ({
  open,
}) => {
  const stage = await open({ world: { conversations: 120, unread: 60, rateLimit: null } });
  const { world } = stage;
  const unread = world.mailbox.unread();
  const take = () => unread.pop() ?? expect.fail("the world has too few unread conversations");
  const passing = PASSING.map(([fault, ...requests]) => ({ fault, requests, of: take() }));
  const lasting = LASTING.map(([fault, text, ...requests]) => ({ fault, text, requests, of: take() }));
  for (const { fault, of } of passing) world.api.faults.forUrn(of.urn, fault, { times: 1 });
  for (const { fault, of } of lasting) world.api.faults.forUrn(of.urn, fault);
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings(FAST);
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  const { items } = await endedRun(inside, 110_000);

  const requests = requestsByUrn(world);
  const shown = await popup.text();
  for (const { fault, of, requests: expected } of passing) {
    expect(itemOf(items, of), fault).toMatchObject({ state: "done" });
    expectCount(world, requests.get(of.urn)?.length ?? 0, expected, fault);
    expect(requests.get(of.urn)?.at(-1), fault).toMatchObject({ acted: true, status: 200 });
  }
  for (const { fault, text, of, requests: expected } of lasting) {
    const name = typeof fault === "string" ? fault : fault.name;
    const item = itemOf(items, of);
    expect(item, name).toMatchObject({ state: "failed" });
    expectCount(world, requests.get(of.urn)?.length ?? 0, expected, name);
    expect(shown, name).toContain(item?.name);
    expect(shown, name).toMatch(text);
  }
  expect(shown).toMatch(/\b55 seen\b/);
  expect(items.filter(({ state }) => state === "done")).toHaveLength(55);
  expect(unreadUrns(world).toSorted()).toEqual(lasting.map(({ of }) => of.urn).toSorted());
});

/** What stops a run, in the order in which this test lets it happen: those that count failures in a row come first. */
const STOPPING: readonly (readonly [FaultName, PauseReason, RegExp])[] = [
  ["not-found-404", "account-unknown", /does not know this LinkedIn account/],
  ["not-found-404-html", "api-moved", /has changed its service/],
  ["bad-account-400", "account-unknown", /does not know this LinkedIn account/],
  ["payment-402", "no-subscription", /subscription or trial has ended/],
  ["forbidden-403", "no-subscription", /subscription or trial has ended/],
  ["forbidden-403-html", "no-subscription", /subscription or trial has ended/],
  ["redirect-301", "api-redirected", /did not come from ConnectSafely/],
  ["redirect-302", "api-redirected", /did not come from ConnectSafely/],
  ["redirect-307", "api-redirected", /did not come from ConnectSafely/],
  ["redirect-308", "api-redirected", /did not come from ConnectSafely/],
  ["method-405", "api-moved", /has changed its service/],
  ["gone-410", "api-moved", /has changed its service/],
];

// Seen red with redirects followed, and with 402 failing the conversation.
test("12 answers that stop a run: nothing more is sent, the popup says why, and Resume loses nothing", async ({
  open,
}) => {
  const stage = await open({ world: { rateLimit: null } });
  const { world } = stage;
  const unread = unreadUrns(world);
  await stage.openInbox();
  const inside = await Inside.of(stage);
  await inside.setSettings(FAST);
  const popup = await stage.saved();
  let press = /^Mark all seen/;
  for (const [fault, reason, text] of STOPPING) {
    world.api.faults.clear();
    world.api.faults.every(1, fault);
    const before = markRequests(world).length;
    await popup.press(press);
    press = /^Resume/;
    await until(`${fault} to pause the run`, async () => {
      const { run } = await latestRun(inside);
      return markRequests(world).length > before && run.state === "paused" && run.pauseReason === reason;
    });
    await until(`the popup to say so of ${fault}`, async () => text.test(await popup.text()));
    // What was in flight, and what took its place before the first answer was written.
    expect(new Set(urnsOf(markRequests(world).slice(before))).size, fault).toBeLessThan(unread.length);
    expect(markRequests(world).every(({ endedAt }) => endedAt !== undefined)).toBe(true);
  }
  expect(world.mailbox.unread()).toHaveLength(unread.length);
  world.api.faults.clear();
  await popup.press(press);
  await popup.waitForStatus(/\b23 seen\b/, 30_000);
  expectMarks(world, unread);
  // The key would have gone along.
  expect(world.page.requests.filter(({ path }) => path.startsWith("/login"))).toEqual([]);
  expect(world.api.requests.filter(({ path }) => path.endsWith("/conversations/mark-seen"))).toEqual([]);
});

const HINTS: readonly FaultName[] = [
  "limit-429-seconds",
  "limit-429-date",
  "limit-429-reset-iso",
  "limit-429-reset-s",
  "limit-429-reset-ms",
  "limit-429-hold",
];

// Seen red with an attempt spent on each, and with nothing waited for.
test("6 forms of 429: the run waits as long as it is told, says until when, and spends no attempt", async ({
  open,
}) => {
  const stage = await open({ world: { rateLimit: null } });
  const { world } = stage;
  const unread = world.mailbox.unread();
  for (const [index, fault] of HINTS.entries()) {
    world.api.faults.forUrn(unread[index]?.urn ?? "", fault, { times: 1 });
  }
  await stage.openInbox();
  const inside = await Inside.of(stage);
  // A worker that dies with the answers there takes what they said along: in chaos it dies in the hold.
  await inside.setSettings({ ...FAST, undoSeconds: CHAOS ? 5 : 0 });
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await until("the popup to say when it goes on", async () => /goes on at/i.test(await popup.text()));
  const { items } = await endedRun(inside);
  await popup.waitForStatus(/\b23 seen\b/);
  const refused = markRequests(world).filter(({ fault }) => fault !== undefined);
  expect(refused.map(({ fault }) => fault).toSorted()).toEqual([...HINTS].toSorted());
  for (const [first, second] of requestsByUrn(world).values()) {
    // 2 s at least in each hint, and 1 s more so that not everyone comes back in the same moment.
    if (first?.fault) expect((second?.at ?? 0) - (first.endedAt ?? 0), first.fault).toBeGreaterThan(2_900);
  }
  expect(items.filter(({ state, strikes }) => state !== "done" || strikes > 0)).toEqual([]);
  expectMarks(
    world,
    unread.map(({ urn }) => urn),
  );
});

function itemOf<T extends { readonly urn: string }>(
  items: readonly T[],
  conversation: SandboxConversation,
): T | undefined {
  return items.find(({ urn }) => urn === conversation.urn);
}
