/**
 * `npm run screenshots`: makes every picture of README and docs/ anew, from the production build in the sandbox.
 *   docs/pictures/   popup, in-page message and pages, in both themes
 *   docs/store/      1280×800 screenshots and the 440×280 tile, composed of the same captures
 * Needs Chromium, and where there is no display Xvfb, openbox and xdotool, as the end-to-end tests do.
 */
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { startDisplay } from "../tests/e2e/harness/display.ts";
import { ensure } from "./browsers/ensure.ts";
import { capture, SCALE, type Theme, WINDOW } from "./screenshots/capture.ts";
import { compose } from "./screenshots/compose.ts";
import { PICTURES } from "./screenshots/folders.ts";
import { build } from "./start/build.ts";

ensure({ browsers: ["chromium"], display: true }, console.log);
build();
await mkdir(PICTURES, { recursive: true });
// The bench draws its chart into the same folder.
for (const file of await readdir(PICTURES)) if (file.endsWith(".png")) await rm(join(PICTURES, file));
{
  await using display = await startDisplay(WINDOW.width * SCALE, WINDOW.height * SCALE);
  for (const theme of ["light", "dark"] satisfies Theme[]) {
    for (const file of await capture(display, theme)) console.log(file);
  }
}
for (const file of await compose()) console.log(file);
