import type { RunView } from "../queue/run";
import type { Notice, NoticeProblem } from "./messages";
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

export function createNotices(): Notices {
  const show = (tabId: number, notice: Notice) => askTab(tabId, { type: "tab/notice/show", notice });
  return {
    problem: async (tabId, problem) => void (await show(tabId, { kind: "problem", problem })),
    armed: async (tabId, by, count, until) => void (await show(tabId, { kind: "armed", by, count, until })),
    follow: (tabId, runId) => noticeTargetItem.set({ tabId, runId }),
    tellRun: async (view) => {
      const target = await noticeTargetItem.get();
      if (target?.runId === view.run.id) await show(target.tabId, { kind: "run", view });
    },
  };
}
