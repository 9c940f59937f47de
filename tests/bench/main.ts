/**
 * `npm run bench`: measures the production build beside what people would use instead, and writes
 * docs/BENCHMARKS.md and docs/pictures/run-time.svg.
 *   -- --full         more repetitions and longer runs
 *   -- --quick        shows in a few minutes that everything works; prints, writes nothing
 *   -- --only=popup   one section of sections.ts (or `short`, the runs within a minute); prints, writes nothing
 *   -- --again=runs   the same, but into the report of the last run, which says so
 *   -- --render       writes the report anew from the figures of the last run
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { ensure } from "../../scripts/browsers/ensure.ts";
import { ARTIFACTS } from "../e2e/harness/builds.ts";
import { describeMachine } from "./kit/machine.ts";
import { ShortRuns } from "./measures/short-runs.ts";
import { PLANS, type Plan } from "./plan.ts";
import { writeReport } from "./report/write.ts";
import type { Results } from "./results.ts";
import { SECTIONS, type Section } from "./sections.ts";

const KEPT = join(ARTIFACTS, "bench", "results.json");

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    only: { type: "string" },
    again: { type: "string" },
    render: { type: "boolean", default: false },
  },
});

if (values.render) await writeReport(JSON.parse(await readFile(KEPT, "utf8")) as Results);
else if (values.again !== undefined) await measureAgain(values.again);
else await bench(values.quick ? PLANS.quick : values.full ? PLANS.full : PLANS.default, values.only);

async function bench(plan: Plan, only: string | undefined): Promise<void> {
  ensure({ browsers: ["chromium"] }, console.log);
  const machine = describeMachine();
  const startedAt = new Date();
  const chosen = SECTIONS.filter(({ name }) => only === undefined || only === name);
  const turns = only === undefined || only === "short" ? plan.shortRuns : 0;
  if (chosen.length + turns === 0)
    throw new Error(`Sections: ${SECTIONS.map(({ name }) => name).join(", ")}`);
  const parts = await measureAll(plan, chosen, turns);
  if (only !== undefined || plan.name === "quick") {
    console.log(JSON.stringify(parts, null, 1));
    return;
  }
  const results = {
    ...parts,
    command: `npm run bench${plan.name === "default" ? "" : ` -- --${plan.name}`}`,
    startedAt: startedAt.toISOString(),
    minutes: (Date.now() - startedAt.getTime()) / 60_000,
    plan,
    machine,
  } as Results;
  await mkdir(dirname(KEPT), { recursive: true });
  await writeFile(KEPT, JSON.stringify(results, null, 1));
  await writeReport(results);
}

async function measureAgain(name: string): Promise<void> {
  ensure({ browsers: ["chromium"] }, console.log);
  const kept = JSON.parse(await readFile(KEPT, "utf8")) as Results;
  const section = SECTIONS.find((each) => each.name === name);
  if (!section) throw new Error(`Sections: ${SECTIONS.map((each) => each.name).join(", ")}`);
  const { commit, load } = describeMachine();
  const renewed = { section: name, commit, load, startedAt: new Date().toISOString() };
  const part = await timed(section, kept.plan);
  const others = (kept.renewed ?? []).filter((each) => each.section !== name);
  const results: Results = { ...kept, ...part, renewed: [...others, renewed] };
  await writeFile(KEPT, JSON.stringify(results, null, 1));
  await writeReport(results);
}

/** The short runs need a minute's pause between them, which the sections fill. */
async function measureAll(
  plan: Plan,
  sections: readonly Section[],
  turns: number,
): Promise<Partial<Results>> {
  const parts: Partial<Results>[] = [];
  await using short = turns > 0 ? await ShortRuns.open(turns) : undefined;
  let left = turns;
  const turn = async () => {
    if (left-- > 0) await short?.next();
  };
  for (const section of sections) {
    parts.push(await timed(section, plan));
    await turn();
  }
  while (left > 0) await turn();
  parts.push({ shortRuns: short?.figures() ?? [] });
  return Object.assign({}, ...parts) as Partial<Results>;
}

async function timed({ name, measure }: Section, plan: Plan): Promise<Partial<Results>> {
  const start = performance.now();
  // Once more if it fails: a busy machine runs into time limits, and the other sections took minutes.
  const part = await measure(plan, console.log).catch((error: unknown) => {
    console.error(`${name} failed, once more:`, error);
    return measure(plan, console.log);
  });
  console.log(`${name}: ${Math.round((performance.now() - start) / 1000)} s`);
  return part;
}
