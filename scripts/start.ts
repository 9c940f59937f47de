/**
 * `npm start`: the main job on the sandbox, in a browser with the extension built and a sandbox key saved.
 *   (with a display)  the window stays open to play with; each API request is a line here
 *   -- --headless     clicks "Mark all seen" itself, prints the tally, writes pictures to .artifacts/start/
 *   -- --live         real LinkedIn and the real API instead, in a profile that is kept
 */
import { parseArgs } from "node:util";
import { ensure } from "./browsers/ensure.ts";
import { build } from "./start/build.ts";
import { openLive } from "./start/live.ts";
import { playInSandbox, runInSandbox } from "./start/sandbox.ts";
import { hasScreen } from "./start/screen.ts";

const { values } = parseArgs({
  options: { headless: { type: "boolean", default: false }, live: { type: "boolean", default: false } },
});

try {
  if (values.live && values.headless) throw new Error("--live needs a window: leave --headless away.");
  if (values.live && !hasScreen()) throw new Error("--live needs a display, and there is none here.");
  ensure({ browsers: ["chromium"] }, console.log);
  build();
  if (values.live) await openLive();
  else if (values.headless || !hasScreen()) process.exitCode = await runInSandbox();
  else await playInSandbox();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
