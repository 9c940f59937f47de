import { expect } from "vitest";
import { FIREFOX_BUILD } from "./harness/builds.ts";
import { ContentWorld } from "./harness/content-world.ts";
import { PROBE_ASKED, PROBE_ATTRIBUTE, probedBuild } from "./harness/probed-build.ts";
import { privilegedMessages, type Reach, reachExpression } from "./harness/reach.ts";
import { markRequests } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

const KEY = "canary-5b1e90d7c24f4a86-key";
const REFUSED = { ok: true, text: JSON.stringify({ ok: false, reason: "not-allowed" }) };

/** Nothing private is within reach, and no privileged verb is served. */
function expectOutOfReach(reach: Reach, names: readonly string[]): void {
  const everything = JSON.stringify(reach);
  expect(everything).not.toContain(KEY);
  expect(names.filter((name) => everything.includes(name))).toEqual([]);
  expect(reach.session.ok, reach.session.text).toBe(false);
  expect(reach.databases.text).not.toMatch(/vault|caught-up/);
  expect(reach.vault).toEqual({ ok: false, text: "Error: no vault" });
  expect(reach.file.ok, reach.file.text).toBe(false);
  expect(reach.background.text).not.toMatch(/[a-z]{3}/);
  for (const [type, answer] of Object.entries(reach.messages)) expect(answer, type).toEqual(REFUSED);
}

test("In Chromium, a compromised content script reads neither key nor history and begins nothing", async ({
  open,
}) => {
  const stage = await open({ world: { key: KEY } });
  const { world } = stage;
  await stage.openInbox();
  const [, read] = world.mailbox.all().filter((each) => each.read);
  const names = world.mailbox.unread().map(({ name }) => name);
  const popup = await stage.saved();
  await popup.press(/^Mark all seen/);
  await popup.waitForStatus(/\b23 seen\b/, 60_000);
  await stage.closePopup(popup);
  const sent = world.api.requests.length;

  const content = await ContentWorld.of(stage.tab, stage.extensionId);
  const reports = await content.evaluate<Reach>(reachExpression(privilegedMessages(read?.urn ?? "")));
  for (const reach of reports) {
    expectOutOfReach(reach, names);
    // Closed from 140 on, by the background before it serves anything.
    expect(reach.local.ok, reach.local.text).toBe(false);
  }
  expect(world.api.requests).toHaveLength(sent);

  // The key is still there, and still works.
  const after = await stage.openPopup();
  await after.find("button", /^Mark all seen/);
  expect(await after.has("textbox", "API key")).toBe(false);
});

test("In Firefox, a compromised content script finds ciphertext and settings and begins nothing", async ({
  openFirefox,
}) => {
  const urn = "urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAAbcdefghijklmnopqrstuvwxyz01234567,2-YWJj)";
  await using probed = await probedBuild(FIREFOX_BUILD, reachExpression(privilegedMessages(urn)));
  const stage = await openFirefox({ world: { key: KEY }, extension: probed.folder });
  const { world, marionette } = stage;
  await stage.openInbox();
  const names = world.mailbox.unread().map(({ name }) => name);
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await until("the run to begin", () => popup.has("button", "Undo"));
  await until("the run to end", async () => !(await popup.has("button", /^(?:Undo|Stop)$/)), {
    timeout: 60_000,
  });
  expect(markRequests(world).length).toBeGreaterThan(5);
  await stage.closePopup();
  const sent = markRequests(world).length;

  await marionette.inPage(`document.dispatchEvent(new CustomEvent(arguments[0]));`, PROBE_ASKED);
  const text = await until("the probe's report", () =>
    marionette.inPage<string | null>(
      `return document.documentElement.getAttribute(arguments[0]);`,
      PROBE_ATTRIBUTE,
    ),
  );
  const reach = JSON.parse(text) as Reach;
  expectOutOfReach(reach, names);
  // Firefox cannot close it: what stands there has to be harmless.
  const local = JSON.parse(reach.local.text) as Record<string, unknown>;
  expect(Object.keys(local).filter((key) => !["sealed:v1", "settings:v1"].includes(key))).toEqual([]);
  expect(Object.keys(local["sealed:v1"] as object).sort()).toEqual(["data", "id", "iv"]);
  expect(markRequests(world)).toHaveLength(sent);
});
