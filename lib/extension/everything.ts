import type { Refusal } from "../connectsafely/refusal";
import type { Conversation } from "../conversation";
import type { Queue } from "../queue/deps";
import type { Accounts } from "./accounts";
import type { EverythingUnread } from "./messages";
import { currentClient } from "./sender";

type Reason = Extract<EverythingUnread, { ok: false }>["reason"];

/** A person can do the same about the ones that share a word. */
const TOLD_AS: Readonly<Record<Refusal["reason"], Reason>> = {
  refused: "refused",
  "no-subscription": "no-subscription",
  "not-available": "not-available",
  "rate-limited": "rate-limited",
  "permission-lost": "permission-lost",
  offline: "offline",
  redirected: "redirected",
  network: "network",
  timeout: "network",
  unreadable: "unreadable",
  failed: "unreadable",
};

/** Everything unread as ConnectSafely's list has it; every page of it counts in the queue's rolling window. */
export async function everythingUnread(accounts: Accounts, queue: Queue): Promise<EverythingUnread> {
  const current = await currentClient(accounts);
  if (!current) return { ok: false, reason: "no-key" };
  const listed = await current.client.everythingUnread({
    accountId: current.accountId,
    each: (work) => queue.counted(work, { wait: true }),
  });
  if (!listed.ok) {
    if (listed.reason === "refused") await accounts.refused();
    return { ok: false, reason: TOLD_AS[listed.reason] };
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
