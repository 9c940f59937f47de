import { browser } from "wxt/browser";
import { placeOf } from "../inbox/place";
import type { Place } from "../inbox/snapshot";
import { ask } from "./ask";
import { activeTab } from "./tabs";

/** The tab that a popup was opened over. `reached` false: LinkedIn, but no content script answers in it. */
export interface OpenTab {
  readonly id?: number | undefined;
  readonly place: Place;
  readonly reached: boolean;
}

/** The active tab at once from its address, and once more when its content script has or hasn't answered. */
export async function followTab(changed: (tab: OpenTab) => void): Promise<void> {
  const tab = await activeTab();
  // Only LinkedIn's own pages show their address to the extension.
  const place = placeOf(tab?.url);
  changed({ id: tab?.id, place, reached: true });
  if (tab?.id === undefined || !tab.url?.startsWith("https://www.linkedin.com/")) return;
  const answer = await ask({ type: "ui/inbox/refresh", tabId: tab.id });
  changed({ id: tab.id, place, reached: answer.ok });
}

export async function reloadTab(tabId: number): Promise<void> {
  await browser.tabs.reload(tabId);
}
