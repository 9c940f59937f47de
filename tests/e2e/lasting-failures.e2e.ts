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
  const text = await popup.text();
  expect(text).toContain("ConnectSafely could not be reached");
  for (const { name } of unread) expect(text).toContain(name);

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
  const text = await popup.text();
  expect(text).toContain(unlucky.name);
  expect(text).toContain("ConnectSafely had trouble; tried 4 times");
  expect(urnsOf(markRequests(world)).filter((urn) => urn === unlucky.urn)).toHaveLength(4);
});
