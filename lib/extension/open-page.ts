import { browser } from "wxt/browser";

export type OwnPage = "options" | "history" | "welcome";

/** Opens one of the extension's own pages in a tab; the options page is brought to the front where it is open. */
export async function openPage(page: OwnPage): Promise<void> {
  if (page === "options") await browser.runtime.openOptionsPage();
  else await browser.tabs.create({ url: browser.runtime.getURL(`/${page}.html` as "/options.html") });
}
