import type { Page } from "puppeteer-core";
import { describe, expect } from "vitest";
import type { SandboxConversation } from "../sandbox/conversation.ts";
import type { Mailbox } from "../sandbox/mailbox.ts";
import type { WorldOptions } from "../sandbox/world.ts";
import { chooseMenuItem } from "./harness/native-menu.ts";
import { expectMarkedOnce, markRequests } from "./harness/requests.ts";
import { Surface } from "./harness/surface.ts";
import { until } from "./harness/until.ts";
import { alterScript } from "./inbox/alter.ts";
import { inOrder, isUnambiguous, rowAt, tellAllRows } from "./inbox/rows.ts";
import { test } from "./inbox/test.ts";

interface Inbox {
  readonly name: string;
  readonly options: WorldOptions;
  /** Many of one name with the same words, some of them archived. */
  readonly crowd?: boolean;
  /** What the page loads after its first answer is not heard: half of what is drawn was never told. */
  readonly deaf?: boolean;
}

const INBOXES: readonly Inbox[] = [
  { name: "namesakes, groups and deleted members", options: { seed: 5 } },
  { name: "another such", options: { seed: 11 } },
  { name: "without some snippets", options: { seed: 12, arms: { missingSnippets: true } } },
  { name: "several hundred", options: { seed: 13, conversations: 160 } },
  { name: "without categories", options: { seed: 14, arms: { missingCategories: true } } },
  { name: "in cards, Chinese", options: { seed: 15, arms: { nesting: "card", language: "zh" } } },
  {
    name: "in the inner frame, shells on a descendant",
    options: { seed: 16, arms: { frame: "inner", occludedOn: "descendant", language: "ar" } },
  },
  { name: "full of people of one name who write the same", options: { seed: 18 }, crowd: true },
  { name: "half of it never heard", options: { seed: 19 }, crowd: true, deaf: true },
  { name: "of one folder", options: { seed: 17, arms: { focusedInbox: false, missingSnippets: true } } },
];

// Seen red with the first possible conversation taken where none is proven.
describe("A right-click on any drawn row is never taken for another conversation's", () => {
  test.for(INBOXES)("$name", async ({ options, crowd, deaf }, { traveller }) => {
    const visit = await traveller.visit({ conversations: 60, ...options });
    if (crowd) addCrowd(visit.world.mailbox);
    if (deaf) await deafen(visit.tab);
    await visit.openWholeInbox("/messaging/compose/");
    const asking = await traveller.openPage("options.html");
    await visit.tab.bringToFront();
    const told = await tellAllRows(visit, asking);
    const { mailbox, page } = visit.world;
    const delivered = page.delivered().flatMap((urn) => mailbox.byUrn(urn) ?? []);

    const wrong = told.filter(
      ({ resolution, conversation }) =>
        resolution.ok && (resolution.conversation.urn as string) !== conversation.urn,
    );
    expect(wrong).toEqual([]);
    // What was never heard can't be told, and by which row that is the world does not know.
    if (deaf) return;
    const unambiguous = told.filter((one) => isUnambiguous(one, delivered));
    const resolved = unambiguous.filter(({ resolution }) => resolution.ok);
    expect(unambiguous.length).toBeGreaterThan(told.length / 2);
    expect(resolved.length / unambiguous.length).toBeGreaterThanOrEqual(0.95);
  });
});

/** Three names, six people each, two texts, in turns and a minute apart; every fourth is archived. */
function addCrowd(mailbox: Mailbox): void {
  for (let n = 0; n < 18; n++) {
    const name = ["Ada Fernsby", "Priya Oakhollow", "LinkedIn Member"][n % 3] ?? "";
    const text = n % 2 === 0 ? "Great meeting you at the conference!" : "ok";
    const added = mailbox.arriveFrom(name, { text, at: Date.now() - (n * 7 + 2) * 60_000 });
    if (n % 4 === 3) mailbox.moveElsewhere(added.urn, "archived");
  }
}

/** A frame without an address has no content scripts, and so a fetch that nobody listens to. */
function deafen(page: Page): Promise<void> {
  return alterScript(page, "http.js", (text) =>
    text.replace(
      "await fetch(path,",
      "await (path.includes('conversationCategoryPredicate') ? (document.querySelector('iframe') ?? document.body.appendChild(document.createElement('iframe'))).contentWindow : window).fetch(path,",
    ),
  );
}

/** "Mark conversation as seen" is the first of the extension's items, in the submenu that bears its name. */
const MARK_SEEN = { item: 0, submenu: true };

describe("Through the browser's own menu", () => {
  test("A namesake, a group and a company are each sent alone", async ({ traveller, display }) => {
    const visit = await traveller.visit({ conversations: 60, seed: 11 });
    await visit.openWholeInbox("/messaging/compose/");
    const list = inOrder(visit);
    const kinds: readonly ((one: SandboxConversation) => boolean)[] = [
      (one) => list.filter(({ name }) => name === one.name).length > 1 && textOf(one).length > 12,
      ({ kind, title }) => kind === "group" && title === null,
      ({ kind }) => kind === "company",
    ];
    const page = new Surface(visit.tab);
    const wanted: string[] = [];
    for (const isOne of kinds) {
      const index = list.findIndex(isOne);
      const row = await rowAt(visit, index);
      await chooseMenuItem(visit.tab, display, row, MARK_SEEN);
      wanted.push(list[index]?.urn ?? "none of the kind");
      await until("its request", () => markRequests(visit.world).length === wanted.length);
      await page.waitForStatus(/\b1 seen\b/, 30_000);
      await page.press("Dismiss");
    }
    expectMarkedOnce(visit.world, wanted);
  });

  // Seen red with the list looked at when the item is chosen instead of when the menu was opened.
  test("A message that moves all rows while the menu is open changes nothing: the row clicked is the one sent", async ({
    traveller,
    display,
  }) => {
    const visit = await traveller.visit({ seed: 11 });
    const { mailbox, page } = visit.world;
    await visit.openWholeInbox("/messaging/compose/");
    const list = inOrder(visit);
    const index = list.findIndex(({ read, name }) => !read && mailbox.byName(name).length === 1);
    const row = await rowAt(visit, index);
    let arrivedAt: number | undefined;
    await visit.tab.exposeFunction("menuOpens", () => {
      arrivedAt ??= Date.now();
      for (const each of list.slice(index + 1, index + 4)) mailbox.arrive(each, { text: "Now me first" });
    });
    await visit.tab.evaluate(() =>
      addEventListener("contextmenu", () => (window as unknown as { menuOpens(): void }).menuOpens(), {
        once: true,
      }),
    );
    await chooseMenuItem(visit.tab, display, row, MARK_SEEN);
    await new Surface(visit.tab).waitForStatus(/\b1 seen\b/, 30_000);
    expectMarkedOnce(visit.world, [list[index]?.urn ?? ""]);
    expect(arrivedAt).toBeLessThan(markRequests(visit.world)[0]?.at ?? 0);
    expect(page.violations()).toEqual([]);
  });
});

function textOf({ messages }: SandboxConversation): string {
  return messages.at(-1)?.text ?? "";
}
