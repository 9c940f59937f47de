import type { Alarm } from "./alarm";
import type { Core } from "./core";

/** A worker that is stopped is gone within milliseconds. */
const LAST_MOMENTS_MS = 1_000;

export type StorageFailed = { readonly ok: false; readonly reason: "storage-failed" };

/** What a person does, written so that it survives whatever happens next, and followed up. */
export class Durable {
  readonly #core: Core;
  readonly #alarm: Alarm;
  readonly #kick: () => void;

  constructor(core: Core, alarm: Alarm, kick: () => void) {
    this.#core = core;
    this.#alarm = alarm;
    this.#kick = kick;
  }

  /** One transaction; the drainer looks again after it. A disk that refuses is reported and answered, never thrown. */
  async write<T>(
    work: (tx: Parameters<Parameters<Core["write"]>[1]>[0], now: number) => Promise<T>,
  ): Promise<T | StorageFailed> {
    const core = this.#core;
    try {
      // Before the commit: a worker that dies right after it is followed by another.
      if (!(await this.#alarm.standBy())) await this.#outliveDeath();
      const result = await core.write("strict", async (tx) => {
        await core.clockWatch.follow(tx, await tx.pace());
        return work(tx, core.now());
      });
      this.#kick();
      return result;
    } catch (error) {
      core.report(error);
      return { ok: false, reason: "storage-failed" };
    }
  }

  /**
   * Chromium refuses the alarm of a worker that it has given up already. What that worker wrote in its last moments
   * nobody would come back to; it doesn't live so long, and whoever asked it asks the next one.
   */
  #outliveDeath(): Promise<void> {
    return this.#core.deps.clock.sleep(LAST_MOMENTS_MS, new AbortController().signal);
  }
}
