/**
 * `npm run mutation`: Stryker breaks the queue and the API client in one place at a time and runs the unit tests that
 * reach it. Exits with 1 below the score that stryker.config.json demands; else writes the figures into
 * docs/RELIABILITY.md.
 *   -- --mutate lib/queue/pace.ts    only those files; the page is left alone
 * A survivor gets a test that fails for it, or code that is simpler; one that changes nothing that anybody can notice
 * goes into looked-at.json.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { withFigures } from "../figures.ts";
import { figures } from "./figures.ts";
import type { Report } from "./report.ts";

const root = new URL("../../", import.meta.url);
const options = process.argv.slice(2);
const isWhole = !options.some((option) => /^(-m|--mutate)\b/.test(option));

const { status } = spawnSync("npx", ["--no-install", "stryker", "run", ...options], {
  cwd: fileURLToPath(root),
  stdio: "inherit",
});
process.exitCode = status ?? 1;

if (status === 0 && isWhole) {
  const page = new URL("docs/RELIABILITY.md", root);
  const report = JSON.parse(readFileSync(new URL(".artifacts/mutation.json", root), "utf8")) as Report;
  writeFileSync(page, withFigures(readFileSync(page, "utf8"), "npm run mutation", figures(report)));
}
