import { expect } from "vitest";
import { markRequests, unreadUrns } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

// Seen red without looking for the permission, with its return unheard, and with what waits given up at its loss.
test("In Firefox, a run whose host is taken away pauses, asks for it, and then ends with nothing lost", async ({
  openFirefox,
}) => {
  const stage = await openFirefox({
    world: { latencyMs: 1_000 },
    // The browser's own question is not what is tested: it is taken as answered with yes.
    prefs: { "extensions.webextOptionalPermissionPrompts": false },
  });
  const { world } = stage;
  await stage.openInbox();
  const unread = new Set(unreadUrns(world));
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await world.api.waitFor(() => world.api.marks().length >= 3, 30_000);
  const known = world.page.delivered().filter((urn) => unread.has(urn));

  await stage.revoke("https://api.connectsafely.ai/*");
  await until("the pause", () => popup.has("button", "Resume"), { timeout: 30_000 });
  const before = markRequests(world).length;
  expect(before).toBeLessThan(known.length);

  await popup.press("Allow access to ConnectSafely");
  await until("the run to end", async () => !(await popup.has("button", /^(?:Pause|Resume|Stop)$/)), {
    timeout: 60_000,
  });
  expect(new Set(world.api.marks())).toEqual(new Set(known));
  // Without the host the browser asks by OPTIONS, which must not bear the key.
  for (const request of world.api.requests.filter(({ method }) => method === "OPTIONS")) {
    expect(request.headers.authorization).toBeUndefined();
  }
});

// Seen red without the callouts of the popup, and while Everything unread told every failure as a network's.
test("In Firefox, a host that is taken away with no run on is said, and comes back by a press", async ({
  openFirefox,
}) => {
  const stage = await openFirefox({ prefs: { "extensions.webextOptionalPermissionPrompts": false } });
  const { world } = stage;
  await stage.openInbox();
  let popup = await stage.saveKey();
  await until("the key to be kept", async () => !(await popup.has("textbox", "API key")));
  await until("the list", () => popup.has("button", /^Mark all seen \(\d+\)$/));

  await stage.revoke("https://api.connectsafely.ai/*");
  await until("the word", async () => /nothing can be marked/.test(await popup.text()));
  await until("the mark", async () => (await stage.badge()) === "!");
  await popup.press(/^Everything unread/, "radio");
  await until("the reason", async () => /Allow it, then try again/.test(await popup.text()));
  await popup.press("Allow access to ConnectSafely");
  await until("the word to be gone", async () => !/nothing can be marked/.test(await popup.text()));
  await until("the mark to be gone", async () => (await stage.badge()) !== "!");
  await popup.press("Try again");
  await until("the whole list", () => popup.has("button", `Mark all seen (${unreadUrns(world).length})`));
  await stage.closePopup();

  await stage.revoke("https://www.linkedin.com/*");
  await until("the mark", async () => (await stage.badge()) === "!");
  popup = await stage.openPopup();
  await until("the word", async () => /no longer lets Caught Up read LinkedIn/.test(await popup.text()));
  await popup.press("Allow access to LinkedIn");
  await until("the word to be gone", async () => !/no longer lets Caught Up/.test(await popup.text()));
  await stage.closePopup();
  await stage.openInbox();
  popup = await stage.openPopup();
  await popup.press(/^Loaded here/, "radio");
  await until("the list", () => popup.has("button", /^Mark all seen \(\d+\)$/));
  expect(world.api.marks()).toEqual([]);
});
