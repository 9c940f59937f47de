import type { ConversationUrn } from "../../lib/conversation";
import type { DayCount } from "../../lib/outcome/per-day";
import type { HistoryItem } from "../../lib/queue/deps";
import type { RunView } from "../../lib/queue/run";

export interface HistoryCallbacks {
  /** A run is opened: its conversations are wanted in `items`. */
  onOpenRun(runId: string): void;
  /** By name; empty ends the search. The answer comes back as `found`. */
  onSearch(text: string): void;
  /** All that the run marked as seen, or only these. */
  onMarkUnread(runId: string, urns?: readonly ConversationUrn[]): void;
  onExport(format: "csv" | "json"): void;
  onErase(): void;
  onOpenOptions(): void;
}

export interface HistoryProps {
  readonly now: number;
  /** Active ones first, then the latest. */
  readonly runs: readonly RunView[];
  /** Conversations of the runs that were opened, by run. */
  readonly items: ReadonlyMap<string, readonly HistoryItem[]>;
  /** What the last search has found; undefined: no search is on, or its answer is not there yet. */
  readonly found: readonly HistoryItem[] | undefined;
  /** At most so many runs, and so many conversations found, are given. */
  readonly limit: number;
  /** Days without any may be left out. */
  readonly perDay: readonly DayCount[];
  /** 0: nothing is kept. */
  readonly retentionDays: number;
  readonly markUnreadUnavailable?: boolean | undefined;
  readonly callbacks: HistoryCallbacks;
}
