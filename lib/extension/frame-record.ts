import type { InboxSnapshot } from "../inbox/snapshot";

/**
 * What the frames of LinkedIn tabs have said, last known, in session storage: it survives the worker and lets the
 * popup draw at once. One record a frame, since a person has the top page and the inner messaging frame at once.
 */
export const FRAME_PREFIX = "inbox:";

export interface FrameRecord {
  readonly tabId: number;
  readonly frameId: number;
  readonly snapshot: InboxSnapshot;
}

export function frameKey(tabId: number, frameId: number): string {
  return `${FRAME_PREFIX}${tabId}:${frameId}`;
}

/** The tab's inbox as last told, from all storage entries; for pages that have read or watched them already. */
export function inboxOfTab(
  entries: Readonly<Record<string, unknown>>,
  tabId: number,
): InboxSnapshot | undefined {
  const own = Object.entries(entries)
    .filter(([key]) => key.startsWith(`${FRAME_PREFIX}${tabId}:`))
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
