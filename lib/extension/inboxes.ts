import * as v from "valibot";
import { browser } from "wxt/browser";
import type { InboxSnapshot } from "../inbox/snapshot";
import { snapshotSchema } from "./messages";
import { askTab } from "./tabs";

/**
 * What the frames of LinkedIn tabs have said, last known, in session storage: it survives the worker and lets the
 * popup draw at once. One record a frame, since a person has the top page and the inner messaging frame at once.
 */
const PREFIX = "inbox:";

export interface FrameRecord {
  readonly tabId: number;
  readonly frameId: number;
  readonly snapshot: InboxSnapshot;
}

export function frameKey(tabId: number, frameId: number): string {
  return `${PREFIX}${tabId}:${frameId}`;
}

/** The tab's inbox as last told, from all storage entries; for pages that have read or watched them already. */
export function inboxOfTab(
  entries: Readonly<Record<string, unknown>>,
  tabId: number,
): InboxSnapshot | undefined {
  const own = Object.entries(entries)
    .filter(([key]) => key.startsWith(`${PREFIX}${tabId}:`))
    .map(([, value]) => (value as FrameRecord).snapshot);
  return pickSnapshot(own);
}

/**
 * One frame speaks for the tab: the one that draws the list and knows something, else the one that knows most,
 * newest last. Never a union: a frame that has heard less would bring back as unread what another knows as read.
 */
export function pickSnapshot(snapshots: readonly InboxSnapshot[]): InboxSnapshot | undefined {
  const knows = (snapshot: InboxSnapshot) => snapshot.conversations.length + snapshot.readCount;
  const rank = (snapshot: InboxSnapshot) => (snapshot.hasList ? 2 : 0) + (knows(snapshot) > 0 ? 3 : 0);
  return [...snapshots].sort((a, b) => rank(b) - rank(a) || knows(b) - knows(a) || b.takenAt - a.takenAt)[0];
}

export interface Inboxes {
  save(record: FrameRecord): Promise<void>;
  /** Drops one frame of a tab, or all of them. */
  drop(tabId: number, frameId?: number): Promise<void>;
  /** Asks the frames of a tab for what they know now. false: no content script answers in the tab. */
  refresh(tabId: number): Promise<boolean>;
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
              key.startsWith(PREFIX) ? [[key, value as FrameRecord] as const] : [],
            ),
          ),
      );
    return loaded;
  };
  const ofTab = async (tabId: number) =>
    [...(await load()).values()].filter((frame) => frame.tabId === tabId);

  const save = async (record: FrameRecord) => {
    const key = frameKey(record.tabId, record.frameId);
    (await load()).set(key, record);
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
