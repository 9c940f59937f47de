import type { Results } from "../results.ts";
import { kilobytes, table } from "./numbers.ts";

/** What each entry loads, and what the larger files consist of. */
export function sizes({ sizes: entries, modules }: Results): string {
  const parts = modules
    .filter(({ brotli }) => brotli > 5_000)
    .map(({ file, brotli, parts: own }) => [
      withoutHash(file),
      kilobytes(brotli),
      own.map(({ owner, bytes }) => `${owner} ${(bytes / 1000).toFixed(1)}`).join(", "),
    ]);
  return `${entryTable(entries)}\n\nWhat the larger files consist of, KB after minifying and before brotli:\n\n${table(["File", "Brotli", "Of it"], parts)}`;
}

function entryTable(entries: Results["sizes"]): string {
  const rows = entries.map(({ entry, files, brotli }) => [
    entry,
    kilobytes(brotli),
    files.map(({ file, brotli: own }) => `${withoutHash(file)} ${kilobytes(own)}`).join(", "),
  ]);
  return table(["Entry", "Brotli", "Of it"], rows);
}

const withoutHash = (file: string) => file.replace(/-[\w-]{8}(?=\.\w+$)/, "");
