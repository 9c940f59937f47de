import { measureClockBound } from "./measures/clock-bound.ts";
import { measureContentMemory } from "./measures/content-memory.ts";
import { measureFirstRequest } from "./measures/first-request.ts";
import { measureHandOver } from "./measures/hand-over.ts";
import { measureModules } from "./measures/modules.ts";
import { measureFeed, measureInbox } from "./measures/page-cost.ts";
import { measurePopup } from "./measures/popup.ts";
import { measureQueue } from "./measures/queue-cost.ts";
import { measureSizes, zipSize } from "./measures/size.ts";
import { measureUnlimited } from "./measures/unlimited-runs.ts";
import type { Plan } from "./plan.ts";
import type { Results } from "./results.ts";

export interface Section {
  readonly name: string;
  measure(plan: Plan, log: (line: string) => void): Promise<Partial<Results>>;
}

/** In this order; what is sensitive to other work on the machine runs alone. */
export const SECTIONS: readonly Section[] = [
  {
    name: "sizes",
    measure: async () => ({ sizes: measureSizes(), modules: await measureModules(), zip: zipSize() }),
  },
  {
    name: "page",
    measure: async (plan) => ({
      feed: await measureFeed(plan.pageLoads),
      inbox: await measureInbox(plan.inboxSize, plan.pageLoads),
    }),
  },
  { name: "hand-over", measure: async (plan) => ({ handOver: await measureHandOver(plan.handOvers) }) },
  {
    name: "popup",
    measure: async (plan) => ({ popup: await measurePopup(plan.popupSizes, plan.popupOpenings) }),
  },
  {
    name: "first-request",
    measure: async (plan) => ({ firstRequest: await measureFirstRequest(plan.presses) }),
  },
  { name: "unlimited", measure: async (plan) => ({ unlimited: await measureUnlimited(plan.unlimitedRuns) }) },
  {
    name: "queue",
    measure: async (plan) => ({ queue: await measureQueue(plan.queueSizes, plan.queueRepetitions) }),
  },
  {
    name: "memory",
    measure: async (plan) => ({ contentMemory: await measureContentMemory(plan.contentUpdates) }),
  },
  { name: "runs", measure: measureClockBound },
];
