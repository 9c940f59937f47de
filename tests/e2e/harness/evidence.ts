import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Browser } from "puppeteer-core";
import { ARTIFACTS } from "./builds.ts";
import type { Display } from "./display.ts";

/** Pictures of the screen and of every page, kept when a test has failed. Returns their folder. */
export async function keepPictures(
  name: string,
  browser: Browser | undefined,
  display: Display | undefined,
): Promise<string> {
  const folder = join(ARTIFACTS, "failures", name.replaceAll(/[^\w-]+/g, "-").slice(0, 120));
  await mkdir(folder, { recursive: true });
  if (display) await writeFile(join(folder, "screen.png"), await display.screenshot());
  const targets = browser?.targets().filter((target) => target.type() === "page") ?? [];
  for (const [index, target] of targets.entries()) {
    // A page that closes, hangs or lies behind another one must not hide the failure itself.
    const picture = async () => {
      const page = await target.asPage();
      await writeFile(join(folder, `page-${index}.html`), await page.content());
      // Of a tab in the background there is never a picture, and nothing else gets done while one is waited for.
      if (!(await page.evaluate(() => document.visibilityState === "visible"))) return;
      await page.screenshot({ path: join(folder, `page-${index}.png`) });
    };
    await Promise.race([picture().catch(() => {}), delay(3_000)]);
  }
  return folder;
}
