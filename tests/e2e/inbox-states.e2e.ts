import { describe, expect } from "vitest";
import { focusWindow } from "./harness/native-menu.ts";
import { expectMarkedOnce, markRequests, urnsOf } from "./harness/requests.ts";
import { Surface } from "./harness/surface.ts";
import { until } from "./harness/until.ts";
import { alterScript, cutAnswers } from "./inbox/alter.ts";
import { test } from "./inbox/test.ts";

const ALL = /^Mark all seen/;

describe("Where nothing can be read the popup says so", () => {
  test("A list whose data takes a way that is not heard: nothing is offered here, Everything unread is", async ({
    traveller,
  }) => {
    const visit = await traveller.visit();
    // A frame without an address has no content scripts, and so a fetch that nobody listens to.
    await alterScript(visit.tab, "http.js", (text) =>
      text.replace(
        "await fetch(",
        "await (document.querySelector('iframe') ?? document.body.appendChild(document.createElement('iframe'))).contentWindow.fetch(",
      ),
    );
    await visit.enterInbox();
    const popup = await visit.openPopup();
    await until("the word", async () =>
      (await popup.text()).includes("Nothing on LinkedIn’s page is readable here"),
    );
    expect((await popup.node("button", ALL))?.disabled).toBe(true);
    expect(await popup.text()).not.toMatch(/caught up/);
    expect(await popup.has("button", "Copy diagnostics")).toBe(true);

    await popup.press("Use Everything unread");
    const unread = visit.world.mailbox.unread().map(({ urn }) => urn);
    await popup.press(new RegExp(`^Mark all seen \\(${unread.length}\\)`));
    await popup.waitForStatus(new RegExp(`\\b${unread.length} seen\\b`), 30_000);
    expectMarkedOnce(visit.world, unread);
    await popup.press("Dismiss");
  });

  test("Answers that are all cut short: no number is given, and nothing is said to be read", async ({
    traveller,
  }) => {
    const visit = await traveller.visit({ expectedErrors: [/JSON/] });
    await cutAnswers(visit.tab);
    await visit.tab.goto("https://www.linkedin.com/messaging/");
    const popup = await visit.openPopup();
    await until("the word", async () => /Nothing (heard|on LinkedIn)/.test(await popup.text()));
    expect(await popup.text()).not.toMatch(/caught up/);
    expect((await popup.node("button", ALL))?.disabled).not.toBe(false);
  });
});

describe("Other products are left alone with a clear word", () => {
  test.for([
    ["a page's inbox", "/company/74000123/admin/inbox/", /company page’s inbox/],
    ["Sales Navigator", "/sales/inbox/", /Sales Navigator’s inbox/],
    ["Recruiter", "/talent/inbox/", /Recruiter’s inbox/],
  ] as const)("%s", async ([, path, word], { traveller, display }) => {
    const visit = await traveller.visit();
    await visit.tab.goto(`https://www.linkedin.com${path}`);
    await visit.tab.waitForSelector("main li");
    const popup = await visit.openPopup();
    await until("the word", async () => word.test(await popup.text()));
    expect(await popup.node("button", ALL)).toBeUndefined();
    await popup.page.close();

    await focusWindow(visit.tab, display);
    for (const chord of ["alt+shift+s", "alt+shift+o"]) {
      await display.keyboard.press(chord);
      await new Surface(visit.tab).waitForAlert(/not your own LinkedIn mailbox/);
      await new Surface(visit.tab).press("Dismiss");
    }
    expect(visit.world.api.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });
});

describe("The open conversation", () => {
  test("A draft is none, and neither is an address of before 2020", async ({ traveller, display }) => {
    const visit = await traveller.visit({ arms: { oldIds: true } });
    const page = new Surface(visit.tab);
    await visit.enterInbox("/messaging/thread/new/");
    await focusWindow(visit.tab, display);
    await display.keyboard.press("alt+shift+o");
    await page.waitForAlert(/draft/);

    const old = visit.world.mailbox.all().find(({ oldId, folder }) => oldId !== null && folder === "focused");
    await visit.enterInbox(`/messaging/thread/${old?.oldId}/`);
    await focusWindow(visit.tab, display);
    await display.keyboard.press("alt+shift+o");
    await page.waitForAlert(/old address/);
    expect(urnsOf(markRequests(visit.world))).toEqual([]);
  });

  test.for([
    ["an encoded address", { urlForm: "percent" }],
    ["an address with a filter and no slash", { urlForm: "filter", activeSign: "listitem" }],
    ["the inner frame, where only the top's address tells", { frame: "inner" }],
  ] as const)("is the one sent, with %s", async ([, arms], { traveller, display }) => {
    const visit = await traveller.visit({ arms });
    const { mailbox } = visit.world;
    const target = mailbox
      .all()
      .find(({ read, folder, kind }) => read && folder === "focused" && kind === "direct");
    if (!target) throw new Error("the world has a read conversation");
    await visit.enterInbox();
    await until("its row", async () => {
      const rows = await visit.frame.$$("main li.msg-conversation-listitem");
      for (const row of rows) {
        if ((await row.$eval("h3", (h) => h.textContent?.trim()).catch(() => "")) !== target.name) continue;
        await row.click();
        return true;
      }
      return false;
    });
    await until("it to be open", () => decodeURIComponent(visit.tab.url()).includes(target.threadId));
    mailbox.markUnreadElsewhere(target.urn);
    await focusWindow(visit.tab, display);
    await display.keyboard.press("alt+shift+o");
    await new Surface(visit.tab).waitForStatus(/\b1 seen\b/, 30_000);
    expectMarkedOnce(visit.world, [target.urn]);
  });
});

describe("The count follows the page", () => {
  test("A message that arrives adds one, a read on another device takes one away, while the popup is open", async ({
    traveller,
  }) => {
    const visit = await traveller.visit();
    const { mailbox } = visit.world;
    await visit.openWholeInbox("/messaging/compose/");
    const popup = await visit.openPopup();
    const expectCount = (count: number) => popup.find("button", `Mark all seen (${count})`);
    await expectCount(23);
    const read = mailbox.all().filter((each) => each.read && each.folder === "focused");
    mailbox.arrive(read.at(-1) ?? "", { text: "Are you there?" });
    await expectCount(24);
    mailbox.arriveFrom("Someone New", { text: "We have not met" });
    await expectCount(25);
    mailbox.markReadElsewhere(mailbox.unread()[4]?.urn ?? "");
    await expectCount(24);
    mailbox.removeElsewhere(mailbox.unread()[2]?.urn ?? "");
    await expectCount(23);
    mailbox.moveElsewhere(mailbox.unread()[3]?.urn ?? "", "archived");
    await expectCount(22);
  });

  // Seen red with the catalogue keeping its entries when the viewer changes.
  test("Another member in the same tab: nothing of the mailbox before is left", async ({ traveller }) => {
    const visit = await traveller.visit();
    await visit.openWholeInbox("/messaging/compose/");
    const popup = await visit.openPopup();
    await popup.find("button", "Mark all seen (23)");
    visit.world.switchAccount({ inPlace: true });
    const own = visit.world.owner;
    await until("the other's conversations alone", async () => {
      const owners = await storedOwners(popup);
      return owners.length > 0 && owners.every((owner) => owner === own);
    });
    await until("a count of theirs", async () => {
      const button = await popup.node("button", ALL);
      return button?.name === `Mark all seen (${visit.unreadDelivered().size})`;
    });
    expect(visit.unreadDelivered().size).toBeGreaterThan(0);
  });
});

declare const chrome: { storage: { session: { get(keys: null): Promise<Record<string, unknown>> } } };

/** Owners of all conversations that the extension has stored of what pages told. */
async function storedOwners(surface: Surface): Promise<string[]> {
  const stored = await surface.page.evaluate(async () => {
    const all = Object.entries(await chrome.storage.session.get(null));
    return JSON.stringify(all.filter(([key]) => key.startsWith("inbox:")));
  });
  return [...stored.matchAll(/urn:li:msg_conversation:\(urn:li:fsd_profile:([^,]+),/g)].map(
    ([, owner]) => owner ?? "",
  );
}
