/** A row that may be a conversation: places in both orders, and how much speaks for it. */
export interface Pair {
  readonly row: number;
  readonly rank: number;
  readonly weight: number;
}

/**
 * Of all ways to match rows with conversations that keep both orders (gaps allowed), those of the greatest weight;
 * returned are the pairs that every one of them contains. What only some contain is ambiguous.
 *
 * Weighted longest increasing subsequence, from both ends. In a heaviest chain each pair covers the span of weight
 * from what comes before it to itself, and the chain covers all of it: a pair is in every heaviest chain when no
 * other pair of one covers any part of its span.
 */
export function certainPairs<P extends Pair>(pairs: readonly P[]): P[] {
  const before = heaviest(pairs);
  const after = heaviest(pairs.map((pair) => ({ ...pair, row: -pair.row, rank: -pair.rank })));
  const sum = (i: number) => (before[i] ?? 0) + (after[i] ?? 0) - (pairs[i]?.weight ?? 0);
  let total = 0;
  for (let i = 0; i < pairs.length; i++) total = Math.max(total, sum(i));

  const spans = pairs
    .map((pair, i) => ({ pair, end: before[i] ?? 0, best: sum(i) === total }))
    .filter((span) => span.best)
    .sort((a, b) => a.end - a.pair.weight - (b.end - b.pair.weight));
  const certain: P[] = [];
  let reached = 0;
  spans.forEach(({ pair, end }, i) => {
    const next = spans[i + 1];
    const alone = end - pair.weight >= reached && (!next || next.end - next.pair.weight >= end);
    if (alone) certain.push(pair);
    reached = Math.max(reached, end);
  });
  return certain;
}

/** For each pair the weight of the heaviest chain that ends with it. */
function heaviest(pairs: readonly Pair[]): number[] {
  const ranks = [...new Set(pairs.map((pair) => pair.rank))].sort((a, b) => a - b);
  const place = new Map(ranks.map((rank, i) => [rank, i + 1]));
  const best = new Array<number>(ranks.length + 1).fill(0);
  const order = pairs.map((_, i) => i).sort((a, b) => rowOf(pairs, a) - rowOf(pairs, b));
  const weights = new Array<number>(pairs.length).fill(0);
  for (let start = 0; start < order.length; ) {
    const row = rowOf(pairs, order[start]);
    let end = start;
    while (end < order.length && rowOf(pairs, order[end]) === row) end += 1;
    const same = order.slice(start, end);
    // All pairs of a row look at earlier rows only: a row is one conversation.
    for (const i of same)
      weights[i] = (pairs[i]?.weight ?? 0) + prefixMax(best, placeOf(place, pairs, i) - 1);
    for (const i of same) raise(best, placeOf(place, pairs, i), weights[i] ?? 0);
    start = end;
  }
  return weights;
}

const rowOf = (pairs: readonly Pair[], i: number | undefined) => pairs[i ?? -1]?.row ?? Number.NaN;

function placeOf(place: ReadonlyMap<number, number>, pairs: readonly Pair[], i: number): number {
  return place.get(pairs[i]?.rank ?? Number.NaN) ?? 0;
}

// A Fenwick tree of maxima: both steps take the logarithm of its size.
function prefixMax(tree: readonly number[], upTo: number): number {
  let max = 0;
  for (let i = upTo; i > 0; i -= i & -i) max = Math.max(max, tree[i] ?? 0);
  return max;
}

function raise(tree: number[], from: number, value: number): void {
  for (let i = from; i < tree.length; i += i & -i) tree[i] = Math.max(tree[i] ?? 0, value);
}
