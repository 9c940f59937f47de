/**
 * Walks the sandbox's page in real Chromium, without any extension, and says what does not hold: every arm, then
 * what the page does besides. `node tests/sandbox/check-in-browser.ts [word of a name …]`; screenshots with
 * SHOTS=<folder>, another browser with CHROMIUM=<path>.
 */
import type { Page } from "puppeteer-core";
import { ARMS } from "./check/arm-list.ts";
import { launch } from "./check/chromium.ts";
import { VISITS } from "./check/visits.ts";
import { walk } from "./check/walk.ts";
import { startWorld, type World, type WorldOptions } from "./world.ts";

const words = process.argv.slice(2);
let failed = 0;

async function check(
  name: string,
  options: WorldOptions,
  run: (page: Page, world: World) => Promise<string>,
): Promise<void> {
  if (words.length > 0 && !words.some((word) => name.includes(word))) return;
  const world = await startWorld({ seed: 3, ...options });
  const browser = await launch(world.port);
  const complaints: string[] = [];
  let result = "";
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 860 });
    page.on("console", (m) => complaints.push(`console ${m.type()}: ${m.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error}`));
    result = await run(page, world).catch((error: unknown) => {
      complaints.push(String(error));
      return "";
    });
    if (process.env.SHOTS) {
      await page.screenshot({ path: `${process.env.SHOTS}/${name.replace(/\W+/g, "-")}.png` });
    }
    complaints.push(...world.page.violations());
  } finally {
    await browser.close();
    await world.close();
  }
  if (complaints.length > 0) failed += 1;
  console.log(`${complaints.length > 0 ? "FAILED" : "ok"}  ${name}  ${result}`);
  for (const complaint of complaints) console.log(`    ${complaint}`);
}

for (const [name, arms] of Object.entries(ARMS)) await check(name, { arms }, walk);
for (const [name, visit] of Object.entries(VISITS)) {
  await check(name, visit.options ?? {}, async (page, world) => {
    await page.goto(`https://www.linkedin.com${visit.path}`);
    await visit.run(page, world);
    return "";
  });
}
process.exitCode = failed > 0 ? 1 : 0;
