import type { Results } from "../results.ts";
import { kilobytes, table } from "./numbers.ts";

/** What each entry loads. */
export function sizes({ sizes: entries }: Results): string {
  const rows = entries.map(({ entry, files, brotli }) => [
    entry,
    kilobytes(brotli),
    files.map(({ file, brotli: own }) => `${withoutHash(file)} ${kilobytes(own)}`).join(", "),
  ]);
  return table(["Entry", "Brotli", "Of it"], rows);
}

const withoutHash = (file: string) => file.replace(/-[\w-]{8}(?=\.\w+$)/, "");
