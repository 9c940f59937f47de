import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Results } from "../results.ts";
import { runTimeChart } from "./chart.ts";
import { goals } from "./goals.ts";
import { others } from "./others.ts";
import { sizes } from "./sizes.ts";

const docs = new URL("../../../docs/", import.meta.url);
const REPORT = fileURLToPath(new URL("BENCHMARKS.md", docs));
const BEGIN = "<!-- Written by `npm run bench`, up to the end mark: change nothing here by hand. -->";
const END = "<!-- End of what `npm run bench` writes. -->";

/** Writes the figures between the two marks of docs/BENCHMARKS.md, and the chart. Text around them stays. */
export async function writeReport(results: Results): Promise<void> {
  const old = await readFile(REPORT, "utf8");
  const [start, end] = [old.indexOf(BEGIN), old.indexOf(END)];
  if (start < 0 || end < start)
    throw new Error(`${REPORT} has lost its marks; it has to hold:\n${BEGIN}\n${END}`);
  const text = `${old.slice(0, start)}${BEGIN}\n\n${figures(results)}\n\n${old.slice(end)}`;
  await mkdir(new URL("pictures/", docs), { recursive: true });
  await writeFile(new URL("pictures/run-time.svg", docs), runTimeChart(results));
  await writeFile(REPORT, text);
}

function figures(results: Results): string {
  const { machine, command, startedAt, minutes } = results;
  const when = minute(startedAt);
  const renewed = (results.renewed ?? []).map(
    (each) =>
      `\nMeasured again: \`npm run bench -- --again=${each.section}\` at commit ${each.commit}, ${minute(each.startedAt)} UTC; load average ${each.load}.`,
  );
  return `\`${command}\` at commit ${machine.commit}, ${when} UTC, in ${minutes.toFixed(1)} minutes. ${machine.processor}, ${machine.cores}
cores, ${machine.memoryGb} GB, ${machine.system}; ${machine.chromium}, Node ${machine.node}, ${machine.curl}; load average before
it began ${machine.load}.${renewed.join("")}

Medians, with the middle half of the repetitions in brackets. A KB is 1,000 bytes.

## Goals

${goals(results)}

## Beside the others

${others(results)}

![Minutes until a run ends against the number of conversations](pictures/run-time.svg)

## Size

${sizes(results)}`;
}

const minute = (iso: string) => iso.slice(0, 16).replace("T", " ");
