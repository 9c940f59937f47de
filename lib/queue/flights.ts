import type { ConversationUrn } from "../conversation";
import type { Core } from "./core";
import type { SendResult } from "./deps";

/** A request that has been begun. */
export interface Flight {
  readonly token: string;
  readonly runId: string;
  /** undefined: the account's status is being asked for. */
  readonly urn: ConversationUrn | undefined;
  readonly begunAt: number;
  readonly keyTag: string;
  readonly keyId: string | undefined;
}

/** A request that has ended. */
export interface Landing {
  readonly flight: Flight;
  /** Epoch ms. */
  readonly endedAt: number;
  readonly result:
    | SendResult
    | { readonly kind: "asked"; readonly condition: "fine" | "disconnected" | "unknown" }
    /** Leased, but what came in meanwhile forbade to send it. */
    | { readonly kind: "unsent" };
}

export const MAX_IN_FLIGHT = 10;

const LOST: SendResult = { kind: "retry", reason: "network" };

/** The requests of this worker: those on the wire, and those that have ended and are not on disk yet. */
export class Flights {
  readonly #core: Core;
  readonly #landed: () => void;
  readonly #flying = new Map<string, Flight>();
  #landings: Landing[] = [];
  readonly #worker: string;
  #tokens = 0;

  constructor(core: Core, landed: () => void) {
    this.#core = core;
    this.#landed = landed;
    this.#worker = `${core.now().toString(36)}.${core.deps.random().toString(36).slice(2)}`;
  }

  get free(): number {
    return MAX_IN_FLIGHT - this.#flying.size;
  }

  get landings(): number {
    return this.#landings.length;
  }

  /** An answer that stops the run is here, though not written yet: nothing may slip out in between. */
  get isForbidden(): boolean {
    return this.#landings.some(({ result }) => result.kind === "pause" || result.kind === "wait");
  }

  get isAsking(): boolean {
    return [...this.#flying.values()].some((flight) => flight.urn === undefined);
  }

  /** A token for a slot of the window, unlike any of another worker. */
  token(): string {
    this.#tokens += 1;
    return `${this.#worker}.${this.#tokens}`;
  }

  /** Whether it was this worker, in this life, that took it. */
  isOurs(token: string | undefined): boolean {
    return token?.startsWith(`${this.#worker}.`) ?? false;
  }

  flight(token: string, runId: string, urn: ConversationUrn | undefined): Flight {
    const { keyTag, keyId } = this.#core;
    return { token, runId, urn, begunAt: this.#core.now(), keyTag, keyId };
  }

  /** All that has ended, to be written now; `giveBack` when that failed. */
  take(): readonly Landing[] {
    const landings = this.#landings;
    this.#landings = [];
    return landings;
  }

  giveBack(landings: readonly Landing[]): void {
    this.#landings.unshift(...landings);
  }

  /** Sends, unless that has become forbidden since the lease. */
  launch(flight: Flight, send: (signal: AbortSignal) => Promise<Landing["result"]>): void {
    if (this.isForbidden) {
      this.#landings.push({ flight, endedAt: this.#core.now(), result: { kind: "unsent" } });
      return;
    }
    this.#flying.set(flight.token, flight);
    this.#core.window.begin(flight.token);
    const lost = (error: unknown) => {
      this.#core.report(error);
      this.#land(flight, flight.urn ? LOST : { kind: "asked", condition: "unknown" });
    };
    try {
      send(new AbortController().signal).then((result) => this.#land(flight, result), lost);
    } catch (error) {
      lost(error);
    }
  }

  #land(flight: Flight, result: Landing["result"]): void {
    this.#core.window.end(flight.token, this.#core.elapsed());
    this.#flying.delete(flight.token);
    this.#landings.push({ flight, endedAt: this.#core.now(), result });
    this.#landed();
  }
}
