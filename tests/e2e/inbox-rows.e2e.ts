import { describe, expect } from "vitest";
import type { SandboxConversation } from "../sandbox/conversation.ts";
import type { WorldOptions } from "../sandbox/world.ts";
import { chooseMenuItem } from "./harness/native-menu.ts";
import { expectMarkedOnce, markRequests } from "./harness/requests.ts";
import { Surface } from "./harness/surface.ts";
import { until } from "./harness/until.ts";
import { inOrder, isUnambiguous, rowAt, tellAllRows } from "./inbox/rows.ts";
import { test } from "./inbox/test.ts";

interface Inbox {
  readonly name: string;
  readonly options: WorldOptions;
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
  { name: "of one folder", options: { seed: 17, arms: { focusedInbox: false, missingSnippets: true } } },
];

// Seen red with the alignment asked for any name instead of a unique one.
describe("A right-click on any drawn row is never taken for another conversation's", () => {
  test.for(INBOXES)("$name", async ({ options }, { traveller }) => {
    const visit = await traveller.visit({ conversations: 60, ...options });
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
    const unambiguous = told.filter((one) => isUnambiguous(one, delivered));
    const resolved = unambiguous.filter(({ resolution }) => resolution.ok);
    expect(unambiguous.length).toBeGreaterThan(told.length / 2);
    expect(resolved.length / unambiguous.length).toBeGreaterThanOrEqual(0.95);
  });
});

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

  // Seen red with the row looked up when the item is chosen instead of when the menu was opened.
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
