import { browser } from "wxt/browser";
import type { Queue, QueueEvent, Started } from "../queue/deps";
import type { NewItem, RunAction, RunSource, RunView } from "../queue/run";
import type { Settings } from "../settings";
import type { Accounts } from "./accounts";
import { isActive } from "./badge";
import { changeSettings } from "./change-settings";
import type { RunStarted } from "./messages";
import type { Notices } from "./notices";
import { noMarkUnreadItem, queuedItem, recentRunsItem, runItem } from "./storage";
import { LINKEDIN } from "./tabs";

const RECENT = 5;

export interface BeginRequest {
  readonly action: RunAction;
  readonly source: RunSource;
  readonly items: readonly NewItem[];
  /** The tab it was read from; its in-page message follows a run that was begun without the popup. */
  readonly tabId?: number | undefined;
}

export interface Runs {
  /** Begins a run, or adds to the one that is on. Only ever called for a person's gesture. */
  start(request: BeginRequest): Promise<RunStarted>;
  markUnread(runId: string, urns?: Parameters<Queue["markUnread"]>[1]): Promise<RunStarted>;
  /** Tells every surface how a run stands; the queue calls it after its commits. */
  changed(view: RunView, event: QueueEvent): Promise<void>;
  /** At start-up: what the surfaces need after the browser was closed, and what an earlier worker could not tell. */
  publish(): Promise<void>;
  dismiss(runId: string): Promise<void>;
}

interface RunsDeps {
  readonly queue: Queue;
  readonly accounts: Accounts;
  readonly notices: Notices;
  readonly settings: () => Promise<Settings>;
  readonly now: () => number;
  readonly drawBadge: (run: RunView | undefined) => Promise<void>;
  /** Asks LinkedIn's tabs for their lists. Not waited for: a tab that the browser has put to sleep answers never. */
  readonly refreshInboxes: () => void;
}

export function createRuns({
  queue,
  accounts,
  notices,
  settings,
  now,
  drawBadge,
  refreshInboxes,
}: RunsDeps): Runs {
  const publishLists = async () => {
    const views = await queue.views(RECENT * 2);
    // A stopped run may have its last requests on the wire.
    const active = views.filter((view) => isActive(view) || view.counts.leased > 0);
    const items = await Promise.all(active.map((view) => queue.items(view.run.id)));
    await queuedItem.set(items.flat().flatMap((item) => (isOpen(item.state) ? [item.urn] : [])));
    await recentRunsItem.set(views.filter((view) => !isActive(view)).slice(0, RECENT));
  };

  const begun = async (started: Started, source: RunSource, tabId?: number): Promise<RunStarted> => {
    if (!started.ok) {
      if (started.reason === "unsupported") await noMarkUnreadItem.set(true);
      return { ok: false, reason: started.reason === "nothing" ? "nothing" : "failed" };
    }
    if (tabId !== undefined && (source === "menu" || source === "shortcut")) {
      await notices.follow(tabId, started.runId);
      const view = await queue.view(started.runId);
      if (view) await notices.tellRun(view);
    }
    void queue.drain();
    return { ok: true, runId: started.runId, added: started.added };
  };

  return {
    start: async ({ action, source, items, tabId }) => {
      const credentials = await accounts.credentials();
      if (!credentials) return { ok: false, reason: "no-key" };
      const { accounts: listed } = await accounts.publish();
      if (listed.length > 1 && !credentials.accountId) return { ok: false, reason: "no-account" };
      if (items.length === 0) return { ok: false, reason: "nothing" };
      const ephemeral =
        tabId !== undefined && (await browser.tabs.get(tabId).catch(() => undefined))?.incognito === true;
      const { undoSeconds, firstRunDone } = await settings();
      const started = await queue.start({
        action,
        source,
        items,
        ephemeral,
        holdMs: undoSeconds * 1000,
        accountId: credentials.accountId,
      });
      if (started.ok && !firstRunDone) await changeSettings({ firstRunDone: true });
      return begun(started, source, tabId);
    },

    markUnread: async (runId, urns) => begun(await queue.markUnread(runId, urns), "history"),

    changed: async (view, event) => {
      const shown = await runItem.get();
      // A run that is on is not pushed out of sight by the end of another.
      if (!shown || shown.run.id === view.run.id || isActive(view) || !isActive(shown))
        await runItem.set(view);
      if (event.done.length > 0) await tellTabs(view, event, now());
      // What a stop has left over is free again at once, also while the last requests are on the wire.
      if (event.kind !== "changed" || view.run.state === "stopped") {
        await publishLists();
        if (event.kind === "ended") {
          // By themselves they may take seconds to tell, and "23 seen" would stand over "Mark all seen (17)".
          refreshInboxes();
          await showNextRun(view);
        }
      }
      await Promise.all([notices.tellRun(view), drawBadge((await runItem.get()) ?? undefined)]);
    },

    publish: async () => {
      const view = await queue.current();
      await catchUp();
      if (view && isActive(view)) await runItem.set(view);
      await publishLists();
      await drawBadge(view);
    },

    dismiss: async (runId) => {
      const shown = await runItem.get();
      if (shown?.run.id === runId && !isActive(shown)) await runItem.set(null);
    },
  };

  /** A worker that died between a commit and telling of it has left a run on show that is over by now, or gone. */
  async function catchUp(): Promise<void> {
    const shown = await runItem.get();
    if (!shown || !(isActive(shown) || shown.counts.leased > 0)) return;
    const view = await queue.view(shown.run.id);
    await runItem.set(view ?? null);
    if (view) await notices.tellRun(view);
  }

  async function showNextRun(ended: RunView): Promise<void> {
    const next = await queue.current();
    if (next && isActive(next) && next.run.id !== ended.run.id) await runItem.set(next);
  }
}

function isOpen(state: string): boolean {
  return state === "pending" || state === "leased";
}

/** LinkedIn's own news of it may be late or never come: the pages are told what ConnectSafely has confirmed. */
async function tellTabs(view: RunView, event: QueueEvent, at: number): Promise<void> {
  const readState = view.run.action === "seen" ? "read" : "unread";
  const tabs = await browser.tabs.query({ url: LINKEDIN });
  await Promise.all(
    tabs.flatMap(({ id }) =>
      id === undefined
        ? []
        : [
            browser.tabs
              .sendMessage(id, { type: "tab/conversations/marked", urns: event.done, readState, at })
              .catch(() => {}),
          ],
    ),
  );
}
