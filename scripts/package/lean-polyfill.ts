import type { Plugin } from "vite";

/** What the extension calls of `browser.*`; the polyfill's tables name 26 of them. A test compares with the source. */
export const USED_APIS: readonly string[] = [
  "alarms",
  "commands",
  "contextMenus",
  "permissions",
  "runtime",
  "storage",
  "tabs",
  "windows",
];

/** A content script is compiled anew in every page, and there is little else that a browser offers it. */
export const CONTENT_SCRIPT_APIS: readonly string[] = ["runtime"];

const HEAD =
  /^\(function \(global, factory\) \{[\s\S]*?\}\)\(typeof globalThis [^\n]*, function \(module\) \{\n/;
const TAIL = /\n\}\);\n(?:\/\/# sourceMappingURL=[^\n]*\s*)?$/;
const TABLES = /const apiMetadata = (\{[\s\S]*?\n {6}\});\n/;

/**
 * The polyfill as a module with the tables of the APIs that are used. As it comes, for three module systems, a bundler
 * has to copy all of `browser` property by property, and each page that a content script runs in pays for every API
 * that this brings into being: about as much as all of the content script's own start.
 */
export function leanPolyfill(): Plugin {
  let used = USED_APIS;
  return {
    name: "lean-polyfill",
    configResolved({ build }) {
      const entry = build.lib ? build.lib.entry : undefined;
      used = typeof entry === "string" && /\.content\.tsx?$/.test(entry) ? CONTENT_SCRIPT_APIS : USED_APIS;
    },
    transform: {
      filter: { id: /[\\/]webextension-polyfill[\\/]dist[\\/]browser-polyfill\.js$/ },
      handler(code) {
        const lean = leaner(code, used);
        if (lean === undefined) {
          this.error("webextension-polyfill has changed: look at it and adapt scripts/package/.");
        }
        return { code: lean, map: null };
      },
    },
  };
}

/** undefined: it is not the text that this was written for. */
export function leaner(code: string, apis: readonly string[] = USED_APIS): string | undefined {
  const tables = TABLES.exec(code)?.[1];
  if (tables === undefined || !HEAD.test(code) || !TAIL.test(code)) return undefined;
  const all = Object.entries(JSON.parse(tables) as Record<string, unknown>);
  const used = Object.fromEntries(all.filter(([name]) => apis.includes(name)));
  const body = code
    .replace(HEAD, "")
    .replace(TAIL, "")
    .replace(TABLES, () => `const apiMetadata = ${JSON.stringify(used)};\n`);
  return `const module = { exports: {} };\n${body}\nexport default module.exports;\n`;
}
