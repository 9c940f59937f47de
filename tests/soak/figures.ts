import type { Usage } from "./usage.ts";

/** What `real-time.soak.ts` leaves in `.artifacts/soak-real-time.json`. */
export interface RealTime {
  readonly seed: number;
  readonly minutes: number;
  readonly conversations: number;
  readonly requests: number;
  readonly faults: number;
  readonly deaths: { readonly worker: number; readonly extension: number; readonly browser: number };
  readonly done: number;
  readonly failed: number;
  readonly lost: number;
  readonly countedTwice: number;
  readonly untrue: number;
  readonly causeless: number;
  readonly refused: number;
  readonly busiest: number;
  readonly limit: number;
  readonly usages: readonly Usage[];
}

export function figures(virtual: string, real: RealTime): string {
  const { deaths, usages } = real;
  const heaps = usages.flatMap(({ heap }) => (heap === undefined ? [] : [heap]));
  const most = Math.max(...usages.map(({ disk }) => disk));
  const half = usages[Math.floor(usages.length / 2)];
  return [
    "In virtual time, a kill in store in half of all moments, one request in eight going wrong:",
    "",
    "```",
    virtual.trim(),
    "```",
    "",
    `In real Chromium, ${real.minutes} min at ${real.limit} a minute (seed ${real.seed}), one request in ${Math.round(real.requests / real.faults)} going wrong:`,
    "",
    "| | |",
    "|---|---|",
    `| Conversations | ${real.conversations} |`,
    `| Seen, failed, lost, counted twice | ${real.done}, ${real.failed}, ${real.lost}, ${real.countedTwice} |`,
    `| Shown as seen and not marked by the server | ${real.untrue} |`,
    `| Requests, those that met a fault, those without a cause | ${real.requests}, ${real.faults}, ${real.causeless} |`,
    `| Deaths of the worker, reloads of the extension, kills of the browser | ${deaths.worker}, ${deaths.extension}, ${deaths.browser} |`,
    `| Busiest 60 s at the server, refused by it | ${real.busiest} of ${real.limit}, ${real.refused} |`,
    `| Worker's heap: first, most, last | ${heaps[0]}, ${Math.max(...heaps)}, ${heaps.at(-1)} MB |`,
    `| Disk: first, half way, last, most | ${usages[0]?.disk}, ${half?.disk}, ${usages.at(-1)?.disk}, ${most} KB |`,
    `| Places of the rolling window on disk, most | ${Math.max(...usages.map(({ slots }) => slots))} |`,
  ].join("\n");
}
