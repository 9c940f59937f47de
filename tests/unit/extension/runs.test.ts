import { beforeEach, describe, expect, it, vi } from "vitest";
import { browser } from "wxt/browser";
import type { ConversationUrn } from "../../../lib/conversation";
import { createRuns } from "../../../lib/extension/runs";
import { queuedItem, recentRunsItem, runItem, settingsItem } from "../../../lib/extension/storage";
import type { Queue, QueueEvent, Started, StartRequest } from "../../../lib/queue/deps";
import type { Run, RunView } from "../../../lib/queue/run";
import { DEFAULT_SETTINGS } from "../../../lib/settings";

const urn = "urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAinvented,2-abc==)" as ConversationUrn;
const items = [{ urn, name: "Ada" }];

function view(id: string, state: Run["state"]): RunView {
  return {
    run: { id, action: "seen", source: "popup", createdAt: 1, holdUntil: 1, state, ephemeral: false },
    counts: { total: 1, pending: 0, leased: 0, done: 1, skipped: 0, failed: 0 },
    requestsPerMinute: 60,
    failures: [],
  };
}

const start = vi.fn(
  async (_request: StartRequest): Promise<Started> => ({ ok: true, runId: "r1", added: 1, joined: false }),
);
const tellRun = vi.fn(async (_view: RunView) => {});
const follow = vi.fn(async (_tab: number, _run: string) => {});
const refreshInboxes = vi.fn();
let accounts: { accountId?: string; listed: number } | undefined;
let views: RunView[] = [];

function runs() {
  const queue = {
    start,
    drain: async () => {},
    view: async (id: string) => views.find((each) => each.run.id === id),
    views: async () => views,
    current: async () => views[0],
    items: async () => [
      { urn, state: "pending" },
      { urn: `${urn}x`, state: "done" },
    ],
  } as unknown as Queue;
  return createRuns({
    queue,
    accounts: {
      credentials: async () => accounts && { key: "k", accountId: accounts.accountId },
      publish: async () => ({
        hasKey: true,
        accounts: Array.from({ length: accounts?.listed ?? 0 }, () => ({ id: "a", name: "A" })),
      }),
    } as never,
    notices: { follow, tellRun } as never,
    settings: async () => ({ ...DEFAULT_SETTINGS, undoSeconds: 9 }),
    now: () => 1,
    drawBadge: async () => {},
    refreshInboxes,
  });
}

const event = (kind: QueueEvent["kind"], done: ConversationUrn[] = []): QueueEvent => ({ kind, done });

beforeEach(() => {
  for (const mock of [start, tellRun, follow, refreshInboxes]) mock.mockClear();
  accounts = { accountId: "a".repeat(24), listed: 1 };
  views = [];
});

describe("beginning a run", () => {
  it("freezes the account and holds for as long as the settings say", async () => {
    expect(await runs().start({ action: "seen", source: "popup", items })).toEqual({
      ok: true,
      runId: "r1",
      added: 1,
    });
    expect(start).toHaveBeenCalledWith(
      expect.objectContaining({ items, accountId: "a".repeat(24), holdMs: 9000, ephemeral: false }),
    );
  });

  it("needs a key, and a chosen account where the key has several", async () => {
    accounts = undefined;
    expect(await runs().start({ action: "seen", source: "popup", items })).toEqual({
      ok: false,
      reason: "no-key",
    });
    accounts = { listed: 2 };
    expect(await runs().start({ action: "seen", source: "popup", items })).toEqual({
      ok: false,
      reason: "no-account",
    });
    expect(start).not.toHaveBeenCalled();
  });

  it("keeps nothing of a private window's run", async () => {
    vi.spyOn(browser.tabs, "get").mockResolvedValue({ id: 4, incognito: true } as never);
    await runs().start({ action: "seen", source: "popup", items, tabId: 4 });
    expect(start).toHaveBeenCalledWith(expect.objectContaining({ ephemeral: true }));
  });

  it("remembers that there was a first run, whose popup says what the other person may see", async () => {
    accounts = undefined;
    await runs().start({ action: "seen", source: "popup", items });
    expect((await settingsItem.get()).firstRunDone).toBe(false);
    accounts = { listed: 1 };
    await runs().start({ action: "seen", source: "popup", items });
    expect((await settingsItem.get()).firstRunDone).toBe(true);
  });

  it("is told in the page when it was begun there, not when it was begun in the popup", async () => {
    vi.spyOn(browser.tabs, "get").mockResolvedValue({ id: 4, incognito: false } as never);
    await runs().start({ action: "seen", source: "popup", items, tabId: 4 });
    expect(follow).not.toHaveBeenCalled();
    await runs().start({ action: "seen", source: "shortcut", items, tabId: 4 });
    expect(follow).toHaveBeenCalledWith(4, "r1");
  });
});

describe("telling how runs stand", () => {
  it("shows the run that is on, even while another ends", async () => {
    const service = runs();
    views = [view("r1", "running")];
    await service.changed(view("r1", "running"), event("started"));
    await service.changed(view("r0", "finished"), event("ended"));
    expect((await runItem.get())?.run.id).toBe("r1");
  });

  it("goes on to the next run when the shown one ends", async () => {
    const service = runs();
    await service.changed(view("r1", "running"), event("started"));
    views = [view("r2", "running"), view("r1", "finished")];
    await service.changed(view("r1", "finished"), event("ended"));
    expect((await runItem.get())?.run.id).toBe("r2");
    expect((await recentRunsItem.get()).map((each) => each.run.id)).toEqual(["r1"]);
  });

  // Seen red without the question: the tabs' own news came up to two seconds later.
  it("asks the tabs for their lists when a run has ended, and not with each of its steps", async () => {
    await runs().changed(view("r1", "running"), event("changed", [urn]));
    expect(refreshInboxes).not.toHaveBeenCalled();
    await runs().changed(view("r1", "finished"), event("ended", [urn]));
    expect(refreshInboxes).toHaveBeenCalledOnce();
  });

  it("lists what is still to come of the active runs, so that it isn't offered again", async () => {
    views = [view("r1", "running")];
    await runs().changed(view("r1", "running"), event("started"));
    expect(await queuedItem.get()).toEqual([urn]);
  });

  it("offers again at once what a stop has left over, while the last requests are on the wire", async () => {
    await queuedItem.set([urn]);
    views = [view("r1", "stopped")];
    await runs().changed(view("r1", "stopped"), event("changed"));
    expect(await queuedItem.get()).toEqual([]);

    const ending = {
      ...view("r1", "stopped"),
      counts: { ...view("r1", "stopped").counts, leased: 1, done: 0 },
    };
    views = [ending];
    await runs().changed(ending, event("changed"));
    expect(await queuedItem.get()).toEqual([urn]);
  });

  it("tells LinkedIn's tabs what ConnectSafely has confirmed", async () => {
    vi.spyOn(browser.tabs, "query").mockResolvedValue([{ id: 4 }, { id: 5 }] as never);
    const sent = vi.spyOn(browser.tabs, "sendMessage").mockResolvedValue(undefined as never);
    await runs().changed(view("r1", "running"), event("changed", [urn]));
    expect(sent.mock.calls.map(([tab]) => tab)).toEqual([4, 5]);
    expect(sent.mock.calls[0]?.[1]).toMatchObject({
      type: "tab/conversations/marked",
      urns: [urn],
      readState: "read",
    });
  });

  // Seen red with an end that only its own worker could tell: the popup offered Stop for good.
  it("tells the end that a worker committed and died before it could tell", async () => {
    await runItem.set(view("r1", "running"));
    views = [view("r1", "finished")];
    await runs().publish();
    expect((await runItem.get())?.run.state).toBe("finished");
    expect(tellRun).toHaveBeenCalledExactlyOnceWith(view("r1", "finished"));
  });

  it("tells how the last requests of a stopped run ended, and shows the one that is on", async () => {
    const stopped = view("r1", "stopped");
    await runItem.set({ ...stopped, counts: { ...stopped.counts, leased: 1, done: 0 } });
    views = [stopped];
    await runs().publish();
    expect((await runItem.get())?.counts).toMatchObject({ leased: 0, done: 1 });
    await runItem.set(view("r1", "running"));
    views = [view("r2", "running"), view("r1", "finished")];
    await runs().publish();
    expect((await runItem.get())?.run.id).toBe("r2");
  });

  it("shows no run whose records went with its end, and leaves an ended one alone", async () => {
    await runItem.set(view("private", "running"));
    await runs().publish();
    expect(await runItem.get()).toBeNull();
    await runItem.set(view("r1", "finished"));
    await runs().publish();
    expect((await runItem.get())?.run.id).toBe("r1");
    expect(tellRun).not.toHaveBeenCalled();
  });

  it("lets an ended run be dismissed, not one that is on", async () => {
    const service = runs();
    await service.changed(view("r1", "running"), event("started"));
    await service.dismiss("r1");
    expect(await runItem.get()).not.toBeNull();
    await service.changed(view("r1", "finished"), event("ended"));
    await service.dismiss("r1");
    expect(await runItem.get()).toBeNull();
  });
});
