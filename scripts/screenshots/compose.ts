import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { launch, type Page } from "puppeteer-core";
import { browserPath } from "../browsers/ensure.ts";
import { ICON, PICTURES, STORE } from "./folders.ts";

interface Sheet {
  readonly file: string;
  readonly title: string;
  readonly line: string;
  /** Behind, as wide as the sheet allows. */
  readonly back?: string;
  /** In front, at the right. */
  readonly front?: string;
  readonly dark?: boolean;
  /** What matters stands at the bottom of the picture behind. */
  readonly low?: boolean;
}

const SHEETS: readonly Sheet[] = [
  {
    file: "1-popup",
    title: "See what is unread. Mark it seen.",
    line: "All of it, a selection, or one conversation",
    back: "inbox-light",
    front: "popup-light",
  },
  {
    file: "2-undo",
    title: "A few seconds to think again",
    line: "Nothing is sent before they are over",
    back: "inbox-light",
    front: "popup-undo-light",
  },
  {
    file: "3-outcome",
    title: "Every outcome, by name",
    line: "What was marked, what was not, and why",
    back: "inbox-after-light",
    front: "popup-finished-light",
  },
  {
    file: "4-shortcut",
    title: "Or press one shortcut",
    line: "A short message says what happens, with Undo",
    back: "notice-light",
    low: true,
  },
  {
    file: "5-dark",
    title: "At home in the dark",
    line: "Follows your system, or the theme you choose",
    front: "popup-dark",
    back: "options-dark",
    dark: true,
  },
];

/** The pictures that stores ask for, composed of captures. Resolves to the files written. */
export async function compose(): Promise<string[]> {
  const browser = await launch({
    executablePath: browserPath("chromium"),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  try {
    const page = await browser.newPage();
    const written: string[] = [];
    for (const sheet of SHEETS) {
      written.push(await draw(page, join(STORE, `${sheet.file}.png`), 1280, 800, await sheetHtml(sheet)));
    }
    written.push(await draw(page, join(STORE, "tile-440x280.png"), 440, 280, await tileHtml()));
    return written;
  } finally {
    await browser.close();
  }
}

async function draw(page: Page, path: string, width: number, height: number, html: string): Promise<string> {
  await page.setViewport({ width, height, deviceScaleFactor: 1 });
  await page.setContent(html, { waitUntil: "load" });
  await page.screenshot({ path: path as `${string}.png` });
  return path;
}

async function sheetHtml({ title, line, back, front, dark = false, low = false }: Sheet): Promise<string> {
  const picture = async (name: string | undefined, kind: string) =>
    name === undefined
      ? ""
      : `<img class="${kind}" src="data:image/png;base64,${(await readFile(join(PICTURES, `${name}.png`))).toString("base64")}">`;
  return `<!doctype html><style>${STYLE}</style>
    <body class="sheet ${dark ? "dark" : ""} ${low ? "low" : ""}">
      <header>${await readFile(ICON, "utf8")}<div><h1>${title}</h1><p>${line}</p></div></header>
      <div class="stage">${await picture(back, "back")}${await picture(front, "front")}</div>
    </body>`;
}

async function tileHtml(): Promise<string> {
  return `<!doctype html><style>${STYLE}</style>
    <body class="tile">${await readFile(ICON, "utf8")}<h1>Caught Up</h1><p>Mark LinkedIn conversations as seen</p></body>`;
}

/** Colours of the design system's two themes. */
const STYLE = `
  * { box-sizing: border-box; margin: 0; }
  body { font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; background: #e2f0e9; color: #1c2320; overflow: hidden; }
  .sheet { width: 1280px; height: 800px; }
  .dark { background: #1d3a30; color: #e8ece9; }
  header { display: flex; gap: 20px; align-items: center; padding: 30px 56px; height: 132px; }
  header svg { width: 64px; height: 64px; flex: none; }
  h1 { font-size: 34px; line-height: 1.2; }
  p { font-size: 19px; opacity: 0.8; margin-top: 2px; }
  .stage { position: relative; height: 668px; }
  .back { position: absolute; left: 56px; top: 0; width: 1168px; height: 700px; object-fit: cover; object-position: left top;
    border-radius: 10px 10px 0 0; box-shadow: 0 10px 40px rgb(0 0 0 / 25%); }
  .low .back { height: 636px; object-position: left bottom; border-radius: 10px; }
  .dark .front { outline: 1px solid #4a5751; }
  .front { position: absolute; right: 86px; top: 22px; width: 396px; border-radius: 10px; box-shadow: 0 12px 44px rgb(0 0 0 / 38%); }
  .tile { width: 440px; height: 280px; display: grid; place-content: center; justify-items: center; text-align: center; }
  .tile svg { width: 84px; height: 84px; margin-bottom: 12px; }
  .tile p { font-size: 18px; }
`;
