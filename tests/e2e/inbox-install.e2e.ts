import { describe, expect } from "vitest";
import { until } from "./harness/until.ts";
import { loadWholeList, waitForList } from "./inbox/list.ts";
import { test } from "./inbox/test.ts";

// Seen red with the popup told that every LinkedIn tab was reached.
describe("LinkedIn is open already", () => {
  test.for([
    ["when the extension is installed", true],
    ["when the extension is updated", false],
  ] as const)(
    "%s: the popup says to reload this tab, and after that all works",
    async ([, remove], { traveller }) => {
      const visit = await traveller.visit();
      const complaints: string[] = [];
      visit.tab.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warn") complaints.push(message.text());
      });
      visit.tab.on("pageerror", (error) => complaints.push(String(error)));
      await visit.openWholeInbox("/messaging/compose/");
      await traveller.reinstall({ remove });

      // News keep coming to a script that has lost its extension.
      const { mailbox } = visit.world;
      for (const each of mailbox.all().slice(0, 10)) mailbox.arrive(each, { text: "While it was away" });
      const popup = await visit.openPopup();
      await until("the word", async () => /Reload it once/.test(await popup.text()));
      expect((await popup.node("button", /^Mark all seen/))?.disabled).not.toBe(false);
      await popup.press("Reload tab");

      await until("the popup to be gone", () => popup.page.isClosed());
      await waitForList(visit.frame);
      await loadWholeList(visit.frame);
      const again = await visit.openPopup();
      await again.find("button", `Mark all seen (${visit.unreadDelivered().size})`);
      expect(complaints).toEqual([]);
    },
  );
});
