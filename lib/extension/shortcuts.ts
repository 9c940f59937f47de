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

/** Opens the browser's own page for changing them; undefined where that can't be done from here. */
export function shortcutSettings(): (() => void) | undefined {
  const { openShortcutSettings } = browser.commands as { openShortcutSettings?: () => Promise<void> };
  if (openShortcutSettings) return () => void openShortcutSettings.call(browser.commands);
  if (import.meta.env.FIREFOX) return undefined;
  return () => void browser.tabs.create({ url: "chrome://extensions/shortcuts" });
}
