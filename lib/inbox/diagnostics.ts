import type { Evidence } from "./evidence";
import type { Heard } from "./heard";

/** Structure and counts of one frame, safe to paste into a report: no name, text, URN or key. */
export interface PageDiagnostics {
  readonly heard: Readonly<Record<string, number>>;
}

/** Counts what was heard. */
export class Tally {
  readonly #heard: Record<string, number> = {};

  heard(heard: Heard, evidence: Evidence): void {
    this.#count(heard.kind);
    if (heard.tooBig) this.#count("too-big");
    if (evidence.lost) this.#count("lost");
  }

  counts(): PageDiagnostics {
    return { heard: { ...this.#heard } };
  }

  #count(what: string): void {
    this.#heard[what] = (this.#heard[what] ?? 0) + 1;
  }
}
