import { expect } from "vitest";
import type { ItemRecord, RunRecord } from "../../../lib/queue/store.ts";
import type { LoggedRequest } from "../../sandbox/request-log.ts";
import type { World } from "../../sandbox/world.ts";
import { deathsByChaos } from "./chaos.ts";
import type { Inside } from "./inside.ts";
import { markRequests } from "./requests.ts";
import { until } from "./until.ts";

export interface StoredRun {
  readonly run: RunRecord;
  readonly items: readonly ItemRecord[];
}

/** The run begun last, as it is on disk. */
export async function latestRun(inside: Inside): Promise<StoredRun> {
  const { runs, items } = await inside.queue();
  const run = runs.toSorted((a, b) => a.seq - b.seq).at(-1);
  if (!run) throw new Error("there is no run");
  return { run, items: items.filter((item) => item.runId === run.id) };
}

/** Waits until the run begun last has ended. */
export async function endedRun(inside: Inside, timeout = 60_000): Promise<StoredRun> {
  let last: StoredRun | undefined;
  const ask = async () => {
    last = await latestRun(inside);
    return last.run.endedAt !== undefined && last;
  };
  try {
    return await until("the run to end", ask, { timeout, every: 200 });
  } catch (cause) {
    const open = last?.items.filter(({ state }) => state === "pending" || state === "leased");
    throw new Error(`The run is still on: ${JSON.stringify({ run: last?.run, open }, undefined, 1)}`, {
      cause,
    });
  }
}

/** The mark-seen requests of each conversation, from the `since`-th on. */
export function requestsByUrn(world: World, since = 0): Map<string, LoggedRequest[]> {
  const found = new Map<string, LoggedRequest[]>();
  for (const request of markRequests(world).slice(since)) {
    // The body is empty if the server broke off before reading it; nobody can say whose that was.
    const urn = request.body && (JSON.parse(request.body) as { conversationUrn: string }).conversationUrn;
    found.set(urn, [...(found.get(urn) ?? []), request]);
  }
  return found;
}

/** The most requests that arrived within any 60 s. */
export function busiestMinute(requests: readonly LoggedRequest[]): number {
  const times = requests.map(({ at }) => at).toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [index, at] of times.entries()) {
    while ((times[first] ?? at) <= at - 60_000) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}

export interface Verdict {
  readonly world: World;
  readonly stored: StoredRun;
  readonly urns: readonly string[];
  /** Requests of earlier runs, to be left out. */
  readonly since?: number;
  /** How often the worker died meanwhile, but for chaos. */
  readonly kills: number;
  /** Requests per minute that were allowed. */
  readonly limit?: number;
}

/** Nothing lost, nothing counted that isn't so, and no request without a cause; from the server's log and the disk. */
export function expectAllMarked({ world, stored, urns, since = 0, kills, limit }: Verdict): void {
  const { run, items } = stored;
  expect(run).toMatchObject({ state: "finished", size: urns.length });
  expect(items.map(({ urn }) => urn).toSorted()).toEqual([...urns].toSorted());
  expect(items.filter(({ state }) => state !== "done")).toEqual([]);
  const requests = requestsByUrn(world, since);
  const deaths = kills + deathsByChaos(world);
  expect([...requests.keys()].toSorted()).toEqual([...urns].toSorted());
  for (const item of items) {
    const own = requests.get(item.urn) ?? [];
    expect(own.filter(({ acted }) => acted).length, `marks of ${item.urn}`).toBeGreaterThanOrEqual(1);
    expect(own.length, `requests for ${item.urn}`).toBeLessThanOrEqual(1 + deaths + item.strikes);
  }
  if (limit !== undefined) expect(busiestMinute(world.api.requests)).toBeLessThanOrEqual(limit);
}
