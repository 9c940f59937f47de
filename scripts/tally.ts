import { existsSync, readFileSync, rmSync } from "node:fs";

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** The numbers of vitest's JSON report that are read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

/**
 * What a stage counts for, from vitest's report (undefined: the stage has no tests) and its exit code. A stage
 * that fails although no test did (a file that does not load, a linter) is one failure; so is a lost report.
 */
export function vitestTally(report: string | undefined, exitCode: number): Tally {
  if (report === undefined) return { passed: 0, failed: exitCode === 0 ? 0 : 1 };
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8")) as Report;
  // Gone at once: the next run must not count it again.
  rmSync(report);
  const unnamed = exitCode !== 0 && numFailedTests === 0 ? 1 : 0;
  return { passed: numPassedTests, failed: numFailedTests + unnamed };
}

export function total(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, each) => sum + each.passed, 0),
    failed: tallies.reduce((sum, each) => sum + each.failed, 0),
  };
}
