import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import type { Page } from "puppeteer-core";
import { build } from "vite";

export const SURFACES = ["popup", "notice", "page"] as const;
export type Surface = (typeof SURFACES)[number];
export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** A state and the presses that lead on from it. */
export interface Drawing {
  readonly name: string;
  readonly state: string;
  readonly press: readonly string[];
}

/** States that only a press leads to. */
const PRESSED: Readonly<Record<Surface, readonly Drawing[]>> = {
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
  notice: [],
  page: [{ name: "history-open", state: "history", press: [".run-entry:nth-child(2) summary"] }],
};

export interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Every state of every surface, built and served. */
export class Gallery implements AsyncDisposable {
  readonly #base: string;
  readonly #axe: string;
  readonly #close: () => Promise<void>;

  private constructor(base: string, axe: string, close: () => Promise<void>) {
    this.#base = base;
    this.#axe = axe;
    this.#close = close;
  }

  static async open(): Promise<Gallery> {
    const root = new URL("../../", import.meta.url).pathname;
    await build({ configFile: join(root, "tests/gallery/vite.config.ts"), logLevel: "warn" });
    const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    const { base, close } = await serve(join(root, ".artifacts/gallery"));
    return new Gallery(base, axe, close);
  }

  /** Opens a surface, with nothing drawn yet, and says what it can draw. */
  async visit(page: Page, surface: Surface, query = ""): Promise<readonly Drawing[]> {
    await page.goto(`${this.#base}/${surface}.html${query}`);
    await page.evaluate(this.#axe);
    const states = (await page.evaluate("stateNames")) as string[];
    return [...states.map((state) => ({ name: state, state, press: [] })), ...PRESSED[surface]];
  }

  async draw(page: Page, { state, press }: Drawing, theme: Theme): Promise<void> {
    await page.evaluate(`show(${JSON.stringify(state)}, "${theme}")`);
    await settled(page);
    for (const selector of press) await page.click(selector);
    if (press.length > 0) await settled(page);
  }

  /** `colours`: false where the system forces its own, which computed styles don't tell. */
  async violations(page: Page, { colours = true } = {}): Promise<readonly Violation[]> {
    const rules = JSON.stringify({
      // Off by default as the only rule of WCAG 2.2.
      rules: { "color-contrast": { enabled: colours }, "target-size": { enabled: true } },
      resultTypes: ["violations"],
    });
    return (await page.evaluate(`axe.run(${rules}).then(async ({ violations }) => {
      const small = violations.find(({ id }) => id === "target-size");
      if (!small) return violations;
      // What lies half beneath the bar at the bottom is whole once it is scrolled to.
      const nodes = [];
      for (const node of small.nodes) {
        let root = document;
        for (const selector of [node.target[0]].flat()) root = (root.shadowRoot ?? root).querySelector(selector);
        root.scrollIntoView({ block: "center" });
        const again = await axe.run(root, { runOnly: ["target-size"] });
        if (again.violations.length > 0) nodes.push(node);
      }
      return [...violations.filter((each) => each !== small), ...(nodes.length > 0 ? [{ ...small, nodes }] : [])];
    })`)) as Violation[];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}

/** Effects run after a frame, and what they set is drawn in the next. */
function settled(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
  });
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};

async function serve(folder: string): Promise<{ base: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    readFile(join(folder, path)).then(
      (body) => response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/plain" }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    base: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
