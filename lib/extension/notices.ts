import { browser } from "wxt/browser";
import type { RunView } from "../queue/run";
import type { Settings } from "../settings";
import type { Notice, NoticeProblem } from "./messages";
import { assignedShortcuts } from "./shortcuts";
import { noticeTargetItem } from "./storage";
import { askTab } from "./tabs";

/** The one in-page message of a tab. Drawn in the top frame, wherever the conversation list is. */
export interface Notices {
  problem(tabId: number, problem: NoticeProblem): Promise<void>;
  armed(tabId: number, by: "shortcut" | "menu", count: number, until: number): Promise<void>;
  /** From now on the run's course is told in this tab. */
  follow(tabId: number, runId: string): Promise<void>;
  /** Tells the tab that follows the run, if one does. */
  tellRun(view: RunView): Promise<void>;
}

export function createNotices(settings: () => Promise<Settings>): Notices {
  const show = async (tabId: number, notice: Notice) =>
    askTab(tabId, { type: "tab/notice/show", notice, theme: (await settings()).theme });
  return {
    problem: async (tabId, problem) => {
      const shown = await show(tabId, { kind: "problem", problem, shortcut: await currentShortcut() });
      // No page to say it in (another site, or a tab older than the extension): the popup tells what to do.
      if (shown === undefined) await openPopup();
    },
    armed: async (tabId, by, count, until) => void (await show(tabId, { kind: "armed", by, count, until })),
    follow: (tabId, runId) => noticeTargetItem.set({ tabId, runId }),
    tellRun: async (view) => {
      const target = await noticeTargetItem.get();
      if (target?.runId === view.run.id) await show(target.tabId, { kind: "run", view });
    },
  };
}

async function currentShortcut(): Promise<string> {
  const assigned = await assignedShortcuts();
  return assigned.find(({ name }) => name === "mark-current-seen")?.shortcut ?? "";
}

/** Browsers open it for a person's gesture only, and Chromium before 127 never does. */
async function openPopup(): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch {
    // The badge and the next opening of the popup have to do.
  }
}
