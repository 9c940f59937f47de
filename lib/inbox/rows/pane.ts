import type { ProfileId, ThreadId } from "../../conversation";
import { threadOfMessage } from "../message-id";
import type { Finder } from "../selectors";
import { isVisible } from "./visible";

/** Enough to see whether more than one thread is drawn. */
const LOOKED_AT = 60;

export interface Pane {
  /** Threads whose messages are visible; more than one while the page goes from one to another. */
  readonly threads: ReadonlySet<ThreadId>;
  /** Whose mailbox their messages are in; undefined when they disagree or there are none. */
  readonly owner: ProfileId | undefined;
}

/** The visible thread beside the list. The one before it may stay mounted but hidden. */
export function readPane(document: Document, find: Finder): Pane {
  const threads = new Set<ThreadId>();
  const owners = new Set<ProfileId>();
  for (const element of find.all(document, "message").slice(-LOOKED_AT)) {
    const message = threadOfMessage(element.getAttribute("data-event-urn"));
    if (!message || !isVisible(element)) continue;
    threads.add(message.threadId);
    owners.add(message.owner);
  }
  const [owner] = owners;
  return { threads, owner: owners.size === 1 ? owner : undefined };
}
