import type { Figure } from "../kit/stats.ts";

/** `12.3 (11.8–13.1)`: median and middle half; a single value stands alone. */
export function shown({ median, from, to, n }: Figure, digits = 1): string {
  const text = median.toFixed(digits);
  return n === 1 ? text : `${text} (${from.toFixed(digits)}–${to.toFixed(digits)})`;
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

export function verdict(met: boolean): string {
  return met ? "met" : "**missed**";
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
