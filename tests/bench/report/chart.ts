import { minimumTime } from "../kit/minimum-time.ts";
import { LATENCY } from "../measures/latency.ts";
import type { Results } from "../results.ts";

const WIDTH = 720;
const HEIGHT = 400;
const BOX = { left: 56, right: 700, top: 64, bottom: 350 };
const LEGEND = [190, 300, 500];

interface Point {
  readonly n: number;
  readonly ms: number;
  /** Left unread at the end. */
  readonly unmarked: number;
}
interface Series {
  readonly name: string;
  readonly style: "own" | "retry" | "plain";
  readonly points: readonly Point[];
}

/** Run time against the number of conversations, at 60 a minute, as SVG that follows the reader's theme. */
export function runTimeChart(results: Results): string {
  const series = seriesOf(results);
  const all = series.flatMap(({ points }) => points);
  const most = Math.max(...all.map(({ n }) => n));
  const longest = Math.max(minimumTime(most, 60, LATENCY), ...all.map(({ ms }) => ms));
  const minutes = Math.ceil(longest / 60_000);
  const x = (n: number) => round(BOX.left + ((BOX.right - BOX.left) * n) / (most * 1.04));
  const y = (ms: number) => round(BOX.bottom - ((BOX.bottom - BOX.top) * ms) / (minutes * 60_000));

  const grid = Array.from({ length: minutes + 1 }, (_, minute) => {
    const at = y(minute * 60_000);
    return `<line class="grid" x1="${BOX.left}" x2="${BOX.right}" y1="${at}" y2="${at}"/><text class="tick" x="${BOX.left - 8}" y="${at + 4}" text-anchor="end">${minute}</text>`;
  });
  const ticks = [...new Set(all.map(({ n }) => n))]
    .filter((n) => n >= most / 12)
    .map((n) => `<text class="tick" x="${x(n)}" y="${BOX.bottom + 18}" text-anchor="middle">${n}</text>`);
  const least = Array.from({ length: most }, (_, i) => {
    const at = y(minimumTime(i + 1, 60, LATENCY));
    return i === 0 ? `M${x(1)} ${at}` : `H${x(i + 1)}V${at}`;
  }).join("");
  const drawn = series.map(({ style, points }) => {
    const line = points.map(({ n, ms }, i) => `${i === 0 ? "M" : "L"}${x(n)} ${y(ms)}`).join("");
    const marks = points.map((point) => mark(style, x(point.n), y(point.ms), point.unmarked));
    return `<path class="${style}" d="${line}"/>${marks.join("")}`;
  });
  const legend = series.map(({ name, style }, index) => {
    const at = LEGEND[index] ?? 0;
    return `<path class="${style}" d="M${at} 40h26"/>${mark(style, at + 13, 40)}<text class="label" x="${at + 34}" y="44">${name}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title">
<title id="title">Minutes until a run ends against the number of unread conversations, at 60 requests a minute</title>
<style>${STYLE}</style>
<rect class="paper" width="${WIDTH}" height="${HEIGHT}" rx="8"/>
<text class="label" x="${BOX.left}" y="20">Minutes until it ends, at 60 requests a minute</text>
<path class="least" d="M${BOX.left} 40h26"/><text class="label" x="${BOX.left + 34}" y="44">least possible</text>
${legend.join("\n")}
${grid.join("\n")}
${ticks.join("\n")}
<text class="label" x="${BOX.right}" y="${BOX.bottom + 38}" text-anchor="end">unread conversations</text>
<path class="least" d="${least}"/>
${drawn.join("\n")}
</svg>
`;
}

function seriesOf(results: Results): Series[] {
  const own = [...results.shortRuns, ...results.longRuns].map(({ n, ms }) => ({
    n,
    ms: ms.median,
    unmarked: 0,
  }));
  const other = (way: string): Point[] =>
    [...results.otherLengths, ...results.others]
      .filter((each) => each.way === way && each.trouble === "a")
      .map(({ n, allMs, unmarked }) => ({ n, ms: allMs, unmarked }))
      .sort((a, b) => a.n - b.n);
  return [
    { name: "Caught Up", style: "own", points: own.sort((a, b) => a.n - b.n) },
    { name: "curl loop with --retry", style: "retry", points: other("curl loop with --retry") },
    { name: "curl loop", style: "plain", points: other("curl loop") },
  ];
}

function mark(style: Series["style"], x: number, y: number, unmarked = 0): string {
  const note =
    unmarked > 0
      ? `<text class="note" x="${x}" y="${y - 10}" text-anchor="middle">${unmarked} never seen</text>`
      : "";
  if (style === "plain") return `<path class="plain" d="m${x - 4} ${y - 4} 8 8m-8 0 8-8"/>${note}`;
  return `<circle class="${style} dot" cx="${x}" cy="${y}" r="4"/>${note}`;
}

const round = (value: number) => Math.round(value * 10) / 10;

const STYLE = `
.paper{fill:#fff}.label{font:13px system-ui,sans-serif;fill:#1f2430}.tick,.note{font:12px system-ui,sans-serif;fill:#5b6270}
path,circle{fill:none;stroke-width:2}.grid{stroke:#e3e5ea}.least{stroke:#8a909c;stroke-dasharray:5 4;stroke-width:1.5}
.own{stroke:#0f7b6c}.own.dot{fill:#0f7b6c}.retry{stroke:#b4541a}.retry.dot{fill:#fff}.plain{stroke:#8f3fa8}
@media (prefers-color-scheme:dark){.paper{fill:#15181e}.label{fill:#e7e9ee}.tick,.note{fill:#a2a9b6}.grid{stroke:#2c313b}
.own{stroke:#3cc4ae}.own.dot{fill:#3cc4ae}.retry{stroke:#f08a4b}.retry.dot{fill:#15181e}.plain{stroke:#d08be6}}`;
