import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { Stage } from "../../e2e/harness/stage.ts";
import { until } from "../../e2e/harness/until.ts";
import type { LoggedRequest } from "../../sandbox/request-log.ts";
import type { World, WorldOptions } from "../../sandbox/world.ts";

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown> };
  tabs: { query(query: object): Promise<{ id?: number }[]> };
};

/** Nothing of an earlier minute is left in the rolling windows of queue and server. */
const WINDOW_GONE_MS = 61_000;

export interface DriverOptions {
  readonly world: WorldOptions;
  readonly requestsPerMinute: number;
}

/**
 * The extension with a key saved, no hold, and the inbox open in a tab, told what to do through one of its own
 * pages: by the message that the popup's button sends.
 */
export class Driver implements AsyncDisposable {
  readonly stage: Stage;
  readonly #page: Page;
  readonly #tabId: number | undefined;
  #calm = 0;

  private constructor(stage: Stage, page: Page, tabId: number | undefined) {
    this.stage = stage;
    this.#page = page;
    this.#tabId = tabId;
  }

  static async open({ world, requestsPerMinute }: DriverOptions): Promise<Driver> {
    // HTTP/1.1 would let a browser have six requests to a host at once; the queue plans for ten.
    const stage = await Stage.open({ world: { http2: true, ...world } });
    try {
      await stage.tab.goto("https://www.linkedin.com/messaging/");
      await stage.tab.waitForSelector(".msg-conversation-listitem__participant-names");
      const { page } = await stage.openPage("options.html");
      const tabId = await page.evaluate(
        async () => (await chrome.tabs.query({ url: "https://www.linkedin.com/*" }))[0]?.id,
      );
      const driver = new Driver(stage, page, tabId);
      await driver.ask({ type: "ui/key/save", key: stage.world.key });
      await driver.ask({
        type: "ui/settings/set",
        patch: { undoSeconds: 0, confirm: "never", requestsPerMinute },
      });
      driver.#used();
      return driver;
    } catch (error) {
      await stage[Symbol.asyncDispose]();
      throw error;
    }
  }

  get world(): World {
    return this.stage.world;
  }

  ask(request: { readonly type: string; readonly [key: string]: unknown }): Promise<unknown> {
    return this.#page.evaluate((message) => chrome.runtime.sendMessage(message), request);
  }

  /** Until no earlier request, not even the check of the key, takes a place in the window. */
  async windowEmpty(): Promise<void> {
    await delay(Math.max(0, this.#calm - performance.now()));
  }

  /** Marks the newest `n` unread conversations and waits until the server has none of them unread. */
  async run(n: number, timeoutMs: number): Promise<RunTimes> {
    const { world } = this;
    const chosen = world.mailbox.unread().slice(0, n);
    if (chosen.length < n) throw new RangeError(`only ${chosen.length} unread, ${n} wanted`);
    const before = world.api.requests.length;
    const askedAt = Date.now();
    const started = (await this.ask({
      type: "ui/run/start",
      action: "seen",
      source: "popup",
      items: chosen.map(({ urn, name }) => ({ urn, name })),
      ...(this.#tabId === undefined ? {} : { tabId: this.#tabId }),
    })) as { ok: boolean };
    if (!started.ok) throw new Error(`not started: ${JSON.stringify(started)}`);
    await until(`${n} marked`, () => chosen.every((each) => each.read), { timeout: timeoutMs, every: 20 });
    const requests = () => world.api.requests.slice(before).filter(isMark);
    await until("the answers to be out", () => requests().every((each) => each.endedAt !== undefined));
    this.#used();
    return times(askedAt, requests());
  }

  /** So many requests for a conversation that is read already, `atOnce` at a time, without the queue; ms for all. */
  bareRequests(n: number, atOnce: number): Promise<number> {
    const { key, mailbox } = this.world;
    const conversationUrn = mailbox.all().find(({ read }) => read)?.urn;
    const send = {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ conversationUrn }),
      credentials: "omit",
    } as const;
    return this.#page.evaluate(
      async (request, count, lanes) => {
        const start = performance.now();
        let left = count;
        const lane = async () => {
          while (left-- > 0) {
            await (await fetch("https://api.connectsafely.ai/linkedin/messaging/mark-seen", request)).text();
          }
        };
        await Promise.all(Array.from({ length: lanes }, lane));
        return performance.now() - start;
      },
      send,
      n,
      atOnce,
    );
  }

  #used(): void {
    this.#calm = performance.now() + WINDOW_GONE_MS;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stage[Symbol.asyncDispose]();
  }
}

export interface RunTimes {
  /** From the first request's arrival to the last answer, ms. */
  readonly ms: number;
  /** From the press to the first request's arrival, ms. */
  readonly beforeMs: number;
  readonly requests: number;
  readonly refused: number;
}

export const isMark = ({ path }: LoggedRequest): boolean => path.endsWith("/mark-seen");

export function times(askedAt: number, requests: readonly LoggedRequest[]): RunTimes {
  const first = Math.min(...requests.map(({ at }) => at));
  const last = Math.max(...requests.map(({ endedAt }) => endedAt ?? 0));
  return {
    ms: last - first,
    beforeMs: first - askedAt,
    requests: requests.length,
    refused: requests.filter(({ status }) => status === 429).length,
  };
}

/** A mailbox with at least so many unread ones. */
export function mailboxWith(unread: number): Pick<WorldOptions, "conversations" | "unread"> {
  return { conversations: Math.ceil(unread * 1.4) + 20, unread: unread + 5 };
}
