import type { CDPSession, Page } from "puppeteer-core";

/** The isolated world in which the extension's content scripts live, one a frame. */
export class ContentWorld {
  readonly #session: CDPSession;
  readonly #contexts: readonly number[];

  private constructor(session: CDPSession, contexts: readonly number[]) {
    this.#session = session;
    this.#contexts = contexts;
  }

  static async of(page: Page, extensionId: string): Promise<ContentWorld> {
    const session = await page.createCDPSession();
    const contexts: number[] = [];
    session.on("Runtime.executionContextCreated", ({ context }) => {
      if (context.origin === `chrome-extension://${extensionId}`) contexts.push(context.id);
    });
    await session.send("Runtime.enable");
    if (contexts.length === 0) throw new Error("No content script runs in this page");
    return new ContentWorld(session, contexts);
  }

  /** Evaluates an expression as a content script in every frame; promises are awaited. */
  async evaluate<T>(expression: string): Promise<T[]> {
    return Promise.all(
      this.#contexts.map(async (contextId) => {
        const { result, exceptionDetails } = await this.#session.send("Runtime.evaluate", {
          expression,
          contextId,
          awaitPromise: true,
          returnByValue: true,
        });
        if (exceptionDetails)
          throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value as T;
      }),
    );
  }
}
