import { browser } from "wxt/browser";
import type { QueueDeps } from "../queue/deps";
import { createQueue } from "../queue/queue";
import type { RunView } from "../queue/run";
import { allUnread } from "../selection/all-unread";
import type { Settings } from "../settings";
import { createAccounts } from "./accounts";
import { drawBadge } from "./badge";
import { createCheck } from "./check";
import { createCommands } from "./commands";
import { createInboxes } from "./inboxes";
import { closeStorageToPages } from "./key-vault";
import { createMenus, isRowItem } from "./menus";
import { createNotices } from "./notices";
import { openPage, openWelcome } from "./open-page";
import { holdsHost, missingHosts, onHostChange } from "./permissions";
import { createQueueStore } from "./queue-store";
import { type Handlers, serveMessages } from "./router";
import { createRuns } from "./runs";
import { createSender, currentClient, probeKey } from "./sender";
import { runItem, settingsItem } from "./storage";
import { activeTab } from "./tabs";
import { serveUi } from "./ui-requests";
import { createWake, onWake } from "./wake";

/**
 * Puts the background together and registers every listener in this turn: an event that wakes the worker is only
 * delivered to listeners that are there by then. Slow set-up is one promise that the handlers await.
 */
export function startBackground(): void {
  const now = () => Date.now();
  const settings = () => settingsItem.get();
  const inboxes = createInboxes();
  const notices = createNotices(settings);
  const accounts = createAccounts((key) => queue.counted(() => probeKey(key)));

  // Asked once in a worker's life, since every change is told: the badge is drawn with each step of a run.
  let missing: ReturnType<typeof missingHosts> | undefined;
  const redrawBadge = async (run?: RunView) => {
    const { badgeUnread } = await settings();
    const inbox = await inboxes.latest();
    const unread =
      inbox && allUnread(inbox.conversations, { keepStarred: false, keepToday: false }, now()).length;
    missing ??= missingHosts();
    await drawBadge({
      run: run ?? (await runItem.get()) ?? undefined,
      needsHost: (await missing).length > 0,
      unread,
      showUnread: badgeUnread,
    });
  };

  const queue = createQueue({
    clock: { now, elapsed: () => performance.now(), sleep },
    store: createQueueStore(),
    send: createSender(accounts),
    check: createCheck(inboxes),
    askAccount: async (run, signal) =>
      (await (await currentClient(accounts))?.client.accountCondition(run.accountId, signal)) ?? "unknown",
    pace: settings,
    keyId: accounts.keyId,
    random: Math.random,
    lock: (work) =>
      navigator.locks.request("drain", { ifAvailable: true }, (lock) => (lock ? work() : undefined)),
    wake: createWake(now),
    changed: (view, event) => runs.changed(view, event),
    report: reportError,
  });
  const runs = createRuns({
    queue,
    accounts,
    notices,
    settings,
    now,
    drawBadge: redrawBadge,
    refreshInboxes: () =>
      void inboxes
        .refreshAll()
        .then(() => redrawBadge())
        .catch(reportError),
  });
  const commands = createCommands({ inboxes, runs, notices, settings, now });

  const settingsChanged = async (after: Settings, before: Settings) => {
    if (after.keepKey !== before.keepKey) await accounts.rekeep();
    if (after.retentionDays !== before.retentionDays) await queue.purge(after.retentionDays);
    await redrawBadge();
  };

  const page: Handlers["page"] = async (request, { tabId, frameId }) => {
    switch (request.type) {
      case "page/inbox/changed":
        await inboxes.save({ tabId, frameId, snapshot: request.snapshot });
        await redrawBadge();
        return { ok: true };
      case "page/inbox/gone":
        await inboxes.drop(tabId, frameId);
        await redrawBadge();
        return { ok: true };
      case "page/run/undo":
        return queue.undo(request.runId);
      case "page/run/hold":
        return queue.hold(request.runId, request.held);
      case "page/armed/drop":
        await commands.disarm(tabId);
        return { ok: true };
    }
  };

  const ready = closeStorageToPages().then(async () => {
    await Promise.all([accounts.publish(), runs.publish()]);
  });
  const whenReady = (work: () => Promise<unknown>) => void ready.then(work).catch(reportError);
  const drain = () => whenReady(() => queue.drain());

  serveMessages({ ready, ui: serveUi({ accounts, inboxes, queue, runs, settingsChanged }), page });
  onWake(drain);
  browser.runtime.onStartup.addListener(drain);
  browser.runtime.onInstalled.addListener(({ reason }) => {
    whenReady(async () => {
      await createMenus();
      if (reason === "install") await openWelcome();
    });
  });
  browser.commands.onCommand.addListener((command, tab) => {
    whenReady(async () => {
      const tabId = tab?.id ?? (await activeTab())?.id;
      if (tabId === undefined) return;
      if (command === "mark-all-seen") await commands.markAll(tabId, "shortcut");
      if (command === "mark-current-seen") await commands.markCurrent(tabId);
    });
  });
  browser.contextMenus.onClicked.addListener((info, tab) => {
    const tabId = tab?.id;
    whenReady(async () => {
      if (info.menuItemId === "options" || info.menuItemId === "history") await openPage(info.menuItemId);
      else if (tabId === undefined) return;
      else if (info.menuItemId === "all-seen") await commands.markAll(tabId, "menu");
      else if (isRowItem(info.menuItemId)) await commands.row(info.menuItemId, tabId, info.frameId ?? 0);
    });
  });
  browser.tabs.onRemoved.addListener((tabId) => {
    whenReady(async () => {
      await inboxes.drop(tabId);
      await redrawBadge();
    });
  });
  onHostChange(() => {
    missing = undefined;
    whenReady(async () => {
      await queue.permissionChanged(await holdsHost("connectsafely"));
      await redrawBadge();
    });
  });
  self.addEventListener("online", () => whenReady(() => queue.online()));
  // Firefox counts only events as activity: hearing its own progress writes keeps the event page for the run.
  browser.storage.onChanged.addListener(() => {});

  whenReady(async () => {
    await queue.purge((await settings()).retentionDays);
    await queue.drain();
  });
}

/** The error's name and text only: an error object may carry the request and with it the key. */
function reportError(error: unknown): void {
  console.error("Caught Up:", error instanceof Error ? `${error.name}: ${error.message}` : "unknown error");
}

const sleep: QueueDeps["clock"]["sleep"] = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
