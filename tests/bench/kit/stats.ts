/** A figure as it is reported: the median, and how far the middle half of the repetitions lies apart. */
export interface Figure {
  readonly median: number;
  /** First and third quartile. */
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

export function figure(values: readonly number[]): Figure {
  if (values.length === 0) throw new RangeError("no values");
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    from: quantile(sorted, 0.25),
    to: quantile(sorted, 0.75),
    n: sorted.length,
  };
}

/** Median of the pairwise differences: what changed between two interleaved series, drift taken out. */
export function difference(after: readonly number[], before: readonly number[]): Figure {
  return figure(after.map((value, index) => value - (before[index] ?? Number.NaN)));
}

/** Linear interpolation between ranks; `sorted` ascending, `at` in [0, 1]. */
export function quantile(sorted: readonly number[], at: number): number {
  const rank = (sorted.length - 1) * at;
  const low = sorted[Math.floor(rank)] ?? Number.NaN;
  const high = sorted[Math.ceil(rank)] ?? Number.NaN;
  return low + (high - low) * (rank - Math.floor(rank));
}
