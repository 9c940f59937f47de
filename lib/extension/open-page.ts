import { browser } from "wxt/browser";
import { activeTab } from "./tabs";

export type OwnPage = "options" | "history";

/** Opens one of the extension's own pages in a tab; the options page is brought to the front where it is open. */
export async function openPage(page: OwnPage): Promise<void> {
  if (page === "options") await browser.runtime.openOptionsPage();
  else await browser.tabs.create({ url: browser.runtime.getURL(`/${page}.html` as "/options.html") });
}

/** After install. Beside a person's inbox it opens without taking them away from it. */
export async function openWelcome(): Promise<void> {
  const atLinkedIn = (await activeTab())?.url?.startsWith("https://www.linkedin.com/") ?? false;
  await browser.tabs.create({
    url: browser.runtime.getURL("/welcome.html" as "/options.html"),
    active: !atLinkedIn,
  });
}
