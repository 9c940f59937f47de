/**
 * Draws every state of every surface in real Chromium, in both themes, writes pictures to `.artifacts/gallery-shots`
 * and runs axe-core on each. Ends with 1 if axe finds anything.
 *   node tests/gallery/shoot.ts [filter] [--lang=de] [--zoom=2] [--dir=rtl] [--width=320] [--forced]
 */
import { mkdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";
import puppeteer from "puppeteer-core";
import { build } from "vite";

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
const root = new URL("../../", import.meta.url).pathname;
const built = join(root, ".artifacts/gallery");
const shots = join(root, ".artifacts/gallery-shots");
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const zoom = Number(values.zoom);
const dir = values.dir ? `&dir=${values.dir}` : "";

await build({ configFile: join(root, "tests/gallery/vite.config.ts"), logLevel: "warn" });
await mkdir(shots, { recursive: true });

/** States that only a press leads to. */
const PRESSED: Record<string, { name: string; state: string; press: string[] }[]> = {
  popup: [
    { name: "filter", state: "ready", press: [".toolbar-line .button"] },
    {
      name: "selected",
      state: "ready",
      press: [".row:nth-child(2) input", ".row:nth-child(5) input"],
    },
    { name: "armed", state: "ready-5000", press: [".send .button"] },
    { name: "last-runs", state: "recent-runs", press: [".recent summary"] },
  ],
  page: [{ name: "history-open", state: "history", press: [".run-entry:nth-child(2) summary"] }],
};

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const server = createServer((request, response) => {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  readFile(join(built, path)).then(
    (body) => response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(body),
    () => response.writeHead(404).end(),
  );
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
if (address === null || typeof address === "string") throw new Error("no port");
const base = `http://127.0.0.1:${address.port}`;

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", ...(values.forced ? ["--force-high-contrast"] : [])],
});
// Computed styles don't tell the colours that the system forces, so there is nothing to measure then.
const rules = values.forced ? '{ rules: { "color-contrast": { enabled: false } } }' : "";
let found = 0;
try {
  for (const surface of ["popup", "notice", "page"]) {
    const page = await browser.newPage();
    const width = Number(values.width ?? (surface === "page" ? 900 : surface === "popup" ? 380 : 520));
    // Zoom is a smaller viewport drawn with more pixels, which is what a browser's own zoom is.
    await page.setViewport({
      width: values.width ? width : surface === "popup" ? width : Math.round(width / zoom),
      height: Math.round((surface === "notice" ? 260 : 600) / zoom),
      deviceScaleFactor: zoom,
    });
    if (values.forced) await page.emulateMediaFeatures([{ name: "forced-colors", value: "active" }]);
    page.on("pageerror", (error) => console.log(`${surface}: ${error}`));
    await page.goto(`${base}/${surface}.html`);
    const states = (await page.evaluate("stateNames")) as string[];
    const drawn = [
      ...states.map((state) => ({ name: state, state, press: [] })),
      ...(PRESSED[surface] ?? []),
    ];
    for (const { name: shown, state, press } of drawn) {
      if (positionals[0] && !`${surface}/${shown}`.includes(positionals[0])) continue;
      for (const theme of ["light", "dark"]) {
        await page.goto(`${base}/${surface}.html?state=${state}&theme=${theme}&lang=${values.lang}${dir}`);
        await page.evaluate(() => new Promise((done) => setTimeout(done, 250)));
        for (const selector of press) await page.click(selector);
        const suffix = [
          theme,
          zoom === 1 ? "" : `${zoom}x`,
          values.lang === "en" ? "" : values.lang,
          values.dir ?? "",
          values.width ?? "",
        ];
        const name = [surface, shown, ...suffix.filter(Boolean)].join("-");
        await page.screenshot({ path: join(shots, `${name}.png`), fullPage: surface === "page" });
        await page.evaluate(axe);
        const violations = (await page.evaluate(`axe.run(${rules}).then(r => r.violations)`)) as Violation[];
        for (const violation of violations) {
          found++;
          console.log(`${name}: ${violation.id}: ${violation.help}`);
          for (const node of violation.nodes) console.log(`   ${node.html}\n   ${node.failureSummary}`);
        }
      }
    }
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`${found} findings of axe`);
process.exitCode = found > 0 ? 1 : 0;

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary: string }[];
}
