import { pool } from "../kit/pool.ts";
import type { Plan } from "../plan.ts";
import { type OtherResult, type Results, TROUBLE_NAMES, TROUBLES } from "../results.ts";
import { LATENCY } from "./latency.ts";
import { type LongRun, longRun } from "./long-runs.ts";
import { OTHERS, otherRun } from "./others.ts";
import { type RunFigure, runFigure } from "./short-runs.ts";

export type ClockBound = Pick<Results, "longRuns" | "deaths" | "others" | "otherLengths">;

/** Runs wait for the clock nearly all of their time, so several share the machine, each with its own server. */
const AT_ONCE = 8;

type Result =
  | { readonly of: "run" | "deaths"; readonly run: LongRun }
  | { readonly of: "beside" | "length"; readonly run: OtherResult };

interface Job {
  readonly name: string;
  /** About how long it takes. */
  readonly seconds: number;
  work(): Promise<Result>;
}

export async function measureClockBound(plan: Plan, log: (line: string) => void): Promise<ClockBound> {
  // The longest first, so that none of them begins when the others are over.
  const jobs = [...ownJobs(plan), ...otherJobs(plan)].sort((a, b) => b.seconds - a.seconds);
  const done = await pool(
    AT_ONCE,
    jobs.map(({ name, work }) => async () => {
      const result = await work();
      log(`  ${name}: ${JSON.stringify(result.run)}`);
      return result;
    }),
  );
  const beside = done.flatMap((each) => (each.of === "beside" ? [each.run] : []));
  const own = beside.flatMap((each) => (each.way === "Caught Up" && each.trouble === "a" ? [each] : []));
  const runs = done.flatMap((each) => (each.of === "run" ? [each.run] : []));
  const deaths = done.flatMap((each) => (each.of === "deaths" ? [each.run] : []))[0];
  if (!deaths) throw new Error("the run with deaths is missing");
  const longRuns: RunFigure[] = [...runs, ...own].map((run) =>
    runFigure(run.n, 60, LATENCY, ["ms" in run ? run.ms : run.allMs]),
  );
  return {
    longRuns: longRuns.sort((a, b) => a.n - b.n),
    deaths,
    others: beside,
    otherLengths: done.flatMap((each) => (each.of === "length" ? [each.run] : [])),
  };
}

function ownJobs({ longRuns, runWithDeaths, besideOthers: n }: Plan): Job[] {
  return [
    ...longRuns
      .filter((length) => length !== n)
      .map((length) => ({
        name: `Caught Up, ${length}`,
        seconds: length + 60,
        work: async (): Promise<Result> => ({ of: "run", run: await longRun(length) }),
      })),
    {
      name: `Caught Up, ${runWithDeaths}, a death every 20 s`,
      seconds: runWithDeaths + 70,
      work: async () => ({ of: "deaths", run: await longRun(runWithDeaths, { deaths: true }) }),
    },
    ...TROUBLE_NAMES.map((trouble) => ({
      name: `Caught Up, ${n}, ${trouble}`,
      seconds: n + 60,
      work: async (): Promise<Result> => {
        const run = await longRun(n, TROUBLES[trouble]);
        return { of: "beside", run: { ...run, way: "Caught Up", trouble } };
      },
    })),
  ];
}

function otherJobs({ longRuns, besideOthers: n }: Plan): Job[] {
  const lengths = [10, 60, ...longRuns.filter((length) => length !== n)];
  const beside = OTHERS.flatMap((way) =>
    TROUBLE_NAMES.map((trouble) => ({
      name: `${way}, ${n}, ${trouble}`,
      seconds: way === "curl loop with --retry" ? n : n / 3,
      work: async (): Promise<Result> => {
        const run = await otherRun(way, n, TROUBLES[trouble]);
        return { of: "beside", run: { ...run, way, trouble } };
      },
    })),
  );
  const forChart = (["curl loop", "curl loop with --retry"] as const).flatMap((way) =>
    lengths.map((length) => ({
      name: `${way}, ${length}`,
      seconds: way === "curl loop" ? length / 3 : length,
      work: async (): Promise<Result> => {
        const run = await otherRun(way, length);
        return { of: "length", run: { ...run, way, trouble: "a" } };
      },
    })),
  );
  return [...beside, ...forChart];
}
