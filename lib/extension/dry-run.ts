import { browser } from "wxt/browser";
import type { InboxSnapshot } from "../inbox/snapshot";
import { ask } from "./ask";
import { inboxOfTab } from "./frame-record";
import { LINKEDIN, MESSAGING } from "./tabs";

/** What can be read in an open LinkedIn tab, found out without sending anything. */
export type InboxRead =
  | { readonly state: "no-tab" }
  | { readonly state: "unreachable"; readonly tabId: number }
  | { readonly state: "read"; readonly inbox: InboxSnapshot };

/** Looks at the tabs that show messaging, then at other LinkedIn tabs, the last used first. */
export async function readOpenInbox(): Promise<InboxRead> {
  const [messaging, others] = await Promise.all([
    browser.tabs.query({ url: MESSAGING }),
    browser.tabs.query({ url: LINKEDIN }),
  ]);
  const ids = [...new Set([...messaging, ...others].flatMap(({ id }) => (id === undefined ? [] : [id])))];
  let unreachable: number | undefined;
  for (const tabId of ids) {
    const reached = await ask({ type: "ui/inbox/refresh", tabId });
    const inbox = reached.ok ? inboxOfTab(await browser.storage.session.get(null), tabId) : undefined;
    if (inbox?.viewer !== undefined) return { state: "read", inbox };
    if (!reached.ok && messaging.some(({ id }) => id === tabId)) unreachable ??= tabId;
  }
  return unreachable === undefined ? { state: "no-tab" } : { state: "unreachable", tabId: unreachable };
}
