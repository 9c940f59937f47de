import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { CHROME_BUILD } from "../../e2e/harness/builds.ts";

export interface EntrySize {
  readonly entry: string;
  /** The entry and all scripts and styles that it loads, each compressed by itself. */
  readonly files: readonly { readonly file: string; readonly bytes: number; readonly brotli: number }[];
  readonly brotli: number;
  /** Bytes. */
  readonly goal?: number | undefined;
}

/** Bytes after brotli. */
const GOALS: Readonly<Record<string, number>> = {
  "content-scripts/tap.js": 3_000,
  "content-scripts/inbox.js": 15_000,
  "background.js": 25_000,
  "popup.html": 30_000,
};

export function measureSizes(build = CHROME_BUILD): EntrySize[] {
  const scripts = readdirSync(join(build, "content-scripts")).map((file) => `content-scripts/${file}`);
  const pages = readdirSync(build).filter((file) => file.endsWith(".html"));
  return ["background.js", ...scripts, ...pages].map((entry) => {
    const files = loadedBy(build, entry).map((file) => sizeOf(build, file));
    return { entry, files, brotli: files.reduce((sum, file) => sum + file.brotli, 0), goal: GOALS[entry] };
  });
}

function sizeOf(build: string, file: string) {
  const content = readFileSync(join(build, file));
  return { file, bytes: content.length, brotli: brotliSize(content) };
}

export function brotliSize(content: Buffer): number {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return brotliCompressSync(content, { params }).length;
}

/** The file itself and all scripts and styles that it leads to. */
function loadedBy(build: string, entry: string): string[] {
  const found = new Set([entry]);
  for (const file of found) {
    const text = readFileSync(join(build, file), "utf8");
    for (const name of named(file, text)) {
      const path = name.startsWith(".") ? posix.join(dirname(file), name) : name;
      if (existsSync(join(build, path))) found.add(path);
    }
  }
  return [...found];
}

function named(file: string, text: string): string[] {
  const pattern = file.endsWith(".html")
    ? /(?:src|href)="\/?([^"]+\.(?:js|css))"/g
    : /["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g;
  const isPart = file.endsWith(".html") || file.startsWith("chunks/");
  return isPart ? [...text.matchAll(pattern)].map(([, name = ""]) => name) : [];
}

/** Of the package for Chromium; undefined if it has not been made. */
export function zipSize(): number | undefined {
  const folder = dirname(CHROME_BUILD);
  const zip = readdirSync(folder).find((file) => file.endsWith("-chrome.zip"));
  return zip === undefined ? undefined : readFileSync(join(folder, zip)).length;
}
