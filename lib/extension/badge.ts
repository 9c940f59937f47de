import { browser } from "wxt/browser";
import type { RunView } from "../queue/run";
import { formatNumber } from "./i18n";

const QUIET = "#5b6472";
const ACTIVE = "#0f766e";
const NEEDS_YOU = "#b42318";

export interface BadgeState {
  readonly run: RunView | undefined;
  /** The browser has taken back one of the extension's hosts. */
  readonly needsHost: boolean;
  /** Unread conversations in the inbox as last told; undefined: not known. */
  readonly unread: number | undefined;
  readonly showUnread: boolean;
}

/** What the toolbar button says: "!" when something needs the person, what is left of a run, else the unread count. */
export function badgeFor(state: BadgeState): { text: string; colour: string } {
  const { run, unread } = state;
  if (run && isActive(run)) {
    if (run.run.state === "paused" && run.run.pauseReason !== "person")
      return { text: "!", colour: NEEDS_YOU };
    return { text: short(run.counts.pending + run.counts.leased), colour: ACTIVE };
  }
  if (state.needsHost) return { text: "!", colour: NEEDS_YOU };
  if (!state.showUnread || !unread) return { text: "", colour: QUIET };
  return { text: short(unread), colour: QUIET };
}

export function isActive(view: RunView): boolean {
  return view.run.state !== "finished" && view.run.state !== "stopped";
}

/** Four characters fit. */
function short(count: number): string {
  return count > 9999 ? "9k+" : count > 999 ? String(count) : formatNumber(count);
}

export async function drawBadge(state: BadgeState): Promise<void> {
  const { text, colour } = badgeFor(state);
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color: colour }),
    browser.action.setBadgeTextColor?.({ color: "#ffffff" }),
  ]);
}
