import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { cp, mkdir, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

export const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  version: string;
};

/** Copies what git tracks or would track, as a clone would have it. */
export async function copyRepository(to: string): Promise<void> {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const { stdout } = await run("git", list, { cwd: root, maxBuffer: 64e6 });
  for (const path of new Set(stdout.split("\0").filter(Boolean))) {
    // A link to modules elsewhere is no folder, so that .gitignore does not catch it.
    if (path === "node_modules") continue;
    await mkdir(dirname(join(to, path)), { recursive: true });
    // A file that is deleted and not yet committed is still listed.
    await cp(join(root, path), join(to, path)).catch(ignoreMissing);
  }
  await lendModules(to);
}

/** Stands in for `npm ci`: the same modules, without asking the registry. */
export async function lendModules(to: string): Promise<void> {
  await symlink(join(root, "node_modules"), join(to, "node_modules"));
}

/** `npm run zip` or `npm run zip:firefox` in a folder. Rejects with what it printed. */
export async function pack(folder: string, browser: Browser): Promise<void> {
  const script = browser === "chrome" ? "zip" : "zip:firefox";
  try {
    await run("npm", ["run", script], { cwd: folder, env: shellEnv(), maxBuffer: 64e6 });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`npm run ${script} failed:\n${stdout}${stderr}`);
  }
}

/** A person's shell has none of what vitest sets for its own children; NODE_ENV would change the build. */
function shellEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => name !== "NODE_ENV" && !/^(?:VITE|VITEST|npm_)/.test(name),
    ),
  );
}

export type Browser = "chrome" | "firefox";

export function zipOf(folder: string, kind: Browser | "sources"): string {
  return join(folder, ".output", `caught-up-${version}-${kind}.zip`);
}

export function hash(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOENT") throw error;
}
