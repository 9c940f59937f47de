import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { total, vitestTally } from "../../../scripts/tally.ts";

function report(numPassedTests: number, numFailedTests: number): string {
  const path = join(mkdtempSync(join(tmpdir(), "caught-up-tally-")), "report.json");
  writeFileSync(path, JSON.stringify({ numPassedTests, numFailedTests }));
  return path;
}

test("tests are counted one by one", () => {
  expect(vitestTally(report(40, 2), 1)).toEqual({ passed: 40, failed: 2 });
});

test("a stage without tests counts only when it fails", () => {
  expect(vitestTally(undefined, 0)).toEqual({ passed: 0, failed: 0 });
  expect(vitestTally(undefined, 2)).toEqual({ passed: 0, failed: 1 });
});

test("a test file that does not load is a failure although every test that ran passed", () => {
  expect(vitestTally(report(40, 0), 1)).toEqual({ passed: 40, failed: 1 });
});

test("a runner that dies without a report is a failure, even with exit code 0", () => {
  expect(vitestTally("/nowhere/report.json", 0)).toEqual({ passed: 0, failed: 1 });
});

test("a report is counted once: the next run does not find it", () => {
  const path = report(1, 0);
  vitestTally(path, 0);
  expect(existsSync(path)).toBe(false);
});

test("stages add up", () => {
  expect(
    total([
      { passed: 3, failed: 1 },
      { passed: 4, failed: 0 },
    ]),
  ).toEqual({ passed: 7, failed: 1 });
});
