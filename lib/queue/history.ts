import { foldName, nameSearch } from "../conversation";
import type { Core } from "./core";
import { dayOf } from "./day";
import type { HistoryItem } from "./deps";
import { usedToday } from "./pace";
import type { RunView } from "./run";
import type { ItemRecord, PaceRecord, QueueReads, RunRecord } from "./store";
import { markUnreadUntil } from "./view";

const DAY_MS = 24 * 60 * 60 * 1000;
const ALL = Number.MAX_SAFE_INTEGER;

/** What was done, read from the records. */
export class History {
  readonly #core: Core;

  constructor(core: Core) {
    this.#core = core;
  }

  async current(): Promise<RunView | undefined> {
    const id = await this.#core.read(async (reads) => {
      const active = await reads.activeRuns();
      const run = active.find((r) => r.pauseReason !== "person") ?? active[0];
      return run?.id ?? (await lastEnded(reads))?.id;
    });
    return id === undefined ? undefined : this.#core.view(id);
  }

  async views(limit: number): Promise<readonly RunView[]> {
    const runs = await this.#core.read(async (reads) => [
      ...(await reads.activeRuns()),
      ...(await reads.endedRuns(limit)),
    ]);
    const views: RunView[] = [];
    for (const run of runs.slice(0, limit)) {
      const view = await this.#core.view(run.id);
      if (view) views.push(view);
    }
    return views;
  }

  items(runId: string): Promise<readonly HistoryItem[]> {
    return this.#core.read(async (reads) => {
      const run = await reads.run(runId);
      const pace = await reads.pace();
      return run ? (await reads.items(runId)).map((item) => this.#line(item, run, pace)) : [];
    });
  }

  search(text: string, limit: number): Promise<readonly HistoryItem[]> {
    const isWanted = nameSearch(text);
    return this.#core.read(async (reads) => {
      const runs = await runsById(reads);
      const pace = await reads.pace();
      const found: HistoryItem[] = [];
      for (const item of [...(await reads.endedItems(0))].reverse()) {
        const run = runs.get(item.runId);
        if (!run || !isWanted(foldName(item.name))) continue;
        found.push(this.#line(item, run, pace));
        if (found.length >= limit) break;
      }
      return found;
    });
  }

  perDay(days: number): Promise<readonly { readonly day: string; readonly count: number }[]> {
    return this.#core.read(async (reads) => {
      const runs = await runsById(reads);
      const marked = new Map<string, Set<string>>();
      for (const item of await reads.endedItems(this.#core.now() - days * DAY_MS)) {
        if (item.state !== "done" || runs.get(item.runId)?.action !== "seen" || !item.endedAt) continue;
        const day = dayOf(item.endedAt);
        marked.set(day, (marked.get(day) ?? new Set()).add(`${item.runId} ${item.urn}`));
      }
      return [...marked].map(([day, items]) => ({ day, count: items.size }));
    });
  }

  usedToday(): Promise<number> {
    return this.#core.read(async (reads) => usedToday(await reads.pace(), this.#core.now()));
  }

  /** Keeps what ended within the last so many days; of 0 days nothing, whatever the clock says. */
  async purge(retentionDays: number): Promise<void> {
    const before = retentionDays === 0 ? Number.POSITIVE_INFINITY : this.#core.now() - retentionDays * DAY_MS;
    await this.#core.write("strict", async (tx) => {
      for (const run of await tx.endedRuns(ALL)) {
        if ((run.endedAt ?? 0) <= before) await tx.deleteRun(run.id);
      }
    });
  }

  #line(item: ItemRecord, run: RunRecord, pace: PaceRecord): HistoryItem {
    const { runId, urn, name, state, reason, detail, attempts, endedAt } = item;
    const until = state === "done" ? markUnreadUntil(run, pace, this.#core.now()) : undefined;
    return {
      runId,
      action: run.action,
      urn,
      name: this.#core.privateNames.get(runId)?.get(urn) ?? name,
      state,
      reason,
      detail,
      attempts,
      endedAt,
      markUnreadUntil: until,
    };
  }
}

async function lastEnded(reads: QueueReads): Promise<RunRecord | undefined> {
  return (await reads.endedRuns(1))[0];
}

async function runsById(reads: QueueReads): Promise<ReadonlyMap<string, RunRecord>> {
  const runs = [...(await reads.activeRuns()), ...(await reads.endedRuns(ALL))];
  return new Map(runs.map((run) => [run.id, run]));
}
