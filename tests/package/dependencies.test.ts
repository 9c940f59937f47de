import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly hasInstallScript?: boolean;
}

const manifest = JSON.parse(read("package.json")) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
};
const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };

describe("What is taken from others", () => {
  it("is at most six packages at run time, each with a reason in docs/DEPENDENCIES.md", () => {
    const names = Object.keys(manifest.dependencies);
    expect(names.length).toBeLessThanOrEqual(6);
    const documented = [...read("docs/DEPENDENCIES.md").matchAll(/^\| `([^`]+)` \|/gm)].map(
      (match) => match[1],
    );
    expect(documented.filter((name) => names.includes(name ?? "")).sort()).toEqual([...names].sort());
  });

  it("is asked for by exact version", () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it("comes from the npm registry alone", () => {
    const elsewhere = Object.entries(packages).filter(
      ([, { resolved }]) => resolved !== undefined && !resolved.startsWith("https://registry.npmjs.org/"),
    );
    expect(elsewhere).toEqual([]);
  });

  it("runs no script at install but that of the pinned Node", () => {
    const scripted = Object.entries(packages).filter(
      ([path, locked]) => path !== "" && locked.hasInstallScript,
    );
    // fsevents serves macOS alone, and its script is not allowed to run.
    const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ""));
    expect(names.filter((name) => name !== "fsevents")).toEqual(["node"]);
    expect(manifest.allowScripts).toEqual({ node: true });
  });

  it("is locked for every platform, without which npm ci refuses the lockfile", () => {
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !isLocked(name, path))
        .map((name) => `${path} → ${name}`),
    );
    expect(missing).toEqual([]);
    expect(Object.entries(packages).filter(([, locked]) => !locked.version)).toEqual([]);
  });
});

/** Node's way of looking a package up: in the folder's own modules, then in those of each folder above. */
function isLocked(name: string, from: string): boolean {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    if (packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}
