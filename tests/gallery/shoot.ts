/**
 * Draws every state of every surface in real Chromium, in both themes, writes pictures to `.artifacts/gallery-shots`
 * and runs axe-core on each. Ends with 1 if axe finds anything.
 *   node tests/gallery/shoot.ts [filter] [--lang=de] [--zoom=2] [--dir=rtl] [--width=320] [--forced]
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import puppeteer from "puppeteer-core";
import { browserPath } from "../../scripts/browsers/ensure.ts";
import { Gallery, SURFACES, THEMES } from "./gallery.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    zoom: { type: "string", default: "1" },
    lang: { type: "string", default: "en" },
    /** Otherwise the language's own. */
    dir: { type: "string" },
    width: { type: "string" },
    forced: { type: "boolean", default: false },
  },
});
const zoom = Number(values.zoom);
const shots = new URL("../../.artifacts/gallery-shots", import.meta.url).pathname;
await mkdir(shots, { recursive: true });

await using gallery = await Gallery.open();
const browser = await puppeteer.launch({
  executablePath: browserPath("chromium"),
  args: ["--no-sandbox", ...(values.forced ? ["--force-high-contrast"] : [])],
});
let found = 0;
try {
  for (const surface of SURFACES) {
    const page = await browser.newPage();
    const width = Number(values.width ?? (surface === "page" ? 900 : surface === "popup" ? 380 : 520));
    // Zoom is a smaller viewport drawn with more pixels, which is what a browser's own zoom is.
    await page.setViewport({
      width: values.width ? width : surface === "popup" ? width : Math.round(width / zoom),
      height: Math.round((surface === "notice" ? 260 : 600) / zoom),
      deviceScaleFactor: zoom,
    });
    await page.emulateMediaFeatures([
      { name: "prefers-reduced-motion", value: "reduce" },
      ...(values.forced ? [{ name: "forced-colors", value: "active" }] : []),
    ]);
    page.on("pageerror", (error) => console.log(`${surface}: ${error}`));
    const query = `?lang=${values.lang}${values.dir ? `&dir=${values.dir}` : ""}`;
    for (const drawing of await gallery.visit(page, surface, query)) {
      if (positionals[0] && !`${surface}/${drawing.name}`.includes(positionals[0])) continue;
      for (const theme of THEMES) {
        await gallery.draw(page, drawing, theme);
        const suffix = [
          theme,
          zoom === 1 ? "" : `${zoom}x`,
          values.lang === "en" ? "" : values.lang,
          values.dir ?? "",
          values.width ?? "",
        ];
        const name = [surface, drawing.name, ...suffix.filter(Boolean)].join("-");
        await page.screenshot({ path: join(shots, `${name}.png`), fullPage: surface === "page" });
        for (const { id, help, nodes } of await gallery.violations(page, { colours: !values.forced })) {
          found++;
          console.log(`${name}: ${id}: ${help}`);
          for (const node of nodes) console.log(`   ${node.html}\n   ${node.failureSummary}`);
        }
      }
    }
    await page.close();
  }
} finally {
  await browser.close();
}
console.log(`${found} findings of axe`);
process.exitCode = found > 0 ? 1 : 0;
