import { launch } from "puppeteer-core";
import { expect, test } from "vitest";
import { browserPath } from "../../scripts/browsers/ensure.ts";
import { Gallery, SURFACES, THEMES } from "../gallery/gallery.ts";

test("axe finds nothing in any state of any surface, in either theme", async () => {
  await using gallery = await Gallery.open();
  const browser = await launch({ executablePath: browserPath("chromium"), args: ["--no-sandbox"] });
  const found: string[] = [];
  let drawn = 0;
  try {
    for (const surface of SURFACES) {
      const page = await browser.newPage();
      await page.setViewport({ width: surface === "popup" ? 380 : 900, height: 600 });
      // Else colours are measured in the middle of a transition.
      await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
      page.on("pageerror", (error) => found.push(`${surface}: ${String(error)}`));
      for (const drawing of await gallery.visit(page, surface)) {
        for (const theme of THEMES) {
          await gallery.draw(page, drawing, theme);
          drawn++;
          for (const { id, nodes } of await gallery.violations(page))
            found.push(
              `${surface} ${drawing.name} ${theme}: ${id}: ${nodes.map(({ html }) => html).join(" ")}`,
            );
        }
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
  expect(drawn).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
