import { expect, it } from "vitest";
import { changeSettings } from "../../../lib/extension/change-settings";
import { settingsItem } from "../../../lib/extension/storage";

it("keeps every one of several changes made at once", async () => {
  await Promise.all([
    changeSettings({ undoSeconds: 0 }),
    changeSettings({ requestsPerMinute: 15 }),
    changeSettings({ theme: "dark" }),
  ]);
  expect(await settingsItem.get()).toMatchObject({ undoSeconds: 0, requestsPerMinute: 15, theme: "dark" });
});

it("tells what was before and what is now", async () => {
  await changeSettings({ retentionDays: 7 });
  const { before, after } = await changeSettings({ retentionDays: 0 });
  expect([before.retentionDays, after.retentionDays]).toEqual([7, 0]);
});
