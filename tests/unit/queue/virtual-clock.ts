interface Timer {
  readonly at: number;
  readonly seq: number;
  readonly fire: () => void;
}

/**
 * Time that passes only when a test says so. `true` time never jumps and is what the server lives by; the wall
 * clock may be set; `elapsed` begins anew with each worker.
 */
export class VirtualClock {
  /** Ms since the beginning of the world. */
  time = 0;
  /** Wall clock less time. 2026-11-03 09:00 local, far from midnight. */
  offset = new Date(2026, 10, 3, 9).getTime();
  #timers: Timer[] = [];
  #seq = 0;

  get wall(): number {
    return this.time + this.offset;
  }

  at(time: number, fire: () => void): void {
    this.#seq += 1;
    this.#timers.push({ at: Math.max(time, this.time), seq: this.#seq, fire });
  }

  after(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      this.at(this.time + ms, resolve);
      signal?.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  /** Lets `ms` pass: every timer in its turn, and between them all that follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const next = this.#first();
      if (!next || next.at > end) break;
      this.time = Math.max(this.time, next.at);
      this.#timers.splice(this.#timers.indexOf(next), 1);
      next.fire();
      await settle();
    }
    this.time = end;
    await settle();
  }

  #first(): Timer | undefined {
    return this.#timers.reduce<Timer | undefined>(
      (best, t) => (!best || t.at < best.at || (t.at === best.at && t.seq < best.seq) ? t : best),
      undefined,
    );
  }
}

/** All promises that can settle have settled: nothing in the queue waits for a real timer. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
