import type { Catalogue } from "./catalogue";
import type { Drawn } from "./drawn";
import type { Health } from "./snapshot";
import { nameKey } from "./text";

/** What sources that should agree say of each other. Counts only. */
export interface SelfCheck {
  /** Rows with content, shells, and items of the list that are neither. */
  readonly readable: number;
  readonly occluded: number;
  readonly unnamed: number;
  /** Readable rows whose name some known conversation has. */
  readonly known: number;
  /** Rows of known state whose sign agrees, and those whose sign doesn't. */
  readonly signsAgree: number;
  readonly signsDisagree: number;
}

export function selfCheck(drawn: Drawn, catalogue: Catalogue): SelfCheck {
  const named = new Map<string, boolean | undefined>();
  for (const entry of catalogue.entries()) {
    const state = entry.readFromData;
    // A name that several have says nothing of the sign.
    for (const key of entry.nameKeys)
      named.set(key, named.has(key) || !state ? undefined : state === "unread");
  }
  const readable = drawn.rows.filter((row) => row.name !== "");
  const known = readable.filter((row) => named.has(nameKey(row.name)) || row.threadId !== undefined);
  const judged = readable.filter((row) => named.get(nameKey(row.name)) !== undefined);
  const agree = judged.filter((row) => named.get(nameKey(row.name)) === row.unread);
  return {
    readable: readable.length,
    occluded: drawn.rows.filter((row) => row.occluded).length,
    unnamed: drawn.rows.filter((row) => row.name === "" && !row.occluded).length,
    known: known.length,
    signsAgree: agree.length,
    signsDisagree: judged.length - agree.length,
  };
}

/** Rows from which a judgement is one. */
const ENOUGH = 4;

/**
 * Whether the page still is what this code knows. Being behind for a moment is no drift: rows are drawn after their
 * answer, and repainted after a read elsewhere, so only most of them disagreeing counts.
 *
 * @param waited the list should have been drawn by now
 */
export function judge(check: SelfCheck, drawn: Drawn, catalogue: Catalogue, waited: boolean): Health {
  const heard = catalogue.viewer() !== undefined && catalogue.entries().some((entry) => entry.described);
  const items = drawn.list?.childElementCount ?? 0;
  if (!heard) return check.readable > 0 || items >= ENOUGH ? "unreadable" : "empty";
  if (!drawn.list) return drawn.place === "messaging" && waited ? "drift" : "ok";
  if (check.readable === 0) return items >= ENOUGH && check.occluded < items - 2 ? "drift" : "ok";
  if (check.unnamed * 2 > check.readable) return "drift";
  if (check.readable >= ENOUGH && check.known * 2 < check.readable) return "drift";
  const judged = check.signsAgree + check.signsDisagree;
  return judged >= ENOUGH && check.signsDisagree * 2 > judged ? "drift" : "ok";
}
