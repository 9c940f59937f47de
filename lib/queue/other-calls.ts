import type { Core } from "./core";

const LOOK_AGAIN_MS = 1_000;

/** Calls of the same key that are no items: they count in the same window, as they do on the server. */
export class OtherCalls {
  #loaded: Promise<void> | undefined;

  readonly #core: Core;
  readonly #token: () => string;

  constructor(core: Core, token: () => string) {
    this.#core = core;
    this.#token = token;
  }

  async counted<T>(
    work: () => Promise<T>,
    options: { wait?: boolean; signal?: AbortSignal } = {},
  ): Promise<T> {
    const core = this.#core;
    const token = this.#token();
    this.#loaded ??= this.#load();
    await this.#loaded;
    if (options.wait) await this.#room(options.signal ?? new AbortController().signal);
    core.window.begin(token);
    try {
      await this.#put(token, 0);
      return await work();
    } finally {
      core.window.end(token, core.elapsed());
      await this.#put(token, core.now());
    }
  }

  /** The queue leaves the next places alone while someone waits. */
  async #room(signal: AbortSignal): Promise<void> {
    const core = this.#core;
    await core.readSettings();
    const limit = core.settings.requestsPerMinute;
    core.waiting += 1;
    try {
      while (core.window.room(limit, core.elapsed()) <= 0 && !signal.aborted) {
        const wait = core.window.waitMs(limit, core.elapsed()) ?? LOOK_AGAIN_MS;
        await core.deps.clock.sleep(Math.min(LOOK_AGAIN_MS, Math.max(1, wait)), signal);
      }
      signal.throwIfAborted();
    } finally {
      core.waiting -= 1;
    }
  }

  async #load(): Promise<void> {
    const core = this.#core;
    try {
      core.window.load(await core.read((reads) => reads.slots()), core.now(), core.elapsed());
    } catch (error) {
      core.report(error);
    }
  }

  /** A person waits for the call itself: a disk that refuses must not stop it. */
  async #put(token: string, endedAt: number): Promise<void> {
    try {
      await this.#core.write("relaxed", (tx) => tx.putSlot({ token, endedAt }));
    } catch (error) {
      this.#core.report(error);
    }
  }
}
