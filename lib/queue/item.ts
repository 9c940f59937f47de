/** What an item can become. Pure: a record in, a record out. */
import { backoffMs, MAX_ATTEMPTS } from "./backoff";
import type { SendResult } from "./deps";
import type { NewItem, SkipReason } from "./run";
import type { ItemRecord } from "./store";

/** After this, anyone who looks may take an item for abandoned; a request ends within 20 s. */
const LEASE_MS = 30_000;

export function newItem(runId: string, order: number, item: NewItem, notBefore: number): ItemRecord {
  return {
    v: 1,
    runId,
    urn: item.urn,
    order,
    name: item.name,
    shownActivityAt: item.shownActivityAt,
    state: "pending",
    attempts: 0,
    strikes: 0,
    unsure: false,
    notBefore,
  };
}

export function isOpen(item: ItemRecord): boolean {
  return item.state === "pending" || item.state === "leased";
}

/** Written before the request: from now on its outcome is unknown until an answer is written. */
export function leased(item: ItemRecord, lease: string, now: number): ItemRecord {
  return {
    ...item,
    state: "leased",
    attempts: item.attempts + 1,
    lease,
    leasedAt: now,
    leaseUntil: now + LEASE_MS,
  };
}

/** Back in the queue; `unsure` if the request may have reached the server. */
export function released(item: ItemRecord, unsure: boolean, notBefore = 0): ItemRecord {
  return { ...unleased(item), state: "pending", unsure: item.unsure || unsure, notBefore };
}

export function skipped(item: ItemRecord, reason: SkipReason, now: number): ItemRecord {
  return { ...unleased(item), state: "skipped", reason, detail: undefined, endedAt: now };
}

/** What a run that is stopped leaves behind. Of an item that may have reached the server "skipped" would be a lie. */
export function stopped(item: ItemRecord, now: number): ItemRecord {
  if (!item.unsure && item.strikes === 0) return skipped(item, "stopped", now);
  const reason = item.lastReason ?? "network";
  return { ...unleased(item), state: "failed", reason, endedAt: now };
}

/** A person asks for another try: as new, but what was begun stays counted. */
export function reopened(item: ItemRecord, shownActivityAt = item.shownActivityAt): ItemRecord {
  return {
    ...unleased(item),
    state: "pending",
    strikes: 0,
    notBefore: 0,
    shownActivityAt,
    reason: undefined,
    detail: undefined,
    lastReason: undefined,
    endedAt: undefined,
  };
}

/** After an answer, or after it was clear that none comes. */
export function settled(
  item: ItemRecord,
  result: SendResult,
  at: { readonly now: number; readonly random: () => number },
): ItemRecord {
  switch (result.kind) {
    case "done":
      return { ...unleased(item), state: "done", reason: undefined, detail: undefined, endedAt: at.now };
    case "wait":
      return released(item, false);
    case "pause":
      // These two are told from the browser's own state after a request that got no answer.
      return released(item, result.reason === "offline" || result.reason === "permission-lost");
    case "fail":
      return failed(item, result, at.now);
    case "retry": {
      const tried = { ...item, strikes: item.strikes + 1, lastReason: result.reason, detail: result.detail };
      if (tried.strikes >= MAX_ATTEMPTS) return failed(tried, result, at.now);
      const wait = Math.max(backoffMs(tried.strikes, at.random), result.waitMs ?? 0);
      return released(tried, result.reason !== "refused", at.now + wait);
    }
  }
}

export function failed(
  item: ItemRecord,
  why: Pick<Extract<SendResult, { kind: "fail" }>, "reason" | "detail">,
  now: number,
): ItemRecord {
  return { ...unleased(item), state: "failed", reason: why.reason, detail: why.detail, endedAt: now };
}

function unleased(item: ItemRecord): ItemRecord {
  const { lease, leasedAt, leaseUntil, ...rest } = item;
  void lease;
  void leasedAt;
  void leaseUntil;
  return { ...rest, notBefore: 0 };
}
