import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "wxt";
import { charactersBySource, ownerOf } from "../kit/source-map.ts";
import { brotliSize } from "./size.ts";

export interface Modules {
  readonly file: string;
  readonly brotli: number;
  /** Minified, before brotli; the largest first. */
  readonly parts: readonly { readonly owner: string; readonly bytes: number }[];
}

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What the scripts of the build consist of, by package and folder: told by the source maps of a build of its own. */
export async function measureModules(): Promise<Modules[]> {
  const outDir = await mkdtemp(join(tmpdir(), "caught-up-modules-"));
  try {
    const vite = () => ({ build: { sourcemap: true } });
    const { manifest: _, ...output } = await build({ root, outDir, logger: silent, vite });
    if (output.steps.length === 0) throw new Error("nothing was built");
    const folder = join(outDir, "chrome-mv3");
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".js"));
    const all = await Promise.all(files.map((file) => partsOf(folder, file)));
    return all.sort((a, b) => b.brotli - a.brotli);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

async function partsOf(folder: string, file: string): Promise<Modules> {
  const code = (await readFile(join(folder, file), "utf8")).replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  const map = JSON.parse(await readFile(join(folder, `${file}.map`), "utf8")) as Parameters<
    typeof charactersBySource
  >[1];
  const owners = new Map<string, number>();
  for (const [source, characters] of charactersBySource(code, map)) {
    const owner = ownerOf(source);
    owners.set(owner, (owners.get(owner) ?? 0) + characters);
  }
  const parts = [...owners].map(([owner, bytes]) => ({ owner, bytes }));
  return { file, brotli: brotliSize(Buffer.from(code)), parts: parts.sort((a, b) => b.bytes - a.bytes) };
}

const nothing = () => {};
const silent = {
  debug: nothing,
  log: nothing,
  info: nothing,
  warn: nothing,
  error: console.error,
  fatal: console.error,
  success: nothing,
  level: 0,
};
