import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "wxt";
import type { Locate } from "../kit/profile.ts";
import { charactersBySource, ownerOf, type SourceMap, sourceFinder } from "../kit/source-map.ts";
import { brotliSize } from "./size.ts";

export interface Modules {
  readonly file: string;
  readonly brotli: number;
  /** Minified, before brotli; the largest first. */
  readonly parts: readonly { readonly owner: string; readonly bytes: number }[];
}

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What the scripts of the build consist of, by package and folder: told by the source maps of a build of its own. */
export function measureModules(): Promise<Modules[]> {
  return withMaps(async (folder, files) => {
    const all = await Promise.all(files.map((file) => partsOf(folder, file)));
    return all.sort((a, b) => b.brotli - a.brotli);
  });
}

/** Tells the folder of ours, or the package, that a function of the build's scripts comes from. */
export function readLocate(): Promise<Locate> {
  return withMaps(async (folder, files) => {
    const read = async (file: string) => [file, sourceFinder(await mapOf(folder, file))] as const;
    const finders = new Map(await Promise.all(files.map(read)));
    return (script, line, column) => folderOf(finders.get(script)?.(line, column) ?? script);
  });
}

/** `lib/inbox/answers` of `../../lib/inbox/answers/walk.ts`. */
function folderOf(source: string): string {
  const owner = ownerOf(source);
  if (owner === "bundler and styles") return owner;
  return (
    /(?:^|\/)((?:lib|components|entrypoints)\/(?:[^/]+\/)*)[^/]+$/.exec(source)?.[1]?.slice(0, -1) ?? owner
  );
}

/** The same code as the build that is measured; only the maps come with it. */
async function withMaps<T>(use: (folder: string, files: readonly string[]) => Promise<T>): Promise<T> {
  const outDir = await mkdtemp(join(tmpdir(), "caught-up-modules-"));
  try {
    const vite = () => ({ build: { sourcemap: true } });
    const { manifest: _, ...output } = await build({ root, outDir, logger: silent, vite });
    if (output.steps.length === 0) throw new Error("nothing was built");
    const folder = join(outDir, "chrome-mv3");
    return await use(
      folder,
      (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".js")),
    );
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

async function mapOf(folder: string, file: string): Promise<SourceMap> {
  return JSON.parse(await readFile(join(folder, `${file}.map`), "utf8")) as SourceMap;
}

async function partsOf(folder: string, file: string): Promise<Modules> {
  const code = (await readFile(join(folder, file), "utf8")).replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  const map = await mapOf(folder, file);
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
