import { browser } from "wxt/browser";
import { type TextKey, t } from "./i18n";
import { LINKEDIN } from "./tabs";

export type RowMenuItem = "row-seen" | "row-older-seen" | "row-unread";
export type ActionMenuItem = "all-seen" | "history" | "options";

const ROW_ITEMS: readonly (readonly [RowMenuItem, TextKey])[] = [
  ["row-seen", "menuMarkSeen"],
  ["row-older-seen", "menuMarkOlderSeen"],
  ["row-unread", "menuMarkUnread"],
];
const ACTION_ITEMS: readonly (readonly [ActionMenuItem, TextKey])[] = [
  ["all-seen", "menuMarkAllSeen"],
  ["history", "menuHistory"],
  ["options", "menuOptions"],
];

/** Menus last from install to install, so they are made then; `removeAll` first makes it repeatable. */
export async function createMenus(): Promise<void> {
  await browser.contextMenus.removeAll();
  for (const [id, text] of ROW_ITEMS) {
    browser.contextMenus.create({
      id,
      title: t(text),
      // Everything that a row is made of: text, avatar, link of older arms, a selection left by a drag.
      contexts: ["page", "link", "image", "selection"],
      documentUrlPatterns: [LINKEDIN],
    });
  }
  for (const [id, text] of ACTION_ITEMS) {
    browser.contextMenus.create({ id, title: t(text), contexts: ["action"] });
  }
}

export function isRowItem(id: string | number): id is RowMenuItem {
  return ROW_ITEMS.some(([item]) => item === id);
}
