import type { Conversation } from "../conversation";
import type { Queue } from "../queue/deps";
import type { Accounts } from "./accounts";
import type { EverythingUnread } from "./messages";
import { currentClient } from "./sender";

/** Everything unread as ConnectSafely's list has it; every page of it counts in the queue's rolling window. */
export async function everythingUnread(accounts: Accounts, queue: Queue): Promise<EverythingUnread> {
  const current = await currentClient(accounts);
  if (!current) return { ok: false, reason: "no-key" };
  const listed = await current.client.everythingUnread({
    accountId: current.accountId,
    each: (work) => queue.counted(work, { wait: true }),
  });
  if (!listed.ok) {
    const { reason } = listed;
    if (reason === "refused") await accounts.refused();
    if (reason === "refused" || reason === "no-subscription" || reason === "not-available")
      return { ok: false, reason };
    return { ok: false, reason: "network" };
  }
  const conversations = listed.conversations.map(
    (row): Conversation => ({
      urn: row.urn,
      name: row.name,
      readState: "unread",
      lastActivityAt: row.lastActivityAt,
      kind: "direct",
      // The list names no folder.
      folder: "unknown",
    }),
  );
  if (conversations.length === 0 && listed.salesNavigator === 0 && listed.complete)
    return { ok: false, reason: "empty" };
  return { ok: true, conversations, salesNavigator: listed.salesNavigator, complete: listed.complete };
}
