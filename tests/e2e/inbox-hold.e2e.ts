import { expect } from "vitest";
import { expectMarkedOnce } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

// Seen red with the check before each request left out.
test("In the hold one is read on another device and one gets a message: neither is sent, and both are said to be skipped", async ({
  open,
}) => {
  const stage = await open();
  const { mailbox } = stage.world;
  await stage.openInbox("/messaging/compose/");
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen\b.*\b23\b/);
  await popup.find("button", "Undo");
  const [read, answered, ...others] = mailbox.unread();
  if (!read || !answered) throw new Error("the world has unread conversations");
  mailbox.markReadElsewhere(read.urn);
  mailbox.arrive(answered, { text: "One more thing" });

  await popup.waitForStatus(/\b21 seen\b/, 30_000);
  expect(await popup.text()).toMatch(/skipped: already read/);
  expect(await popup.text()).toMatch(/skipped: a newer message has come/);
  expectMarkedOnce(
    stage.world,
    others.map(({ urn }) => urn),
  );
  expect(mailbox.unread().map(({ urn }) => urn)).toEqual([answered.urn]);

  const history = await stage.openPage("history.html");
  await (await history.page.waitForSelector("summary"))?.click();
  await until("the reasons", async () => {
    const text = await history.text();
    return [
      [read.name, "skipped: already read"],
      [answered.name, "skipped: a newer message has come"],
    ].every(([name, why]) => text.includes(`${name}${why}`) || new RegExp(`${name}\\s+${why}`).test(text));
  });
});
