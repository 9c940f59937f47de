import { beforeEach, describe, expect, it, vi } from "vitest";
import { browser } from "wxt/browser";
import type { Conversation } from "../../../lib/conversation";
import { ARMED_FOR, createCommands } from "../../../lib/extension/commands";
import { createInboxes } from "../../../lib/extension/inboxes";
import type { RunStarted, TabRequest } from "../../../lib/extension/messages";
import type { BeginRequest } from "../../../lib/extension/runs";
import type { InboxSnapshot } from "../../../lib/inbox/snapshot";
import { DEFAULT_SETTINGS } from "../../../lib/settings";

const TAB = 7;
const problem = vi.fn(async (_tabId: number, _problem: string) => {});
const armed = vi.fn(async (_tabId: number, _by: string, _count: number, _until: number) => {});
const start = vi.fn(
  async (_request: BeginRequest): Promise<RunStarted> => ({ ok: true, runId: "r", added: 1 }),
);
let time = 1_000_000;
/** What the content script of each frame answers, by frame and question. */
let page: Record<number, Partial<Record<TabRequest["type"], unknown>>>;

function conversations(count: number): Conversation[] {
  return Array.from({ length: count }, (_, index) => ({
    urn: `urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAinvented,2-n${index}==)` as Conversation["urn"],
    name: `Person ${index}`,
    readState: "unread" as const,
    kind: "direct" as const,
    folder: "focused" as const,
    lastActivityAt: 1000 + index,
  }));
}

function inbox(changes: Partial<InboxSnapshot> = {}): InboxSnapshot {
  return {
    viewer: "ACoAAinvented",
    place: "messaging",
    hasList: true,
    conversations: conversations(3),
    readCount: 0,
    more: false,
    health: "ok",
    takenAt: time,
    ...changes,
  };
}

function commands() {
  return createCommands({
    inboxes: createInboxes(),
    runs: { start } as never,
    notices: { problem, armed } as never,
    settings: async () => DEFAULT_SETTINGS,
    now: () => time,
  });
}

beforeEach(() => {
  for (const mock of [problem, armed, start]) mock.mockClear();
  page = { 0: { "tab/inbox/snapshot": inbox() } };
  vi.spyOn(browser.tabs, "sendMessage").mockImplementation((async (
    _tab: number,
    request: TabRequest,
    options: { frameId: number },
  ) => {
    const answer = page[options.frameId]?.[request.type];
    if (answer === undefined) throw new Error("Could not establish connection");
    return answer;
  }) as never);
});

describe("mark all by shortcut", () => {
  it("begins a run of exactly what the page knows as unread now", async () => {
    await commands().markAll(TAB, "shortcut");
    expect(start).toHaveBeenCalledTimes(1);
    expect(start.mock.calls[0]?.[0]).toMatchObject({ action: "seen", source: "shortcut", tabId: TAB });
    expect(start.mock.calls[0]?.[0].items.map((item) => item.name)).toEqual([
      "Person 0",
      "Person 1",
      "Person 2",
    ]);
  });

  it.each([
    ["nothing is unread", { conversations: [] }, "nothing-unread"],
    [
      "a list is drawn but nothing was heard",
      { conversations: [], health: "unreadable" as const },
      "not-readable",
    ],
    ["the page is another product's", { place: "recruiter" as const }, "other-product"],
    [
      "the page has no messaging",
      { place: "elsewhere" as const, hasList: false, conversations: [] },
      "not-messaging",
    ],
  ])("sends nothing and says so when %s", async (_when, changes, expected) => {
    page = { 0: { "tab/inbox/snapshot": inbox(changes) } };
    await commands().markAll(TAB, "shortcut");
    expect(start).not.toHaveBeenCalled();
    expect(problem).toHaveBeenCalledWith(TAB, expected);
  });

  it("does not say that nothing is unread while of some nobody has said so", async () => {
    const [one] = conversations(1);
    const unknown = { ...one, readState: "unknown" } as Conversation;
    page = { 0: { "tab/inbox/snapshot": inbox({ conversations: [unknown] }) } };
    await commands().markAll(TAB, "shortcut");
    expect(start).not.toHaveBeenCalled();
    expect(problem).toHaveBeenCalledWith(TAB, "none-surely-unread");
  });

  it("says that the key is missing", async () => {
    start.mockResolvedValueOnce({ ok: false, reason: "no-key" });
    await commands().markAll(TAB, "shortcut");
    expect(problem).toHaveBeenCalledWith(TAB, "no-key");
  });

  it("asks for a second press above fifty, and begins with it", async () => {
    page = { 0: { "tab/inbox/snapshot": inbox({ conversations: conversations(51) }) } };
    await commands().markAll(TAB, "shortcut");
    expect(start).not.toHaveBeenCalled();
    expect(armed).toHaveBeenCalledWith(TAB, "shortcut", 51, time + ARMED_FOR);
    await commands().markAll(TAB, "shortcut");
    expect(start.mock.calls[0]?.[0].items).toHaveLength(51);
  });

  // Seen red while the second press compared how many: one read meanwhile and one new were not told apart.
  it("asks again when as many are meant, but not the same", async () => {
    const all = conversations(52);
    page = { 0: { "tab/inbox/snapshot": inbox({ conversations: all.slice(0, 51) }) } };
    await commands().markAll(TAB, "shortcut");
    page = { 0: { "tab/inbox/snapshot": inbox({ conversations: all.slice(1) }) } };
    await commands().markAll(TAB, "shortcut");
    expect(start).not.toHaveBeenCalled();
    expect(armed).toHaveBeenCalledTimes(2);
  });

  it("asks to be chosen again where it was chosen in a menu, and keeps that as the run's source", async () => {
    page = { 0: { "tab/inbox/snapshot": inbox({ conversations: conversations(51) }) } };
    await commands().markAll(TAB, "menu");
    expect(armed).toHaveBeenCalledWith(TAB, "menu", 51, time + ARMED_FOR);
    await commands().markAll(TAB, "menu");
    expect(start.mock.calls[0]?.[0].source).toBe("menu");
  });

  it("asks again when the second press comes late, or for another number", async () => {
    page = { 0: { "tab/inbox/snapshot": inbox({ conversations: conversations(51) }) } };
    await commands().markAll(TAB, "shortcut");
    time += ARMED_FOR + 1;
    await commands().markAll(TAB, "shortcut");
    page = { 0: { "tab/inbox/snapshot": inbox({ conversations: conversations(52) }) } };
    await commands().markAll(TAB, "shortcut");
    expect(start).not.toHaveBeenCalled();
    expect(armed).toHaveBeenCalledTimes(3);
  });

  it("asks again when something else was done in between", async () => {
    page = {
      0: {
        "tab/inbox/snapshot": inbox({ conversations: conversations(51) }),
        "tab/current/resolve": { ok: false, reason: "nothing-open" },
      },
    };
    await commands().markAll(TAB, "shortcut");
    await commands().disarm(TAB);
    await commands().markAll(TAB, "shortcut");
    await commands().markCurrent(TAB);
    await commands().markAll(TAB, "shortcut");
    await commands().disarm(TAB + 1);
    expect(start).not.toHaveBeenCalled();
    await commands().markAll(TAB, "shortcut");
    expect(start).toHaveBeenCalledOnce();
  });
});

describe("a row's menu", () => {
  const [known] = conversations(1);

  it("begins a run of the row's conversation, asked of the frame that was clicked in", async () => {
    page = { 5: { "tab/row/resolve": { ok: true, conversation: known, evidence: "alignment" } } };
    await commands().row("row-seen", TAB, 5);
    expect(start.mock.calls[0]?.[0].items).toEqual([
      { urn: known?.urn, name: "Person 0", shownActivityAt: 1000 },
    ]);
  });

  it("marks as unread with the other item", async () => {
    page = { 0: { "tab/row/resolve": { ok: true, conversation: known, evidence: "link" } } };
    await commands().row("row-unread", TAB, 0);
    expect(start.mock.calls[0]?.[0]).toMatchObject({ action: "unread", source: "menu" });
  });

  it.each(["ambiguous", "not-heard", "not-a-row", "occluded"] as const)(
    "sends nothing for a row that is %s",
    async (reason) => {
      page = { 0: { "tab/row/resolve": { ok: false, reason } } };
      await commands().row("row-seen", TAB, 0);
      expect(start).not.toHaveBeenCalled();
      expect(problem).toHaveBeenCalledWith(TAB, reason);
    },
  );

  it("sends nothing when the answer is no URN of a person's mailbox", async () => {
    const forged = { ...known, urn: "urn:li:msg_conversation:(urn:li:fsd_company:1,2-x==)" };
    page = { 0: { "tab/row/resolve": { ok: true, conversation: forged, evidence: "link" } } };
    await commands().row("row-seen", TAB, 0);
    expect(start).not.toHaveBeenCalled();
    expect(problem).toHaveBeenCalledWith(TAB, "not-readable");
  });

  it("marks the row and everything older that is unread", async () => {
    const older = conversations(4).map((each, index) =>
      index === 1 ? { ...each, readState: "read" } : each,
    );
    page = { 0: { "tab/row/resolve-older": older } };
    await commands().row("row-older-seen", TAB, 0);
    expect(start.mock.calls[0]?.[0].items.map((item) => item.name)).toEqual([
      "Person 0",
      "Person 2",
      "Person 3",
    ]);
  });
});

describe("mark the open conversation", () => {
  const [open] = conversations(1);

  it("takes the frame that can tell", async () => {
    page = {
      0: {
        "tab/inbox/snapshot": inbox({ hasList: false }),
        "tab/current/resolve": { ok: false, reason: "nothing-open" },
      },
      4: {
        "tab/inbox/snapshot": inbox(),
        "tab/current/resolve": { ok: true, conversation: open, evidence: "open" },
      },
    };
    await browser.storage.session.set({ "inbox:7:4": { tabId: 7, frameId: 4, snapshot: inbox() } });
    await commands().markCurrent(TAB);
    expect(start.mock.calls[0]?.[0].items.map((item) => item.urn)).toEqual([open?.urn]);
  });

  it("says why it can't tell", async () => {
    page = { 0: { "tab/inbox/snapshot": inbox(), "tab/current/resolve": { ok: false, reason: "draft" } } };
    await commands().markCurrent(TAB);
    expect(start).not.toHaveBeenCalled();
    expect(problem).toHaveBeenCalledWith(TAB, "draft");
  });

  // Seen red while the first frame that was sure won.
  it.each([
    ["the frame with the messages sees another thread", { ok: false, reason: "ambiguous" }],
    ["another frame names another", { ok: true, conversation: conversations(2)[1], evidence: "open" }],
  ])("sends nothing when %s", async (_when, answer) => {
    const [one] = conversations(1);
    page = {
      0: {
        "tab/inbox/snapshot": inbox(),
        "tab/current/resolve": { ok: true, conversation: one, evidence: "open" },
      },
      4: { "tab/inbox/snapshot": inbox(), "tab/current/resolve": answer },
    };
    await browser.storage.session.set({ "inbox:7:4": { tabId: 7, frameId: 4, snapshot: inbox() } });
    await commands().markCurrent(TAB);
    expect(start).not.toHaveBeenCalled();
    expect(problem).toHaveBeenCalledWith(TAB, "ambiguous");
  });

  it("says so when no content script answers", async () => {
    page = {};
    await commands().markCurrent(TAB);
    expect(problem).toHaveBeenCalledWith(TAB, "not-readable");
  });
});
