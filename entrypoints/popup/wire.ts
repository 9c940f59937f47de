import type { PopupProps, Scope, TabPlace } from "../../components/popup/props";
import { ask } from "../../lib/extension/ask";
import { copyDiagnostics } from "../../lib/extension/copy-diagnostics";
import { inboxOfTab } from "../../lib/extension/frame-record";
import { openPage } from "../../lib/extension/open-page";
import { followMissingHosts, requestHost } from "../../lib/extension/permissions";
import { followTab, type OpenTab, reloadTab } from "../../lib/extension/place";
import { assignedShortcuts } from "../../lib/extension/shortcuts";
import {
  accountItem,
  NO_ACCOUNT,
  noMarkUnreadItem,
  queuedItem,
  recentRunsItem,
  runItem,
  settingsItem,
} from "../../lib/extension/storage";
import { type StoredEntries, watchStored } from "../../lib/extension/stored-view";
import { openMessaging } from "../../lib/extension/tabs";
import { isOtherProduct } from "../../lib/inbox/place";
import { isActive } from "../../lib/outcome/progress";
import type { RunView } from "../../lib/queue/run";

/**
 * Feeds the popup: drawn at once from what is stored, redrawn when that changes, while the background is asked for
 * news. `draw` is called with complete props each time.
 */
export function startPopup(draw: (props: PopupProps) => void): void {
  let entries: StoredEntries = {};
  let tab: OpenTab = { place: "elsewhere", reached: true };
  let everything: PopupProps["everything"] = { state: "off" };
  let shortcuts: PopupProps["shortcuts"] = [];
  let missingHosts: PopupProps["missingHosts"] = [];
  let ticking: ReturnType<typeof setInterval> | undefined;
  let known = 0;
  let watched: string | undefined;

  const redraw = () => {
    // Both the stored state and the tab are known within milliseconds; drawn before, the popup would flash.
    if (known < 2) return;
    const run = runItem.read(entries[runItem.key]) ?? undefined;
    tick(run);
    askAgainAfter(run);
    draw({
      now: Date.now(),
      account: accountItem.read(entries[accountItem.key]) ?? NO_ACCOUNT,
      settings: settingsItem.read(entries[settingsItem.key]),
      tab: tabPlace(tab, entries),
      missingHosts,
      inbox: tab.id === undefined ? undefined : inboxOfTab(entries, tab.id),
      everything,
      run,
      recentRuns: recentRunsItem.read(entries[recentRunsItem.key]),
      shortcuts,
      queued: new Set(queuedItem.read(entries[queuedItem.key])),
      markUnreadUnavailable: noMarkUnreadItem.read(entries[noMarkUnreadItem.key]),
      callbacks,
    });
  };

  /** Something counts down only while a run is on. */
  const tick = (run: RunView | undefined) => {
    if (run && isActive(run.run.state)) ticking ??= setInterval(redraw, 1000);
    else {
      clearInterval(ticking);
      ticking = undefined;
    }
  };

  /** ConnectSafely's list was read before the run; at its end it says of what was marked that it is unread. */
  const askAgainAfter = (run: RunView | undefined) => {
    const active = run && isActive(run.run.state) ? run.run.id : undefined;
    const over = watched !== undefined && watched !== active;
    watched = active;
    if (over && everything.state !== "off") void setScope("everything");
  };

  const setScope = async (scope: Scope) => {
    everything = scope === "here" ? { state: "off" } : { state: "loading" };
    redraw();
    if (scope === "here") return;
    const asked = everything;
    const result = await ask({ type: "ui/everything/fetch" });
    // Another answer is waited for by now, or none.
    if (everything !== asked) return;
    everything = { state: "loaded", result };
    redraw();
  };

  const openTabs = async (work: Promise<void>) => {
    await work;
    window.close();
  };

  const callbacks: PopupProps["callbacks"] = {
    onSaveKey: (key) => ask({ type: "ui/key/save", key }),
    onForgetKey: () => void ask({ type: "ui/key/forget" }),
    onChooseAccount: (accountId) => void ask({ type: "ui/account/choose", accountId }),
    onOpenMessaging: () => void openTabs(openMessaging()),
    onReloadTab: () => void (tab.id !== undefined && openTabs(reloadTab(tab.id))),
    onStart: (items) =>
      ask({
        type: "ui/run/start",
        action: "seen",
        source: "popup",
        items: [...items],
        ...(tab.id === undefined ? {} : { tabId: tab.id }),
      }),
    onUndo: (runId) => void ask({ type: "ui/run/undo", runId }),
    onPause: (runId) => void ask({ type: "ui/run/pause", runId }),
    onResume: (runId) => void ask({ type: "ui/run/resume", runId }),
    onStop: (runId) => void ask({ type: "ui/run/stop", runId }),
    onRetryFailed: (runId) => void ask({ type: "ui/run/retry-failed", runId }),
    onMarkUnread: (runId) => void ask({ type: "ui/run/mark-unread", runId }),
    onDismissRun: (runId) => void ask({ type: "ui/run/dismiss", runId }),
    onScope: (scope) => void setScope(scope),
    onGrantHost: (host) => void requestHost(host),
    onOpenOptions: () => void openTabs(openPage("options")),
    onOpenHistory: () => void openTabs(openPage("history")),
    onCopy: (text) => navigator.clipboard.writeText(text),
    onCopyDiagnostics: () => copyDiagnostics(tab.id),
  };

  const learned = () => {
    known += 1;
    redraw();
  };
  let first = true;
  void watchStored((next) => {
    entries = next;
    if (first) learned();
    else redraw();
    first = false;
  }, new AbortController().signal);
  let firstTab = true;
  const lookAtTab = () =>
    followTab((next) => {
      tab = next;
      if (firstTab) learned();
      else redraw();
      firstTab = false;
    });
  void lookAtTab();
  followMissingHosts((missing) => {
    // With LinkedIn's host comes the tab's address.
    const back = missingHosts.includes("linkedin") && !missing.includes("linkedin");
    missingHosts = missing;
    if (back) void lookAtTab();
    redraw();
  });
  void assignedShortcuts().then((assigned) => {
    shortcuts = assigned;
    redraw();
  });
}

function tabPlace(tab: OpenTab, entries: StoredEntries): TabPlace {
  if (isOtherProduct(tab.place)) return tab.place;
  if (!tab.reached) return "unreachable";
  // Messaging in LinkedIn's inner frame shows in the top address; its list can also be drawn on other pages.
  const inbox = tab.id === undefined ? undefined : inboxOfTab(entries, tab.id);
  return tab.place === "messaging" || inbox?.hasList ? "messaging" : "elsewhere";
}
