import { readFile } from "node:fs/promises";
import type { PageAnswer } from "./voyager.ts";

const TYPES: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/** `https://static.licdn.com/sc/h/<file>`: what the browser runs and looks at. */
export async function asset(path: string): Promise<PageAnswer> {
  const name = /^\/sc\/h\/([a-z-]+\.(js|css|svg))$/.exec(path);
  const headers = { "access-control-allow-origin": "*", "cache-control": "no-cache" };
  if (!name?.[1]) return { status: 404, type: "text/plain", body: "", headers };
  try {
    const body = await readFile(new URL(`./client/${name[1]}`, import.meta.url), "utf8");
    return { status: 200, type: TYPES[name[2] ?? ""] ?? "text/plain", body, headers };
  } catch {
    return { status: 404, type: "text/plain", body: "", headers };
  }
}
