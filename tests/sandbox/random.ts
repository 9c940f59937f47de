import { createHash } from "node:crypto";

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** In [0, below). */
  int(below: number): number;
  pick<T>(list: readonly T[]): T;
  shuffle<T>(list: readonly T[]): T[];
  hex(length: number): string;
}

/** Mulberry32: the same seed gives the same world everywhere. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    next,
    int,
    pick: <T>(list: readonly T[]) => {
      const item = list[int(list.length)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
    shuffle: <T>(list: readonly T[]) =>
      list
        .map((item) => ({ item, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
    hex: (length) => Array.from({ length }, () => int(16).toString(16)).join(""),
  };
}

/** Hex that depends on `text` alone. */
export function stableHex(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
