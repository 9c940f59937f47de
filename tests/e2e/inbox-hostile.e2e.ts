import type { Page } from "puppeteer-core";
import { describe, expect } from "vitest";
import { expectMarkedOnce } from "./harness/requests.ts";
import { until } from "./harness/until.ts";
import { inOrder, keepMenuClosed, resolveRow, rightClick, rowAt } from "./inbox/rows.ts";
import { test } from "./inbox/test.ts";

describe("A page that is against us", () => {
  // Seen red with events of the page's making taken for a person's.
  test("cannot move what a person has right-clicked", async ({ traveller }) => {
    const visit = await traveller.visit({ arms: { hostile: true }, seed: 11 });
    await countForgeries(visit.tab);
    await visit.openWholeInbox("/messaging/compose/");
    const asking = await traveller.openPage("options.html");
    await visit.tab.bringToFront();
    await keepMenuClosed(visit);
    const list = inOrder(visit);
    const index = list.findIndex(({ name }, i) => i > 2 && visit.world.mailbox.byName(name).length === 1);
    await rightClick(await rowAt(visit, index));
    const before = await forgeries(visit.tab);
    await until("more forgeries", async () => (await forgeries(visit.tab)) >= before + 2);
    const resolution = await resolveRow(visit, asking);
    expect(resolution.ok && (resolution.conversation.urn as string)).toBe(list[index]?.urn);
  });

  // What it oversees, seen red with `dispatchEvent` looked up at each sending.
  test("has nothing sent by all its forgeries; what a person presses then sends the true ones, and names are text", async ({
    traveller,
  }) => {
    const visit = await traveller.visit({ arms: { hostile: true }, conversations: 60, unread: 40, seed: 8 });
    await countForgeries(visit.tab);
    await visit.openWholeInbox("/messaging/compose/");
    await until("some forgeries", async () => (await forgeries(visit.tab)) >= 6);
    expect(visit.world.api.requests).toEqual([]);
    const alerts: string[] = [];
    visit.tab.on("dialog", (dialog) => void alerts.push(dialog.message()));

    const popup = await visit.openPopup();
    const unread = visit.unreadDelivered();
    await popup.find("button", `Mark all seen (${unread.size})`);
    await expectTextOnly(popup.page);
    await popup.press(/^Mark all seen/);
    await popup.waitForStatus(new RegExp(`\\b${unread.size} seen\\b`), 30_000);
    expectMarkedOnce(visit.world, [...unread]);
    await expectTextOnly(popup.page);
    await popup.press("Dismiss");
    const told = visit.world.page.requests.filter(({ body }) => body.includes("event overseen"));
    expect(told).toEqual([]);
    expect(alerts).toEqual([]);
    expect(await visit.tab.title()).not.toBe("1");
  });
});

async function countForgeries(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const forged = { count: 0 };
    Object.defineProperty(window, "forged", { value: forged });
    document.addEventListener("mark-all-seen", () => {
      forged.count += 1;
    });
  });
}

/** Bursts of forged messages, keys and clicks so far. */
function forgeries(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { forged: { count: number } }).forged.count);
}

/** No markup of a name has become an element, and none makes the popup wider or turns its text around. */
async function expectTextOnly(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    foreign: [...document.querySelectorAll("img, script:not([src]), iframe, a[href^='javascript:']")].length,
    title: document.title,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    longest: Math.max(
      0,
      ...[...document.querySelectorAll("bdi")].map((node) => node.textContent?.length ?? 0),
    ),
    bidi: /[\u202a-\u202e\u2066-\u2069]/.test(document.body.textContent ?? ""),
  }));
  expect(found).toMatchObject({ foreign: 0, wide: false, bidi: false });
  expect(found.title).not.toBe("1");
  expect(found.longest).toBeLessThanOrEqual(200);
}
