import { expect } from "vitest";
import { test } from "./harness/test.ts";

test("The production build loads, shows its popup over the inbox and logs no error", async ({ open }) => {
  const stage = await open();
  await stage.openInbox();
  const popup = await stage.openPopup();
  expect(await popup.text()).toContain("Caught Up");
});
