/**
 * Everything that `npm test` checks, one stage after the other; a failing stage does not stop the next.
 * Ends with a line `N passed, N failed` that counts real tests; a stage that fails without a failing test counts
 * as one.
 */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Tally, total, vitestTally } from "./tally.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const reports = join(root, ".artifacts", "reports");

interface Stage {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Where the stage leaves vitest's JSON report, if it runs tests. */
  readonly report?: string;
}

const stages: readonly Stage[] = [
  { name: "Lint", command: ["npm", "run", "--silent", "lint"] },
  { name: "Types", command: ["npm", "run", "--silent", "typecheck"] },
  vitest("Unit and component tests", "vitest.config.ts"),
  { name: "Build for Chromium", command: ["npm", "run", "--silent", "build"] },
  { name: "Build for Firefox", command: ["npm", "run", "--silent", "build:firefox"] },
  { name: "The README's first command", command: ["npm", "start", "--silent", "--", "--headless"] },
  vitest("Package tests", "vitest.package.config.ts"),
  vitest("Budgets of size and speed", "vitest.budgets.config.ts"),
  vitest("End-to-end tests", "vitest.e2e.config.ts"),
];

function vitest(name: string, config: string): Stage {
  const report = join(reports, `${config}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return {
    name,
    command: ["npx", "--no-install", "vitest", "run", "--config", config, ...reporters],
    report,
  };
}

async function run({ name, command, report }: Stage): Promise<Tally> {
  console.log(`\n── ${name} ──`);
  const started = performance.now();
  const [program, ...args] = command;
  const code = await new Promise<number>((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
    child.once("error", () => resolve(1));
    child.once("exit", (status) => resolve(status ?? 1));
  });
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`── ${name}: ${code === 0 ? "fine" : "FAILED"} after ${seconds} s`);
  return vitestTally(report, code);
}

mkdirSync(reports, { recursive: true });
const tallies: Tally[] = [];
for (const stage of stages) tallies.push(await run(stage));
const { passed, failed } = total(tallies);
if (passed === 0) console.error("No test ran: that is a failure too.");
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);
