import { browser } from "wxt/browser";
import type { TabRequest } from "./messages";

export const LINKEDIN = "https://www.linkedin.com/*";
export const MESSAGING = "https://www.linkedin.com/messaging/*";

/** `/messaging/` opens its first row by itself, which marks it as read; the compose page draws the same list and opens none. */
export const MESSAGING_URL = "https://www.linkedin.com/messaging/compose/";

/** Asks a frame's content script. undefined: none is there, it was cut off by an update, or it failed. */
export async function askTab(tabId: number, request: TabRequest, frameId = 0): Promise<unknown> {
  try {
    return await browser.tabs.sendMessage(tabId, request, { frameId });
  } catch {
    return undefined;
  }
}

export async function activeTab() {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab;
}

/** Brings a messaging tab to the front, or opens one. */
export async function openMessaging(): Promise<void> {
  const [open] = await browser.tabs.query({ url: MESSAGING });
  if (open?.id === undefined) {
    await browser.tabs.create({ url: MESSAGING_URL });
    return;
  }
  await browser.tabs.update(open.id, { active: true });
  if (open.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true });
}
