/** Draws `public/icon/*.png` from the SVG sources in `docs/icon`, in Chromium: `node scripts/icons.ts`. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import puppeteer from "puppeteer-core";

const root = new URL("../", import.meta.url);
const SOURCES = { 16: "icon-16.svg", 32: "icon.svg", 48: "icon.svg", 128: "icon.svg" } as const;

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
try {
  const page = await browser.newPage();
  await mkdir(new URL("public/icon/", root), { recursive: true });
  for (const [size, source] of Object.entries(SOURCES)) {
    const svg = await readFile(new URL(`docs/icon/${source}`, root), "utf8");
    const side = Number(size);
    await page.setViewport({ width: side, height: side, deviceScaleFactor: 1 });
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:${side}px;height:${side}px}</style>${svg}`,
    );
    const png = await page.screenshot({ omitBackground: true, type: "png" });
    await writeFile(new URL(`public/icon/${side}.png`, root), png);
  }
} finally {
  await browser.close();
}
