import lookedAt from "./looked-at.json" with { type: "json" };
import type { Survivor } from "./report.ts";

/**
 * The survivors that somebody has looked at, by what they are: a test for one of them would tell how the code is
 * written and not what it does. Each by its line and what was put there, so that a new one on the same line is new.
 */
export const KINDS: readonly {
  readonly name: string;
  readonly why: string;
  readonly mutants: readonly Pick<Survivor, "file" | "line" | "before" | "after">[];
}[] = lookedAt;

/** Which of them it is; -1: nobody has looked. */
export function kindOf(survivor: Survivor): number {
  return KINDS.findIndex(({ mutants }) =>
    mutants.some(
      ({ file, line, before, after }) =>
        file === survivor.file &&
        line === survivor.line &&
        before === survivor.before &&
        after === survivor.after,
    ),
  );
}
