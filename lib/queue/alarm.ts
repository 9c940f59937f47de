import type { QueueDeps } from "./deps";

/** While there is work an alarm stands by, so that a killed worker is followed by another. */
const STAND_BY_MS = 25_000;

/** The one alarm that wakes the queue: at the end of a long wait, or soon after a death. */
export class Alarm {
  #armedFor: number | undefined;
  /** Whether the last one could be armed. */
  #arming: Promise<boolean> = Promise.resolve(false);
  readonly #wake: QueueDeps["wake"];
  readonly #now: () => number;
  readonly #report: (error: unknown) => void;

  constructor(wake: QueueDeps["wake"], now: () => number, report: (error: unknown) => void) {
    this.#wake = wake;
    this.#now = now;
    this.#report = report;
  }

  /** Has it ready, should this worker die from here on. false: it could not be armed. */
  standBy(): Promise<boolean> {
    const now = this.#now();
    const armed = this.#armedFor;
    if (armed === undefined || armed <= now || armed > now + STAND_BY_MS) return this.arm(now + STAND_BY_MS);
    return this.#arming;
  }

  /** It may have fired. */
  spent(): void {
    this.#armedFor = undefined;
  }

  arm(time: number): Promise<boolean> {
    this.#armedFor = time;
    this.#arming = this.#wake.at(time).then(
      () => true,
      (error) => {
        if (this.#armedFor === time) this.#armedFor = undefined;
        this.#report(error);
        return false;
      },
    );
    return this.#arming;
  }

  async disarm(): Promise<void> {
    this.#armedFor = undefined;
    await this.#wake.clear().catch(this.#report);
  }
}
