import type { Page } from "puppeteer-core";
import type { ItemRecord, PaceRecord, RunRecord, SlotRecord } from "../../../lib/queue/store.ts";
import type { Settings } from "../../../lib/settings.ts";
import { SCRIPTLESS } from "./extension-errors.ts";
import type { Stage } from "./stage.ts";

declare const chrome: {
  runtime: { sendMessage(message: unknown): Promise<unknown>; reload(): void };
  storage: { local: { get(key: string): Promise<Record<string, unknown>> } };
};

/** The queue's database, as it is on disk. */
export interface StoredQueue {
  readonly runs: readonly RunRecord[];
  readonly items: readonly ItemRecord[];
  readonly slots: readonly SlotRecord[];
  readonly pace: PaceRecord | undefined;
}

/**
 * A document of the extension's own origin that has no script: a picture, in a tab that stays in the background.
 * From there the disk can be read without a word to the worker, which would wake it.
 */
export class Inside {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async of(stage: Stage): Promise<Inside> {
    const page = await stage.browser.newPage({ type: "tab", background: true });
    await page.goto(stage.url(SCRIPTLESS));
    return new Inside(page);
  }

  /** Says what pages of the extension say, and so wakes the worker. */
  ask<T>(message: object): Promise<T> {
    return this.page.evaluate((each) => chrome.runtime.sendMessage(each), message) as Promise<T>;
  }

  async setSettings(patch: Partial<Settings>): Promise<void> {
    await this.ask({ type: "ui/settings/set", patch });
  }

  /** A value of the local area, as JSON. */
  local(key: string): Promise<string> {
    return this.page.evaluate(async (each) => JSON.stringify(await chrome.storage.local.get(each)), key);
  }

  /** As the browser does for an update; the document goes with it. */
  async reloadExtension(): Promise<void> {
    const closed = new Promise((resolve) => this.page.once("close", resolve));
    // It is gone before it can answer.
    await this.page.evaluate(() => chrome.runtime.reload()).catch(() => {});
    await closed;
  }

  queue(): Promise<StoredQueue> {
    return this.page.evaluate(async () => {
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const name = "caught-up-queue";
      // To open what is not there would make it, empty and at the wrong version.
      const isThere = (await indexedDB.databases()).some((each) => each.name === name);
      if (!isThere) return { runs: [], items: [], slots: [], pace: undefined };
      const database = await settled(indexedDB.open(name));
      // Else an update of the extension would wait for this connection.
      database.onversionchange = () => database.close();
      const transaction = database.transaction(["runs", "items", "slots", "meta"]);
      const all = <T>(store: string) => settled<T[]>(transaction.objectStore(store).getAll());
      try {
        return {
          runs: await all<RunRecord>("runs"),
          items: await all<ItemRecord>("items"),
          slots: await all<SlotRecord>("slots"),
          pace: (await all<PaceRecord>("meta"))[0],
        };
      } finally {
        database.close();
      }
    });
  }
}
