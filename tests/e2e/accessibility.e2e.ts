import { launch, type Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { browserPath } from "../../scripts/browsers/ensure.ts";
import { Gallery, SURFACES, type Surface, THEMES } from "../gallery/gallery.ts";

interface Manner {
  readonly name: string;
  readonly query?: string;
  readonly themes?: typeof THEMES | readonly ["light"];
  readonly width: (surface: Surface) => number;
  readonly forced?: boolean;
  /** How often the size of text that a person has set. */
  readonly text?: number;
}

const usual = (surface: Surface) => (surface === "popup" ? 380 : 900);
const LIGHT = ["light"] as const;

/** Ways to have the surfaces; 320 px wide is also what 1280 px are at 400 %. */
const MANNERS: readonly Manner[] = [
  { name: "as usual, in both themes", themes: THEMES, width: usual },
  { name: "320 px wide, in German", query: "?lang=de", width: () => 320 },
  { name: "320 px wide, from right to left, in Arabic", query: "?lang=ar", width: () => 320 },
  { name: "at 200 % text", width: usual, text: 2 },
  { name: "in forced colours", width: usual, forced: true },
];

let gallery: Gallery;
beforeAll(async () => {
  gallery = await Gallery.open();
});
afterAll(() => gallery[Symbol.asyncDispose]());

// Seen red by a search field without a label, by a line wider than the window, and by boxes of 16 px half out of sight.
test.for(MANNERS)("axe finds nothing and nothing runs over the edge in any state: $name", async (manner) => {
  const browser = await launch({ executablePath: browserPath("chromium"), args: ["--no-sandbox"] });
  const found: string[] = [];
  let drawn = 0;
  try {
    for (const surface of SURFACES) {
      const page = await browser.newPage();
      await page.setViewport({ width: manner.width(surface), height: 600 });
      await page.emulateMediaFeatures([
        // Else colours are measured in the middle of a transition.
        { name: "prefers-reduced-motion", value: "reduce" },
        ...(manner.forced ? [{ name: "forced-colors", value: "active" }] : []),
      ]);
      page.on("pageerror", (error) => found.push(`${surface}: ${String(error)}`));
      const drawings = await gallery.visit(page, surface, manner.query);
      for (const drawing of drawings) {
        for (const theme of manner.themes ?? LIGHT) {
          await gallery.draw(page, drawing, theme);
          if (manner.text) await enlargeText(page, manner.text);
          drawn++;
          const where = `${surface} ${drawing.name} ${theme}`;
          // Forced colours are the system's, which computed styles don't tell.
          for (const { id, nodes } of await gallery.violations(page, { colours: !manner.forced }))
            found.push(`${where}: ${id}: ${nodes.map(({ html }) => html).join(" ")}`);
          for (const over of await overTheEdge(page)) found.push(`${where}: over the edge: ${over}`);
        }
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
  expect(drawn).toBeGreaterThan(50);
  expect(found).toEqual([]);
});

/** As Firefox does by "zoom text only", and as the design system's sizes let it be done anywhere. */
async function enlargeText(page: Page, times: number): Promise<void> {
  await page.evaluate((factor) => {
    const shadows = [...document.querySelectorAll("*")].flatMap((each) => each.shadowRoot ?? []);
    for (const root of [document, ...shadows]) {
      const themed = root.querySelector(root === document ? ":root" : ".themed");
      const style = themed && getComputedStyle(themed);
      const sizes = ["--text-s", "--text-m", "--text-l", "--text-xl"].flatMap((name) => {
        const px = Number.parseFloat(style?.getPropertyValue(name) ?? "");
        return px > 0 && px < 24 ? [`${name}: ${px * factor}px !important`] : [];
      });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`:root, .themed { ${sizes.join("; ")} }`);
      root.adoptedStyleSheets.push(sheet);
    }
  }, times);
}

/** What a person would have to scroll sideways for, or could not reach: texts and controls beyond the window's edges. */
function overTheEdge(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const roots = [document, ...[...document.querySelectorAll("*")].flatMap((each) => each.shadowRoot ?? [])];
    const all = roots.flatMap((root) => [
      ...root.querySelectorAll<HTMLElement>("button, input, select, a, p, h1, h2, h3, label, summary, time"),
    ]);
    return all
      .filter((each) => {
        const { left, right, width } = each.getBoundingClientRect();
        if (width <= 1 || each.closest(".visually-hidden")) return false;
        return left < -1 || right > innerWidth + 1;
      })
      .map((each) => each.outerHTML.slice(0, 120));
  });
}
