import { describe, expect, it } from "vitest";
import type { ConversationUrn } from "../../../lib/conversation";
import { createCheck } from "../../../lib/extension/check";
import { createInboxes } from "../../../lib/extension/inboxes";
import type { InboxSnapshot } from "../../../lib/inbox/snapshot";
import type { Item, Run } from "../../../lib/queue/run";

const urn = "urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAinvented,2-abc==)" as ConversationUrn;
const CLICK = 1_000_000;

const run: Run = {
  id: "r",
  action: "seen",
  source: "popup",
  createdAt: CLICK,
  holdUntil: CLICK,
  state: "running",
  ephemeral: false,
};
const item: Item = {
  runId: "r",
  urn,
  order: 0,
  name: "Ada",
  shownActivityAt: 500,
  state: "pending",
  attempts: 0,
};

async function verdict(
  page: Partial<InboxSnapshot>,
  changes: { item?: Partial<Item>; run?: Partial<Run> } = {},
) {
  const inboxes = createInboxes();
  await inboxes.save({
    tabId: 1,
    frameId: 0,
    snapshot: {
      viewer: "ACoAAinvented",
      place: "messaging",
      hasList: true,
      conversations: [],
      readCount: 0,
      more: false,
      health: "ok",
      takenAt: CLICK + 10,
      ...page,
    },
  });
  return createCheck(inboxes)({ ...item, ...changes.item }, { ...run, ...changes.run });
}

const unread = (lastActivityAt: number) => ({
  conversations: [
    {
      urn,
      name: "Ada",
      readState: "unread" as const,
      kind: "direct" as const,
      folder: "focused" as const,
      lastActivityAt,
    },
  ],
});

describe("the look at the page right before a request", () => {
  it("lets a conversation be sent that is as it was at the click", async () => {
    expect(await verdict(unread(500))).toBeUndefined();
  });

  it("lets one be sent of which the page says nothing", async () => {
    expect(await verdict({})).toBeUndefined();
  });

  it("keeps back one with a message newer than the person saw", async () => {
    expect(await verdict(unread(501))).toBe("new-message");
  });

  it("keeps back one that has become read since the click", async () => {
    expect(await verdict({ becameRead: [{ urn, at: CLICK + 1 }] })).toBe("already-read");
  });

  it("sends one that was read before the click: the person meant it", async () => {
    expect(await verdict({ becameRead: [{ urn, at: CLICK - 1 }] })).toBeUndefined();
  });

  it("repeats a request of its own whose outcome nobody knows, though the page shows it as read", async () => {
    expect(
      await verdict({ becameRead: [{ urn, at: CLICK + 1 }] }, { item: { attempts: 1 } }),
    ).toBeUndefined();
  });

  it("does not believe a page of another mailbox, nor what was told before the click", async () => {
    expect(await verdict({ ...unread(501), viewer: "ACoAAother" })).toBeUndefined();
    expect(await verdict({ ...unread(501), takenAt: CLICK - 1 })).toBeUndefined();
  });

  it("lets every conversation be marked as unread again", async () => {
    expect(await verdict(unread(501), { run: { action: "unread" } })).toBeUndefined();
  });
});
