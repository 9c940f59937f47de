/**
 * `npm run soak`: 1,000 conversations in virtual time, the waits that take minutes, and ten minutes of random deaths
 * and faults in real Chromium. Exits with 1 if anything was lost, counted twice or sent too fast; else writes the
 * figures into docs/RELIABILITY.md.
 *   -- --minutes 2     less of it; the page is left alone
 *   -- --seed 7        other dice
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { withFigures } from "../figures.ts";
import { figures, type RealTime } from "./figures.ts";

const FULL = "10";
const root = fileURLToPath(new URL("../..", import.meta.url));
const { minutes, seed } = parseArgs({
  options: { minutes: { type: "string", default: FULL }, seed: { type: "string", default: "20261103" } },
}).values;

process.exitCode = soak();

function soak(): number {
  const virtual = spawnSync("node", ["--expose-gc", "tests/bench/soak-virtual.ts", "1000", seed], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  console.log(virtual.stdout);
  const real = spawnSync("npx", ["--no-install", "vitest", "run", "--config", "vitest.soak.config.ts"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, SOAK_MINUTES: minutes, SOAK_SEED: seed },
  });
  if (virtual.status !== 0 || real.status !== 0) return 1;
  if (minutes !== FULL) return 0;
  const page = new URL("../../docs/RELIABILITY.md", import.meta.url);
  const results = new URL("../../.artifacts/soak-real-time.json", import.meta.url);
  const measured = JSON.parse(readFileSync(results, "utf8")) as RealTime;
  writeFileSync(
    page,
    withFigures(readFileSync(page, "utf8"), "npm run soak", figures(virtual.stdout, measured)),
  );
  return 0;
}
