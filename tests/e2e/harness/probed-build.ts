import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Asks for the report, and carries it. Seen by the page, as is anything in this copy. */
export const PROBE_ASKED = "probe-asked";
export const PROBE_ATTRIBUTE = "data-probe";

/**
 * A copy of a build with one more content script, which stands for a compromised one: it lives in the same world
 * as ours and evaluates `expression` when the page asks. Firefox lets no debugger into that world.
 */
export async function probedBuild(
  build: string,
  expression: string,
): Promise<AsyncDisposable & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "caught-up-probed-"));
  await cp(build, folder, { recursive: true });
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8")) as {
    content_scripts: { js: string[]; world?: string }[];
  };
  const own = manifest.content_scripts.find((script) => script.world === undefined);
  if (!own) throw new Error("The build has no content script");
  own.js.push("probe.js");
  await writeFile(path, JSON.stringify(manifest));
  await writeFile(
    join(folder, "probe.js"),
    `document.addEventListener(${JSON.stringify(PROBE_ASKED)}, async () => {
      document.documentElement.setAttribute(${JSON.stringify(PROBE_ATTRIBUTE)}, JSON.stringify(await ${expression}));
    });`,
  );
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
