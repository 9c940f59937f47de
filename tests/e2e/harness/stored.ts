import type { Page } from "puppeteer-core";

interface Storage {
  get(keys: null): Promise<unknown>;
}
declare const chrome: { storage: Record<"local" | "session" | "sync", Storage> };

/** Everything that the extension stores, as text, read from one of its own pages: all areas and all databases. */
export function dumpStorage(page: Page): Promise<string> {
  return page.evaluate(everythingStored);
}

/** Runs in a page of the extension. */
export async function everythingStored(): Promise<string> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const databases: Record<string, unknown> = {};
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      databases[`${name}/${store}`] = await settled(database.transaction(store).objectStore(store).getAll());
    }
    database.close();
  }
  return JSON.stringify({
    local: await chrome.storage.local.get(null),
    session: await chrome.storage.session.get(null),
    web: { ...localStorage },
    caches: await caches.keys(),
    databases,
  });
}
