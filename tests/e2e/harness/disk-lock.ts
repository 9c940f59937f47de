import type { Inside } from "./inside.ts";

interface Hooks {
  lockDisk(): Promise<void>;
  releaseDisk(): void;
}
declare const chrome: {
  storage: { local: { onChanged: { addListener(changed: (changes: object) => void): void } } };
};

/**
 * Keeps the queue's database busy with a transaction that reads and writes, so that whoever wants to write waits:
 * the moment before a commit, for as long as a test needs it.
 */
export async function lockDisk(inside: Inside): Promise<AsyncDisposable> {
  await prepare(inside);
  await inside.page.evaluate(() => (window as unknown as Hooks).lockDisk());
  return release(inside);
}

/** Does it in the moment in which a value of the local area changes, sooner than any test could. */
export async function lockDiskOnChange(inside: Inside, key: string): Promise<AsyncDisposable> {
  await prepare(inside);
  await inside.page.evaluate((each) => {
    chrome.storage.local.onChanged.addListener((changes) => {
      if (each in changes) void (window as unknown as Hooks).lockDisk();
    });
  }, key);
  return release(inside);
}

function release(inside: Inside): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: () => inside.page.evaluate(() => (window as unknown as Hooks).releaseDisk()),
  };
}

async function prepare(inside: Inside): Promise<void> {
  await inside.page.evaluate(async () => {
    const opening = indexedDB.open("caught-up-queue");
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    let isHeld = true;
    const lock = () => {
      const meta = database.transaction([...database.objectStoreNames], "readwrite").objectStore("meta");
      // It ends as soon as nothing is asked of it.
      return new Promise<void>((resolve) => {
        const ask = () => {
          meta.get("none").onsuccess = () => {
            resolve();
            if (isHeld) ask();
            else database.close();
          };
        };
        ask();
      });
    };
    const release = () => {
      isHeld = false;
    };
    Object.assign(window, { lockDisk: lock, releaseDisk: release } satisfies Hooks);
  });
}
