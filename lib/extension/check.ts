import { ownerOf } from "../conversation";
import type { QueueDeps } from "../queue/deps";
import type { Inboxes } from "./inboxes";

/**
 * Asked right before a request: what LinkedIn's pages have said since the click. A message newer than the one
 * the person saw is not theirs to mark as seen yet; one that has become read needs no request, unless a request of
 * our own may have done it: then only its repetition can tell. Silence, or a page of another mailbox, lets it be sent.
 */
export function createCheck(inboxes: Inboxes): NonNullable<QueueDeps["check"]> {
  return async (item, run) => {
    if (run.action !== "seen") return undefined;
    const owner = ownerOf(item.urn);
    for (const { snapshot } of await inboxes.all()) {
      if (snapshot.viewer !== owner || snapshot.takenAt < run.createdAt) continue;
      const readAt = snapshot.becameRead?.find((read) => read.urn === item.urn)?.at;
      if (item.attempts === 0 && readAt !== undefined && readAt > run.createdAt) return "already-read";
      const known = snapshot.conversations.find((conversation) => conversation.urn === item.urn);
      const isNewer = (known?.lastActivityAt ?? 0) > (item.shownActivityAt ?? Number.POSITIVE_INFINITY);
      if (isNewer && known?.readState === "unread") return "new-message";
    }
    return undefined;
  };
}
