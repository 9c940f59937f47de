/** Attempts that end without a verdict, before an item fails for good. */
export const MAX_ATTEMPTS = 4;

const FIRST_MS = 2_000;
const FACTOR = 3;

/** Ms before the next attempt after `strikes` failures: 2, 6, 18 s, each by a random half more or less. */
export function backoffMs(strikes: number, random: () => number): number {
  return Math.round(FIRST_MS * FACTOR ** (strikes - 1) * (0.5 + random()));
}
