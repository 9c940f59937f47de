import type { Results } from "../results.ts";
import { kilobytes, megabytes, seconds, shown, table, verdict } from "./numbers.ts";

/** What still counts as flat. */
const FLAT = 1.2;
/** Bytes of a page's heap for each message: less than anything that could be kept of one. */
const PER_UPDATE = 64;

type Row = readonly [what: string, measured: string, goal: string, outcome: string];

/** The goals, one row a figure. */
export function goals(results: Results): string {
  return table(
    ["What", "Measured", "Goal", ""],
    [
      ...pages(results),
      ...handOver(results),
      ...popup(results),
      ...runs(results),
      ...queue(results),
      ...memory(results),
      ...sizes(results),
    ],
  );
}

function pages({ inbox, feed, plan }: Results): Row[] {
  const { interaction, longTasks } = inbox;
  const name = `Inbox of ${plan.inboxSize}`;
  const { floor } = inbox;
  const rows: Row[] = [
    [
      `${name}: ms of main thread that the extension adds`,
      `${shown(inbox.added)}, on top of ${shown(inbox.without, 0)}`,
      "≤ 15",
      verdict(inbox.added.median <= 15),
    ],
    [`— of it compiling the extension's scripts`, shown(inbox.compiling), "", ""],
    [
      `— to parse ${megabytes(floor.characters)} of answers, whatever is made of them`,
      shown(floor.parse),
      "",
      "",
    ],
    [`— ms in the extension's scripts, as a profiler samples them`, shown(inbox.attributed), "", ""],
    [
      "— of those, by folder of the sources",
      inbox.parts
        .filter(({ ms }) => ms.median >= 0.5)
        .map(({ folder, ms }) => `\`${folder}\` ${ms.median.toFixed(1)}`)
        .join(", "),
      "",
      "",
    ],
    [
      `${name}: tasks over 50 ms in ${inbox.with.n} loads`,
      `${longTasks.with} with, ${longTasks.without} without`,
      "0 added",
      verdict(longTasks.with <= longTasks.without),
    ],
    [
      "Feed: ms of main thread that the extension adds",
      `${shown(feed.added)}, on top of ${shown(feed.without, 0)}`,
      "≤ 2",
      verdict(feed.added.median <= 2),
    ],
    ["— of it compiling the extension's scripts", shown(feed.compiling), "", ""],
  ];
  if (interaction) {
    const { with: own, without } = interaction;
    rows.splice(6, 0, [
      `${name}: slowest key to next paint while scrolling, ms`,
      `${shown(own, 0)} with, ${shown(without, 0)} without`,
      "no change",
      verdict(own.from <= without.to),
    ]);
  }
  return rows;
}

function handOver({ handOver: figures }: Results): Row[] {
  return figures.map(({ bytes, by, without, added }) => {
    const share = (100 * added.median) / without.median;
    const goal = bytes === 5_000_000 ? "< 2 %" : bytes === 100_000 ? "< 1 ms" : "";
    const met = bytes === 5_000_000 ? share < 2 : added.median < 1;
    return [
      `Answer of ${bytes >= 1e6 ? megabytes(bytes) : kilobytes(bytes)} by ${by}: ms until the page has it, added`,
      `${shown(added, 2)}, on top of ${shown(without, 1)} (${share.toFixed(1)} %)`,
      goal,
      goal === "" ? "" : verdict(met),
    ];
  });
}

function popup({ popup: figures, firstRequest: { asleep, awake } }: Results): Row[] {
  const opened = figures.map(
    ({ conversations, worker, popup: own, empty, ratio }): Row => [
      `Popup, ${conversations} conversations, ${worker} worker: first paint over an empty page's`,
      `× ${shown(ratio, 2)}; ${shown(own, 0)} ms, empty ${shown(empty, 0)} ms`,
      "≤ 1.3",
      verdict(ratio.median <= 1.3),
    ],
  );
  const pressed: Row = [
    "Press to first request, worker asleep, ms",
    `${shown(asleep, 0)}; awake ${shown(awake, 0)}`,
    "≤ 100",
    verdict(asleep.median <= 100),
  ];
  return [...opened, pressed];
}

function runs({ shortRuns, longRuns, deaths, unlimited }: Results): Row[] {
  const minimum = longRuns.find(({ n }) => n === deaths.n)?.minimumMs ?? Number.NaN;
  const withDeaths = deaths.ms / minimum;
  const calm = [...shortRuns, ...longRuns, unlimited.run].map(
    ({ n, perMinute, latency, ratio, ms, minimumMs }): Row => [
      `Run of ${n}, ${perMinute === null ? `no limit, ${latency} ms an answer` : `${perMinute} a minute`}: T / T_min`,
      `${shown(ratio, 3)}; ${seconds(ms.median)} of at least ${seconds(minimumMs)}; n = ${ms.n}`,
      "≤ 1.05",
      verdict(ratio.median <= 1.05),
    ],
  );
  const died: Row = [
    `Run of ${deaths.n}, 60 a minute, worker stopped every 20 s (${deaths.kills} times): T / T_min`,
    `${withDeaths.toFixed(3)}; ${seconds(deaths.ms)}; ${deaths.requests} requests`,
    "≤ 1.15",
    verdict(withDeaths <= 1.15),
  ];
  const { bare } = unlimited;
  const floor: Row = [
    `— bare requests of ${bare.n}, ten at a time without a queue: T / T_min`,
    `${shown(bare.ratio, 3)}; n = ${bare.ms.n}`,
    "",
    "",
  ];
  return [...calm, floor, died];
}

function queue({ queue: { costs, heap } }: Results): Row[] {
  const spread = (from: number, what: (cost: (typeof costs)[number]) => number) => {
    const values = costs.filter(({ items }) => items >= from).map(what);
    return Math.max(...values) / Math.min(...values);
  };
  const flat = (from: number): Row => {
    const spreads = [
      spread(from, ({ enqueue }) => enqueue.median),
      spread(from, ({ complete }) => complete.median),
      spread(from, ({ writes }) => writes),
    ];
    return [
      `Queue: dearest item over cheapest from ${from} on: to enqueue, to complete, records written`,
      spreads.map((each) => each.toFixed(2)).join(", "),
      "≤ 1.2",
      verdict(spreads.every((each) => each <= FLAT)),
    ];
  };
  return [
    ...costs.map(
      ({ items, enqueue, complete, writes }): Row => [
        `Queue of ${items}: ms an item to enqueue, to complete; records written an item`,
        `${shown(enqueue, 2)}, ${shown(complete, 2)}; ${writes.toFixed(1)}`,
        "",
        "",
      ],
    ),
    ...costs.slice(0, -1).map(({ items }) => flat(items)),
    [
      `Queue: heap before and after ${heap.items} items`,
      `${megabytes(heap.before)}, ${megabytes(heap.after)}`,
      "flat: ≤ 1.2 times",
      verdict(heap.after <= FLAT * heap.before),
    ],
  ];
}

function memory({ unlimited: { heap }, contentMemory }: Results): Row[] {
  const [filled, last] = heap.slice(-2);
  const background: Row[] =
    filled && last
      ? [
          [
            `Background: heap after ${heap.map(({ items }) => items).join(", ")} conversations`,
            heap.map(({ bytes }) => megabytes(bytes)).join(", "),
            `flat: the last ≤ 1.2 times that after ${filled.items}`,
            verdict(last.bytes <= FLAT * filled.bytes),
          ],
        ]
      : [];
  return [
    ...background,
    [
      `Page: heap grown over ${contentMemory.updates} messages (one a second for an hour)`,
      `${megabytes(contentMemory.with)} with, ${megabytes(contentMemory.without)} without`,
      `flat: ≤ ${kilobytes(PER_UPDATE * contentMemory.updates)} more`,
      verdict(contentMemory.with <= contentMemory.without + PER_UPDATE * contentMemory.updates),
    ],
  ];
}

function sizes({ sizes: entries, zip }: Results): Row[] {
  const rows = entries.flatMap(({ entry, brotli, goal }): Row[] =>
    goal === undefined
      ? []
      : [
          [
            `Size: ${entry} with all that it loads, brotli`,
            kilobytes(brotli),
            `≤ ${goal / 1000} KB`,
            verdict(brotli <= goal),
          ],
        ],
  );
  if (zip !== undefined)
    rows.push(["Size: zip for Chromium", kilobytes(zip), "≤ 200 KB", verdict(zip <= 200_000)]);
  return rows;
}
