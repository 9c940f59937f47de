import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { strangers } from "./contents.ts";

/** Throws when a folder that is about to be packed holds a file that has no place in a package. */
export async function refuseStrangers(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
  const found = strangers(paths);
  if (found.length > 0) {
    throw new Error(
      `Not packed, since these files have no place in a package (scripts/package/contents.ts): ${found.join(", ")}`,
    );
  }
}
