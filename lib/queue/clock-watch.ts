import type { QueueClock } from "./deps";
import { paceSetBack } from "./pace";
import { JUMP_MS, type RollingWindow } from "./rolling-window";
import { runSetBack } from "./steer";
import type { PaceRecord, QueueTransaction } from "./store";

/**
 * Notices that the wall clock was set, by the clock that doesn't jump and by the latest time on disk. Everything
 * that waits moves back with it, so that no wait grows. Forward nothing moves: a wait that ends early is harmless,
 * but the rolling window on disk must not look older than it is.
 */
export class ClockWatch {
  readonly #clock: Required<Pick<QueueClock, "now" | "elapsed">>;
  readonly #window: RollingWindow;
  /** Wall clock less `elapsed`, as last looked at. */
  #offset: number | undefined;

  constructor(clock: Required<Pick<QueueClock, "now" | "elapsed">>, window: RollingWindow) {
    this.#clock = clock;
    this.#window = window;
  }

  /**
   * To be the first thing in a transaction that decides anything by the time. `pace` is as it is on disk; the answer
   * is how it is there now. undefined: much has moved, whatever was read before has to be read again.
   */
  async follow(tx: QueueTransaction, pace: PaceRecord): Promise<PaceRecord | undefined> {
    const now = this.#clock.now();
    const elapsed = this.#clock.elapsed();
    const expected = this.#offset === undefined ? now : elapsed + this.#offset;
    const isSet = Math.abs(now - expected) > JUMP_MS;
    if (isSet || this.#offset === undefined) this.#offset = now - elapsed;
    if (isSet) for (const slot of this.#window.records(now, elapsed)) await tx.putSlot(slot);
    const back = Math.max(expected, pace.seen) - now;
    if (back > JUMP_MS) {
      await this.#setBack(tx, pace, back, now);
      return undefined;
    }
    if (now - pace.seen <= JUMP_MS) return pace;
    // No time goes to disk without it: what is written now may be waited for by the next worker.
    const seen = { ...pace, seen: now };
    await tx.putPace(seen);
    return seen;
  }

  async #setBack(tx: QueueTransaction, pace: PaceRecord, ms: number, now: number): Promise<void> {
    await tx.putPace(paceSetBack(pace, ms, now));
    for (const run of await tx.activeRuns()) {
      await tx.putRun(runSetBack(run, ms));
      for (const item of await tx.inState(run.id, "pending")) {
        if (item.notBefore) await tx.putItem({ ...item, notBefore: Math.max(0, item.notBefore - ms) });
      }
    }
  }
}
