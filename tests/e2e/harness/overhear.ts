import type { Browser, CDPSession, Target } from "puppeteer-core";

interface ConsoleCall {
  readonly args: readonly {
    readonly value?: unknown;
    readonly description?: string;
    readonly preview?: unknown;
  }[];
}

/**
 * Listens with a debugger to everything that has one: tabs, the extension's pages, its popup and its worker. Keeps
 * what they log, what they throw, and each request with all of its headers.
 */
export class Overheard {
  /** Console calls, exceptions and the browser's own log entries, as JSON. */
  readonly logged: string[] = [];
  readonly requests: { readonly url: string; readonly text: string }[] = [];
  readonly #known = new WeakSet<Target>();

  static async of(browser: Browser): Promise<Overheard> {
    const overheard = new Overheard();
    browser.on("targetcreated", (target) => void overheard.#attach(target));
    await Promise.all(browser.targets().map((target) => overheard.#attach(target)));
    return overheard;
  }

  async #attach(target: Target): Promise<void> {
    if (this.#known.has(target) || !/^(?:https:|chrome-extension:|about:blank)/.test(target.url())) return;
    this.#known.add(target);
    try {
      await this.#listen(await target.createCDPSession());
    } catch {
      // Gone before it could be listened to; what it sent, the servers have logged.
    }
  }

  async #listen(session: CDPSession): Promise<void> {
    const keep = (event: unknown) => this.logged.push(JSON.stringify(event));
    session.on("Runtime.consoleAPICalled", (event: ConsoleCall) => keep(event.args));
    session.on("Runtime.exceptionThrown", keep);
    session.on("Log.entryAdded", keep);
    // A worker that is started again under a debugger waits until it is told to go on.
    session.on("Runtime.executionContextCreated", () => {
      void session.send("Runtime.runIfWaitingForDebugger").catch(() => {});
    });
    const addresses = new Map<string, string>();
    session.on("Network.requestWillBeSent", ({ requestId, request, redirectResponse }) => {
      addresses.set(requestId, request.url);
      const { headers, postData } = request;
      this.requests.push({ url: request.url, text: JSON.stringify({ headers, postData, redirectResponse }) });
    });
    session.on("Network.requestWillBeSentExtraInfo", ({ requestId, headers }) => {
      this.requests.push({ url: addresses.get(requestId) ?? "", text: JSON.stringify(headers) });
    });
    await Promise.all(
      ["Runtime.enable", "Log.enable", "Network.enable"].map((method) =>
        session.send(method as "Log.enable"),
      ),
    );
  }
}
