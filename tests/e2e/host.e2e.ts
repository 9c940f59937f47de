import { expect } from "vitest";
import { markRequests } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

// Seen red without the callouts of the popup.
test("Hosts that Chromium withholds are said, and what was kept is there when they come back", async ({
  open,
}) => {
  const stage = await open();
  const { world } = stage;
  await stage.openInbox();
  let popup = await stage.saved();
  await popup.find("button", /^Mark all seen/);
  await stage.closePopup(popup);

  // Chromium's switch "On click" withholds all hosts, as a person chooses it for an extension.
  await stage.hostAccess("ON_CLICK");
  await until("the mark", async () => (await stage.badge()) === "!");
  popup = await stage.openPopup();
  await until("both words", async () => {
    const text = await popup.text();
    return /no longer lets Caught Up read LinkedIn/.test(text) && /nothing can be marked/.test(text);
  });
  expect(await popup.has("button", "Allow access to ConnectSafely")).toBe(true);
  const { page } = popup;
  await popup.press("Allow access to LinkedIn");
  // Chromium's own question takes the popup's place.
  await until("the browser's question", () => page.isClosed());

  await stage.hostAccess("ON_ALL_SITES");
  await until("the mark to be gone", async () => (await stage.badge()) !== "!");
  await stage.openInbox();
  popup = await stage.openPopup();
  await popup.find("button", /^Mark all seen \(\d+\)$/);
  expect(await popup.text()).not.toMatch(/no longer lets/);
  expect(markRequests(world)).toEqual([]);
});
