import { browser } from "wxt/browser";

export const COMMANDS = ["mark-all-seen", "mark-current-seen"] as const;
export type CommandName = (typeof COMMANDS)[number];

/** The keys as they were really assigned: the browser leaves a suggested key that is taken silently empty. */
export async function assignedShortcuts(): Promise<{ name: CommandName; shortcut: string }[]> {
  const all = await browser.commands.getAll();
  return COMMANDS.map((name) => ({
    name,
    shortcut: all.find((command) => command.name === name)?.shortcut ?? "",
  }));
}

/** The browser's own page for changing them. */
export async function openShortcutSettings(): Promise<void> {
  const { openShortcutSettings: firefox } = browser.commands as {
    openShortcutSettings?: () => Promise<void>;
  };
  if (firefox) await firefox.call(browser.commands);
  else await browser.tabs.create({ url: "chrome://extensions/shortcuts" });
}
