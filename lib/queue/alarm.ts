import type { QueueDeps } from "./deps";

/** While there is work an alarm stands by, so that a killed worker is followed by another. */
const STAND_BY_MS = 25_000;

/** The one alarm that wakes the queue: at the end of a long wait, or soon after a death. */
export class Alarm {
  #armedFor: number | undefined;
  readonly #wake: QueueDeps["wake"];
  readonly #now: () => number;
  readonly #report: (error: unknown) => void;

  constructor(wake: QueueDeps["wake"], now: () => number, report: (error: unknown) => void) {
    this.#wake = wake;
    this.#now = now;
    this.#report = report;
  }

  /** Has it ready, should this worker die from here on. */
  async standBy(): Promise<void> {
    const now = this.#now();
    const armed = this.#armedFor;
    if (armed === undefined || armed <= now || armed > now + STAND_BY_MS) await this.arm(now + STAND_BY_MS);
  }

  /** It may have fired. */
  spent(): void {
    this.#armedFor = undefined;
  }

  async arm(time: number): Promise<void> {
    this.#armedFor = time;
    await this.#wake.at(time).catch(this.#report);
  }

  async disarm(): Promise<void> {
    this.#armedFor = undefined;
    await this.#wake.clear().catch(this.#report);
  }
}
