import { browser } from "wxt/browser";
import type { Queue } from "../queue/deps";
import type { Inboxes } from "./inboxes";
import { askTab } from "./tabs";

/**
 * Text for a bug report, of one tab or (undefined) of every tab that has an inbox: structure, counts and versions. No
 * name, no message text, no URN, no key.
 */
export async function collectDiagnostics(
  tabId: number | undefined,
  inboxes: Inboxes,
  queue: Queue,
): Promise<string> {
  const frames = (await inboxes.all()).filter((frame) => tabId === undefined || frame.tabId === tabId);
  const pages = await Promise.all(
    frames.map(async ({ tabId, frameId, snapshot }) => ({
      top: frameId === 0,
      place: snapshot.place,
      health: snapshot.health,
      hasList: snapshot.hasList,
      more: snapshot.more,
      unreadOrUnknown: snapshot.conversations.length,
      read: snapshot.readCount,
      page: await askTab(tabId, { type: "tab/diagnostics" }, frameId),
    })),
  );
  const run = await queue.current();
  const report = {
    extension: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    language: browser.i18n.getUILanguage(),
    pages,
    run: run && {
      action: run.run.action,
      state: run.run.state,
      pauseReason: run.run.pauseReason,
      counts: run.counts,
      failures: countBy(run.failures.map((failure) => failure.reason)),
    },
  };
  return JSON.stringify(report, null, 2);
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
