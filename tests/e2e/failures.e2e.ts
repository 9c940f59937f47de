/**
 * What goes wrong in a run and is got over: a refused key, a 400, a 500, a 429.
 * Seen red by: a paused run that goes on sending; a 401 that fails its conversation; a new key that opens no gate; a
 * 400 tried again; a failure without its name; "Retry failed" that leaves the run ended; a 500 that fails at once; a
 * wait that is no state people see; a 429 that fails its conversation.
 */
import { expect } from "vitest";
import { deathsByChaos } from "./harness/chaos.ts";
import { expectMarks, markRequests, unreadUrns, urnsOf } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

test("A key refused in the middle pauses the run; the right one takes it to its end with nothing lost", async ({
  open,
}) => {
  const stage = await open({ world: { latencyMs: 300 } });
  const { world } = stage;
  const unread = unreadUrns(world);
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await world.api.waitFor(() => world.api.marks().length >= 3, 20_000);
  world.api.setKey("another-sandbox-key");
  await popup.waitForAlert(/no longer accepts the key|refused the key/, 20_000);

  await until("what was on the wire to end", () =>
    markRequests(world).every(({ endedAt }) => endedAt !== undefined),
  );
  const refused = markRequests(world).length;
  // No more than the ten that were on the wire at the first 401; each death leaves as many to be sent anew.
  const refusals = markRequests(world).filter(({ status }) => status === 401).length;
  expect(refusals).toBeLessThanOrEqual(10 * (1 + deathsByChaos(world)));
  await popup.fill("API key", "another-sandbox-key");
  // Longer than any backoff's first step: a run that does not stop at a 401 would have sent by then.
  const before = Date.now();
  await until("a while", () => Date.now() - before > 3_000);
  expect(markRequests(world)).toHaveLength(refused);
  await popup.press("Save key");
  await popup.waitForStatus(/\b23 seen\b/, 60_000);
  expectMarks(world, unread);
});

test("A 400 fails that conversation alone, named with the reason, and Retry failed marks it", async ({
  open,
}) => {
  const stage = await open();
  const { world } = stage;
  const unread = unreadUrns(world);
  const unlucky = world.mailbox.unread()[3];
  if (!unlucky) throw new Error("the world has unread conversations");
  world.api.faults.forUrn(unlucky.urn, "bad-request-400", { times: 1 });
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await popup.waitForStatus(/\b22 seen\b/, 40_000);
  // Not in the list of what is unread, which names it as well.
  const [, named = ""] = /did not understand the request(.*)Copy details/s.exec(await popup.text()) ?? [];
  expect(named).toContain(unlucky.name);
  expect(urnsOf(markRequests(world)).filter((urn) => urn === unlucky.urn)).toHaveLength(1);

  await popup.press("Retry failed");
  await until("all to be marked", () => world.mailbox.unread().length === 0, { timeout: 40_000 });
  expect(new Set(world.api.marks())).toEqual(new Set(unread));
});

test("A 500 that passes is retried and nothing is lost", async ({ open }) => {
  const stage = await open();
  const unread = unreadUrns(stage.world);
  stage.world.api.faults.next("error-500", { times: 3 });
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await popup.waitForStatus(/\b23 seen\b/, 90_000);
  expectMarks(stage.world, unread);
});

test("A 429 holds the run for as long as it says and then finishes it", async ({ open }) => {
  // Few, because after a 429 the run goes on at a slower pace; no limit of its own, whose later reset would count.
  const stage = await open({ world: { unread: 5, rateLimit: null } });
  const unread = unreadUrns(stage.world);
  stage.world.api.faults.next("limit-429-seconds", { times: 1 });
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await popup.find("heading", /^Goes on at/);
  await popup.waitForStatus(/\b5 seen\b/, 60_000);
  expectMarks(stage.world, unread);
});
