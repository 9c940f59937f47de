import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ensure } from "../../../scripts/browsers/ensure.ts";
import { ARTIFACTS, CHROME_BUILD, FIREFOX_BUILD } from "./builds.ts";

/** A missing browser or build fails the run here, with what to do about it. */
export default async function setup(): Promise<void> {
  ensure({ browsers: ["chromium", "firefox"], display: true }, console.log);
  for (const build of [CHROME_BUILD, FIREFOX_BUILD]) {
    if (!existsSync(join(build, "manifest.json"))) {
      throw new Error(`There is no build in ${build}. Run \`npm run test:e2e\`, which makes it.`);
    }
  }
  await rm(join(ARTIFACTS, "failures"), { recursive: true, force: true });
}
