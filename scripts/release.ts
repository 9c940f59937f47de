/**
 * The last step of a release, after tests and `npm run zip`, `npm run zip:firefox`:
 *   npm run release                checks changelog, version and zips; asks the stores whether the secrets hold
 *   npm run release -- --publish   uploads for review, to each store whose secrets are in the environment
 * Leaves the release notes and the checksums of the zips beside them in .output/.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { changelogSection } from "./release/changelog.ts";
import { readyStores } from "./release/stores.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const { publish } = parseArgs({ options: { publish: { type: "boolean", default: false } } }).values;

try {
  release(publish);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function release(forReal: boolean): void {
  const { version } = JSON.parse(read("package.json")) as { version: string };
  const section = changelogSection(read("CHANGELOG.md"), version);
  if (!section) throw new Error(`CHANGELOG.md has no section with text for ${version}.`);
  if (forReal && !section.date) throw new Error(`CHANGELOG.md gives no date to ${version} (YYYY-MM-DD).`);

  const name = (kind: string) => `caught-up-${version}-${kind}.zip`;
  const sums = ["chrome", "firefox", "sources"].map((kind) => {
    const bytes = readFileSync(join(root, ".output", name(kind)));
    return `${createHash("sha256").update(bytes).digest("hex")}  ${name(kind)}`;
  });
  writeFileSync(join(root, ".output/SHA256SUMS"), `${sums.join("\n")}\n`);
  writeFileSync(join(root, ".output/release-notes.md"), `${section.text}\n`);
  console.log(
    `Caught Up ${version}${forReal ? "" : " (dry run)"}\n\n${section.text}\n\n${sums.join("\n")}\n`,
  );

  const { ready, left } = readyStores(process.env);
  for (const { store, missing } of left)
    console.log(`Left out: ${store.name} (not set: ${missing.join(", ")})`);
  if (ready.length === 0) {
    if (forReal) throw new Error("No store's secrets are set: nothing was uploaded.");
    return;
  }
  const flags = ready.flatMap((store) => store.flags((kind) => join(".output", name(kind))));
  const args = ["--no-install", "wxt", "submit", ...(forReal ? [] : ["--dry-run"]), ...flags];
  const { status } = spawnSync("npx", args, { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error(`wxt submit ended with ${status}.`);
}
