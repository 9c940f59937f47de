import type { ConversationUrn } from "../conversation";
import type { ItemFailure, ItemState, RunCounts, SkipCount, SkipReason } from "./run";
import type { ItemRecord, QueueReads, RunRecord } from "./store";

const STATES: readonly ItemState[] = ["pending", "leased", "done", "skipped", "failed"];
const SHOWN_FAILURES = 200;

/**
 * Which conversations of a run are in which state: a mirror of the items on disk, so that counting them costs the
 * same in a run of 10 and of 10,000. A count is the size of a set of URNs, so nothing can be counted twice.
 */
export class Tally {
  readonly #sets = new Map<ItemState, Set<ConversationUrn>>(STATES.map((state) => [state, new Set()]));
  readonly #failures = new Map<ConversationUrn, ItemFailure>();
  readonly #skips = new Map<ConversationUrn, SkipReason>();

  static async load(reads: QueueReads, runId: string): Promise<Tally> {
    const tally = new Tally();
    const states = await reads.states(runId);
    for (const state of STATES) tally.#sets.set(state, new Set(states[state]));
    for (const item of await reads.inState(runId, "failed", SHOWN_FAILURES)) tally.#remember(item);
    if (tally.count("skipped") > 0) {
      for (const item of await reads.inState(runId, "skipped")) tally.#remember(item);
    }
    return tally;
  }

  /** Takes over an item as it is on disk now. */
  apply(item: ItemRecord): void {
    for (const [state, urns] of this.#sets) {
      if (state === item.state) urns.add(item.urn);
      else urns.delete(item.urn);
    }
    this.#failures.delete(item.urn);
    this.#skips.delete(item.urn);
    this.#remember(item);
  }

  count(state: ItemState): number {
    return this.#sets.get(state)?.size ?? 0;
  }

  get open(): number {
    return this.count("pending") + this.count("leased");
  }

  counts(): RunCounts {
    const [pending, leased, done, skipped, failed] = STATES.map((state) => this.count(state)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    return { total: pending + leased + done + skipped + failed, pending, leased, done, skipped, failed };
  }

  failures(): readonly ItemFailure[] {
    return [...this.#failures.values()].slice(0, SHOWN_FAILURES);
  }

  /** The most frequent reason first. */
  skips(): readonly SkipCount[] {
    const counts = new Map<SkipReason, number>();
    for (const reason of this.#skips.values()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count);
  }

  #remember(item: ItemRecord): void {
    // A skipped or failed item has a reason of its own kind; an old record without one still has to be shown.
    if (item.state === "skipped") this.#skips.set(item.urn, (item.reason ?? "stopped") as SkipReason);
    if (item.state !== "failed") return;
    this.#failures.set(item.urn, {
      urn: item.urn,
      name: item.name,
      reason: (item.reason ?? "network") as ItemFailure["reason"],
      detail: item.detail,
      attempts: item.attempts,
    });
  }
}

/** One run in memory: its record as last committed, and its tally. */
export interface Book {
  run: RunRecord;
  readonly tally: Tally;
}
