/**
 * `node tests/bench/soak-virtual.ts [conversations] [seed]`: a run of 1,000 conversations at 60 a minute against a
 * virtual clock, its worker killed and its server failing at random. Judged from the server's log and the disk.
 * Exits with 1 if anything was lost, counted twice, or sent too fast, or if memory or the window on disk grows.
 * Seen red with leases that no start-up takes back (it does not end), a timeout taken for done, a window that the next
 * worker does not load, and slots that are never deleted.
 */
import "./resolve-ts.ts";
import type { SendResult } from "../../lib/queue/deps.ts";

const { World, urns } = await import("../unit/queue/world.ts");

const count = Number(process.argv[2] ?? 1_000);
const seed = Number(process.argv[3] ?? 20_261_103);

const random = generator(seed);
const world = new World();
world.latency = 300;

/** One request in eight goes wrong, in every way that the table of answers knows. */
const FAULTS: readonly SendResult[] = [
  { kind: "retry", reason: "network" },
  { kind: "retry", reason: "timeout" },
  { kind: "retry", reason: "server-error", detail: "HTTP 500" },
  { kind: "retry", reason: "server-error", waitMs: 5_000 },
  { kind: "retry", reason: "unreadable-answer" },
  { kind: "wait", waitMs: 20_000 },
  { kind: "pause", reason: "offline" },
];
world.answer = () => (random() < 1 / 8 ? pick(FAULTS) : { kind: "done" });

const heapBefore = usedHeap();
const started = performance.now();
const runId = await world.started(urns(count));
let heapMid = 0;
let slotsMost = 0;
while (world.disk.runs.get(runId)?.endedAt === undefined) {
  if (world.clock.time > 48 * 3_600_000) throw new Error("it does not come to an end");
  if (random() < 0.5) world.killIn = 1 + Math.floor(random() * 400);
  await world.pass(1_000 + Math.floor(random() * 40_000));
  slotsMost = Math.max(slotsMost, world.disk.slots.size);
  // The world's own notes would be all that grows.
  world.events.length = 0;
  world.wakes.length = 0;
  world.disk.durabilities.length = 0;
  const done = world.disk.items(runId).filter((item) => item.state === "done").length;
  if (heapMid === 0 && done > count / 2) heapMid = usedHeap();
}
world.killIn = undefined;
await world.pass(60_000);

const items = world.disk.items(runId);
const view = await world.view(runId);
const done = new Set(items.filter((item) => item.state === "done").map((item) => item.urn));
const failed = items.filter((item) => item.state === "failed");
const lost = items.filter((item) => !["done", "failed"].includes(item.state)).length + (count - items.length);
const untrue = [...done].filter((urn) => !world.marked.has(urn)).length;
const requests = new Map<string, number>();
for (const { urn } of world.requests) requests.set(urn, (requests.get(urn) ?? 0) + 1);
const unexplained = [...requests].filter(
  ([urn, n]) => n > 1 + world.kills + (world.repeats.get(urn as never) ?? 0),
).length;
const countedTwice = view.counts.done - done.size;
const busiest = world.busiestMinute();

console.log(
  `seed ${seed}, Node ${process.versions.node}, ${Math.round(performance.now() - started)} ms real time`,
);
console.log(`${count} conversations in ${(world.clock.time / 60_000).toFixed(1)} min of virtual time`);
console.log(`${world.requests.length} requests, ${world.kills} kills, most in flight ${world.mostInFlight}`);
console.log(`done ${done.size}, failed ${failed.length}, lost ${lost}, counted twice ${countedTwice}`);
console.log(`done but not marked ${untrue}, requests without a cause ${unexplained}`);
console.log(`busiest 60 s: ${busiest} requests of ${world.limit}`);
console.log(
  `slots on disk: most ${slotsMost}; disk writes per conversation ${(world.disk.writes / count).toFixed(1)}`,
);
const heapAfter = usedHeap();
console.log(`heap: ${heapBefore} MB before, ${heapMid} MB half way, ${heapAfter} MB after`);
const isTrue = lost === 0 && countedTwice === 0 && untrue === 0 && unexplained === 0;
const isFlat = slotsMost <= world.limit && heapAfter - heapBefore <= 5;
const ok = isTrue && isFlat && busiest <= world.limit;
process.exitCode = ok && world.reported.length === 0 ? 0 : 1;

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

function usedHeap(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}

/** mulberry32 */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
