/**
 * What stays broken: each conversation fails alone, with its reason, and can be tried again.
 * Seen red by: a broken connection told as a timeout; only three of the failures kept; a failure without its name;
 * "Retry failed" that leaves the run ended; three attempts.
 */
import { expect } from "vitest";
import { expectMarks, markRequests, urnsOf } from "./harness/requests.ts";
import { test } from "./harness/test.ts";

test("Without the network nothing is lost: every conversation is named with the reason, and Retry failed marks all", async ({
  open,
}) => {
  const stage = await open({ world: { unread: 4 } });
  const { world } = stage;
  const unread = world.mailbox.unread();
  await stage.openInbox();
  const popup = await stage.saved();
  world.api.faults.every(1, "reset-before");
  await popup.press(/^Mark all seen/);
  await popup.waitForAlert(/4 conversations could not be marked as seen/, 90_000);
  // Not in the list of what is unread, which names them as well.
  const [, named = ""] = /ConnectSafely could not be reached(.*)Copy details/s.exec(await popup.text()) ?? [];
  for (const { name } of unread) expect(named).toContain(name);

  world.api.faults.clear();
  await popup.press("Retry failed");
  await popup.waitForStatus(/\b4 seen\b/, 30_000);
  expectMarks(
    world,
    unread.map(({ urn }) => urn),
  );
});

test("A 500 that stays fails that conversation alone after four attempts, and says so", async ({ open }) => {
  const stage = await open({ world: { unread: 4 } });
  const { world } = stage;
  const unlucky = world.mailbox.unread()[0];
  if (!unlucky) throw new Error("the world has unread conversations");
  world.api.faults.forUrn(unlucky.urn, "error-500");
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await popup.waitForAlert(/\b1 conversation could not be marked as seen/, 90_000);
  await popup.waitForStatus(/\b3 seen\b/);
  const [, named = ""] =
    /ConnectSafely had trouble; tried 4 times(.*)Copy details/s.exec(await popup.text()) ?? [];
  expect(named).toContain(unlucky.name);
  expect(urnsOf(markRequests(world)).filter((urn) => urn === unlucky.urn)).toHaveLength(4);
});
