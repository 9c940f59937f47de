/** The extension's own queue and disk in a page, with a sender that answers at once: what is left is their cost. */
import type { ConversationUrn } from "../../../lib/conversation";
import { createQueueStore } from "../../../lib/extension/queue-store";
import { createQueue } from "../../../lib/queue/queue";

export interface QueueCost {
  readonly items: number;
  readonly enqueueMs: number;
  readonly completeMs: number;
  /** Records put or deleted. */
  readonly writes: number;
}

declare global {
  var benchQueue: (items: number) => Promise<QueueCost>;
}

let writes = 0;
for (const name of ["put", "delete"] as const) {
  const original = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...args: never[]) {
    writes += 1;
    return (original as (...given: never[]) => IDBRequest).apply(this, args);
  } as never;
}

let runs = 0;

globalThis.benchQueue = async (count) => {
  runs += 1;
  let ended = () => {};
  const over = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const queue = createQueue({
    clock: { now: () => Date.now(), elapsed: () => performance.now(), sleep },
    store: createQueueStore(),
    send: async () => ({ kind: "done" }),
    pace: async () => ({ requestsPerMinute: 1e9, dailyLimit: null }),
    random: Math.random,
    lock: (work) =>
      navigator.locks.request("drain", { ifAvailable: true }, (lock) => (lock ? work() : undefined)),
    wake: { at: async () => {}, clear: async () => {} },
    changed: (_view, { kind }) => {
      if (kind === "ended") ended();
    },
    report: (error) => console.error(error),
  });
  const items = Array.from({ length: count }, (_, i) => ({
    urn: `urn:li:msg_conversation:(urn:li:fsd_profile:ACoAABench,2-${btoa(`${runs} ${i}`)})` as ConversationUrn,
    name: `Person ${i}`,
  }));
  const before = writes;
  const start = performance.now();
  const started = await queue.start({ action: "seen", source: "popup", items, ephemeral: false, holdMs: 0 });
  if (!started.ok) throw new Error(started.reason);
  const enqueued = performance.now();
  await over;
  const completed = performance.now();
  return {
    items: count,
    enqueueMs: enqueued - start,
    completeMs: completed - enqueued,
    writes: writes - before,
  };
};

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
    if (signal.aborted) resolve();
  });
}
