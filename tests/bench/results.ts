import type { Machine } from "./kit/machine.ts";
import type { ContentMemory } from "./measures/content-memory.ts";
import type { measureFirstRequest } from "./measures/first-request.ts";
import type { HandOver } from "./measures/hand-over.ts";
import type { LongRun } from "./measures/long-runs.ts";
import type { Modules } from "./measures/modules.ts";
import type { Other, OtherRun } from "./measures/others.ts";
import type { InboxCost, PageCost } from "./measures/page-cost.ts";
import type { PopupPaint } from "./measures/popup.ts";
import type { QueueMeasured } from "./measures/queue-cost.ts";
import type { RunFigure } from "./measures/short-runs.ts";
import type { EntrySize } from "./measures/size.ts";
import type { UnlimitedFigures } from "./measures/unlimited-runs.ts";
import type { Plan } from "./plan.ts";

/** What dies or fails in the comparison. */
export const TROUBLES = { a: {}, b: { errors: true }, c: { killedOnce: true } } as const;
export type TroubleName = keyof typeof TROUBLES;
export const TROUBLE_NAMES = Object.keys(TROUBLES) as readonly TroubleName[];

export interface OtherResult extends OtherRun {
  readonly way: Other | "Caught Up";
  readonly trouble: TroubleName;
}

export interface Renewed extends Pick<Machine, "commit" | "load"> {
  readonly section: string;
  readonly startedAt: string;
}

/** What one run of the command found. */
export interface Results {
  readonly command: string;
  readonly startedAt: string;
  readonly minutes: number;
  /** Sections measured once more since, `--again`. */
  readonly renewed?: readonly Renewed[];
  readonly plan: Plan;
  readonly machine: Machine;
  readonly inbox: InboxCost;
  readonly feed: PageCost;
  readonly handOver: readonly HandOver[];
  readonly popup: readonly PopupPaint[];
  readonly firstRequest: Awaited<ReturnType<typeof measureFirstRequest>>;
  readonly shortRuns: readonly RunFigure[];
  readonly longRuns: readonly RunFigure[];
  readonly deaths: LongRun;
  readonly unlimited: UnlimitedFigures;
  readonly others: readonly OtherResult[];
  /** Other lengths, the rate limit alone: for the chart. */
  readonly otherLengths: readonly OtherResult[];
  readonly queue: QueueMeasured;
  readonly contentMemory: ContentMemory;
  readonly sizes: readonly EntrySize[];
  readonly modules: readonly Modules[];
  readonly zip: number | undefined;
}
