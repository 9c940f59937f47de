import type { SlotRecord } from "./store";

/** Every limit of the API is per minute. */
export const WINDOW_MS = 60_000;

/** The wall clock may differ by so much from the one that doesn't jump before it counts as set. */
export const JUMP_MS = 1_000;

/**
 * Which requests still count against the limit. As the server may have counted a request at any moment of its
 * exchange, a place is taken until 60 s after the exchange has ended. Measured in `elapsed` ms, which don't jump;
 * only what an earlier worker has left behind is placed by the wall clock.
 */
export class RollingWindow {
  readonly #open = new Set<string>();
  /** In order of their end. */
  #ended: { readonly token: string; readonly at: number }[] = [];

  /** Takes over slots from the disk that it doesn't have. One still open belonged to a dead worker: it ends now. */
  load(slots: readonly SlotRecord[], now: number, elapsed: number): void {
    const known = new Set([...this.#open, ...this.#ended.map((slot) => slot.token)]);
    for (const { token, endedAt } of slots) {
      if (known.has(token)) continue;
      known.add(token);
      // An end in the future means that the clock was set back since: as good as now, so the wait stays bounded.
      // Forward it may have gone by what counts as no jump: so much younger at most.
      const age = endedAt === 0 ? 0 : Math.max(0, now - endedAt - JUMP_MS);
      this.#ended.push({ token, at: elapsed - age });
    }
    this.#ended.sort((a, b) => a.at - b.at);
  }

  begin(token: string): void {
    this.#open.add(token);
  }

  end(token: string, elapsed: number): void {
    if (this.#open.delete(token)) this.#ended.push({ token, at: elapsed });
  }

  /** Forgets the slots that no longer count and names them. */
  expire(elapsed: number): readonly string[] {
    const counting = this.#counting(elapsed);
    const gone = this.#ended.slice(0, this.#ended.length - counting.length);
    this.#ended = counting;
    return gone.map((slot) => slot.token);
  }

  /** How many requests may begin now; negative after the limit came down. */
  room(limit: number, elapsed: number): number {
    return limit - this.#count(elapsed);
  }

  /** Ms until there is room for one; 0: now; undefined: that depends on an exchange that goes on. */
  waitMs(limit: number, elapsed: number): number | undefined {
    const room = this.room(limit, elapsed);
    if (room > 0) return 0;
    const next = this.#counting(elapsed)[-room];
    return next && next.at + WINDOW_MS - elapsed;
  }

  /** About how many ms until the n-th request from now may begin: places come back in turn, minute after minute. */
  estimateMs(n: number, limit: number, elapsed: number): number {
    const place = n - 1 - this.room(limit, elapsed);
    if (place < 0) return 0;
    const rounds = Math.floor(place / limit) + 1;
    const slot = this.#counting(elapsed)[place % limit];
    return WINDOW_MS * rounds - (slot ? elapsed - slot.at : 0);
  }

  /** As they belong on disk, by the wall clock of now. */
  records(now: number, elapsed: number): readonly SlotRecord[] {
    return [
      ...this.#ended.map(({ token, at }) => ({ token, endedAt: now - (elapsed - at) })),
      ...[...this.#open].map((token) => ({ token, endedAt: 0 })),
    ];
  }

  #count(elapsed: number): number {
    return this.#open.size + this.#counting(elapsed).length;
  }

  #counting(elapsed: number): { readonly token: string; readonly at: number }[] {
    const first = this.#ended.findIndex((slot) => elapsed - slot.at < WINDOW_MS);
    return first < 0 ? [] : this.#ended.slice(first);
  }
}
