import type { QueueDeps } from "./deps";

/** While there is work an alarm stands by, so that a killed worker is followed by another. */
const STAND_BY_MS = 25_000;

/** The one alarm that wakes the queue: at the end of a long wait, or soon after a death. */
export class Alarm {
  /** `done`: whether it could be armed. */
  #armed: { readonly at: number; readonly done: Promise<boolean> } | undefined;
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
    const armed = this.#armed;
    if (armed && armed.at > now && armed.at <= now + STAND_BY_MS) return armed.done;
    return this.arm(now + STAND_BY_MS);
  }

  /** It may have fired. */
  spent(): void {
    this.#armed = undefined;
  }

  arm(time: number): Promise<boolean> {
    const done = this.#wake.at(time).then(
      () => true,
      (error) => {
        if (this.#armed === armed) this.#armed = undefined;
        this.#report(error);
        return false;
      },
    );
    const armed = { at: time, done };
    this.#armed = armed;
    return done;
  }

  async disarm(): Promise<void> {
    this.#armed = undefined;
    await this.#wake.clear().catch(this.#report);
  }
}
