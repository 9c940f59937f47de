import { readEvidence } from "./answers/read";
import type { Catalogue } from "./catalogue";
import type { Tally } from "./diagnostics";
import { parseHeard } from "./heard";

export interface HearingDeps {
  /** Runs the task once, when the page is idle. At most one task is outstanding. */
  readonly schedule: (task: () => void) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** What the tap has handed over on its way into the catalogue: each thing once, when the page is idle or somebody asks. */
export class Hearing {
  readonly #deps: HearingDeps;
  readonly #catalogue: Catalogue;
  readonly #tally: Tally;
  readonly #listeners: (() => void)[] = [];
  #sent: (readonly [header: unknown, text: unknown])[] = [];
  #changed = false;
  #scheduled = false;
  /** Epoch ms; undefined while nothing was heard. */
  firstAt: number | undefined;

  constructor(deps: HearingDeps, catalogue: Catalogue, tally: Tally) {
    this.#deps = deps;
    this.#catalogue = catalogue;
    this.#tally = tally;
  }

  /** What `receiveChannel` delivers. Only kept for now: the page has just got what it waited for. */
  hear(header: unknown, text: unknown): void {
    this.#sent.push([header, text]);
    this.#wake();
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** The catalogue knows more, by another way. */
  changed(): void {
    this.#changed = true;
    this.#wake();
  }

  /** Takes in what was heard since. */
  flush(): void {
    const sent = this.#sent;
    this.#sent = [];
    for (const [header, text] of sent) {
      const one = parseHeard(header, text);
      if (!one) continue;
      const evidence = readEvidence(one);
      for (const news of evidence) this.#catalogue.apply(news);
      this.#tally.heard(one, evidence);
      // A heartbeat tells nothing: passed on, it would wake the background for as long as the tab is open.
      if (evidence.length > 0 || this.firstAt === undefined) this.#changed = true;
      this.firstAt ??= one.endedAt;
    }
  }

  #wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#deps.schedule(() => {
      this.#scheduled = false;
      if (this.#deps.signal.aborted) return;
      this.flush();
      if (!this.#changed) return;
      this.#changed = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
