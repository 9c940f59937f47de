import { describe, expect, it, vi } from "vitest";
import { browser } from "wxt/browser";
import { createInboxes } from "../../../lib/extension/inboxes";
import { isSameNews } from "../../../lib/extension/same-news";
import type { InboxSnapshot } from "../../../lib/inbox/snapshot";
import { inbox } from "../../gallery/fixtures";

const reordered = (snapshot: InboxSnapshot): InboxSnapshot =>
  JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(snapshot).reverse()))) as InboxSnapshot;

describe("the same news", () => {
  it("is what differs in nothing but its time, however it was stored", () => {
    const snapshot = inbox(3, { becameRead: undefined });
    expect(isSameNews(snapshot, { ...reordered(snapshot), takenAt: snapshot.takenAt + 5000 })).toBe(true);
  });

  it.each<[string, Partial<InboxSnapshot>]>([
    ["one more", { conversations: inbox(4).conversations }],
    ["one less", { conversations: inbox(2).conversations }],
    ["another order", { conversations: inbox(3).conversations.toReversed() }],
    [
      "a newer message",
      {
        conversations: inbox(3).conversations.map((each, i) =>
          i === 2 ? { ...each, lastActivityAt: 9 } : each,
        ),
      },
    ],
    [
      "a star that is no longer known",
      { conversations: inbox(3).conversations.map(({ starred: _, ...each }) => each) },
    ],
    ["a read one", { readCount: 28 }],
    ["one that became read", { becameRead: [] }],
    ["the end of the list", { more: true }],
    ["another mailbox", { viewer: "ACoAAOther" }],
  ])("is not %s", (_, change) => {
    const snapshot = inbox(3);
    expect(isSameNews(snapshot, inbox(3, change))).toBe(false);
    expect(isSameNews(inbox(3, change), snapshot)).toBe(false);
  });
});

describe("the registry of frames", () => {
  it("writes news, and does not write again what it has", async () => {
    const set = vi.spyOn(browser.storage.session, "set");
    const inboxes = createInboxes();
    await inboxes.save({ tabId: 1, frameId: 0, snapshot: inbox(3) });
    await inboxes.save({ tabId: 1, frameId: 0, snapshot: inbox(3, { takenAt: 99 }) });
    expect(set).toHaveBeenCalledOnce();
    expect((await inboxes.all()).map(({ snapshot }) => snapshot.takenAt)).toEqual([99]);
    await createInboxes().save({ tabId: 1, frameId: 0, snapshot: inbox(3) });
    expect(set).toHaveBeenCalledOnce();
    await inboxes.save({ tabId: 1, frameId: 0, snapshot: inbox(2) });
    await inboxes.save({ tabId: 1, frameId: 5, snapshot: inbox(2) });
    expect(set).toHaveBeenCalledTimes(3);
  });

  it("asks every tab that has an inbox for what it knows now", async () => {
    const inboxes = createInboxes();
    await inboxes.save({ tabId: 7, frameId: 0, snapshot: inbox(3) });
    await inboxes.save({ tabId: 8, frameId: 4, snapshot: inbox(3) });
    vi.spyOn(browser.tabs, "sendMessage").mockImplementation(async (tabId, _request, options) =>
      tabId === 8 && options?.frameId === 0 ? undefined : inbox(1),
    );
    await inboxes.refreshAll();
    const found = (await inboxes.all()).filter(({ tabId }) => tabId === 7 || tabId === 8);
    expect(
      found.map(({ tabId, frameId, snapshot }) => [tabId, frameId, snapshot.conversations.length]),
    ).toEqual([
      [7, 0, 1],
      [8, 4, 1],
    ]);
  });
});
