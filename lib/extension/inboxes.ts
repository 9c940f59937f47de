import * as v from "valibot";
import { browser } from "wxt/browser";
import type { InboxSnapshot } from "../inbox/snapshot";
import { FRAME_PREFIX, type FrameRecord, frameKey, pickSnapshot } from "./frame-record";
import { snapshotSchema } from "./messages";
import { isSameNews } from "./same-news";
import { askTab } from "./tabs";

export interface Inboxes {
  save(record: FrameRecord): Promise<void>;
  /** Drops one frame of a tab, or all of them. */
  drop(tabId: number, frameId?: number): Promise<void>;
  /** Asks the frames of a tab for what they know now. false: no content script answers in the tab. */
  refresh(tabId: number): Promise<boolean>;
  /** The same, of every tab that has an inbox. */
  refreshAll(): Promise<void>;
  /** The tab's inbox as it is now, else as last known. */
  current(tabId: number): Promise<InboxSnapshot | undefined>;
  /** Of all tabs the one that last spoke, for the toolbar button's count. */
  latest(): Promise<InboxSnapshot | undefined>;
  all(): Promise<readonly FrameRecord[]>;
}

/** The background's registry: storage is the truth, read once per worker life, since only the background writes it. */
export function createInboxes(): Inboxes {
  let loaded: Promise<Map<string, FrameRecord>> | undefined;
  const load = () => {
    loaded ??= browser.storage.session
      .get(null)
      .then(
        (all) =>
          new Map(
            Object.entries(all).flatMap(([key, value]) =>
              key.startsWith(FRAME_PREFIX) ? [[key, value as FrameRecord] as const] : [],
            ),
          ),
      );
    return loaded;
  };
  const ofTab = async (tabId: number) =>
    [...(await load()).values()].filter((frame) => frame.tabId === tabId);

  const save = async (record: FrameRecord) => {
    const key = frameKey(record.tabId, record.frameId);
    const map = await load();
    const before = map.get(key);
    map.set(key, record);
    // Every page of the extension is handed what is written: a long list for nothing would hold up an opening popup.
    if (before && isSameNews(before.snapshot, record.snapshot)) return;
    await browser.storage.session.set({ [key]: record });
  };

  const drop = async (tabId: number, frameId?: number) => {
    const going = (await ofTab(tabId)).filter((frame) => frameId === undefined || frame.frameId === frameId);
    const keys = going.map((frame) => frameKey(tabId, frame.frameId));
    const map = await load();
    for (const key of keys) map.delete(key);
    await browser.storage.session.remove(keys);
  };

  const refresh = async (tabId: number) => {
    const known = (await ofTab(tabId)).map((frame) => frame.frameId);
    const reached = await Promise.all(
      [...new Set([0, ...known])].map(async (frameId) => {
        const answer = await askTab(tabId, { type: "tab/inbox/snapshot" }, frameId);
        const result = v.safeParse(snapshotSchema, answer);
        if (result.success) await save({ tabId, frameId, snapshot: result.output });
        else await drop(tabId, frameId);
        return result.success;
      }),
    );
    return reached.some(Boolean);
  };

  return {
    save,
    drop,
    refresh,
    refreshAll: async () => {
      const tabIds = new Set([...(await load()).values()].map((frame) => frame.tabId));
      await Promise.all([...tabIds].map(refresh));
    },
    current: async (tabId) => {
      await refresh(tabId);
      return pickSnapshot((await ofTab(tabId)).map((frame) => frame.snapshot));
    },
    latest: async () => {
      const tabIds = new Set([...(await load()).values()].map((frame) => frame.tabId));
      const picked = await Promise.all(
        [...tabIds].map(async (tabId) => pickSnapshot((await ofTab(tabId)).map((frame) => frame.snapshot))),
      );
      return picked.filter((snapshot) => snapshot !== undefined).sort((a, b) => b.takenAt - a.takenAt)[0];
    },
    all: async () => [...(await load()).values()],
  };
}
