/** How conversations get into a run. */
import type { ConversationUrn } from "../conversation";
import type { StartRequest } from "./deps";
import { isOpen, newItem, reopened } from "./item";
import type { NewItem } from "./run";
import type { ItemRecord, QueueTransaction, RunRecord } from "./store";

/** Whether a click for `request` belongs to this run. */
export function isSame(run: RunRecord, request: StartRequest): boolean {
  return (
    run.action === request.action &&
    run.accountId === request.accountId &&
    run.ephemeral === request.ephemeral &&
    run.state !== "stopped"
  );
}

/** Puts all of it into a new run. */
export async function fill(
  tx: QueueTransaction,
  run: RunRecord,
  wanted: ReadonlyMap<ConversationUrn, NewItem>,
): Promise<number> {
  const items = [...wanted.values()].map((item, n) => newItem(run.id, run.size + n, stored(item, run), 0));
  await putAll(tx, items);
  return items.length;
}

/** Puts in what the run doesn't have. What it has is left alone, unless a newer message was shown to the person. */
export async function join(
  tx: QueueTransaction,
  run: RunRecord,
  wanted: ReadonlyMap<ConversationUrn, NewItem>,
  heldUntil: number,
): Promise<number> {
  const notBefore = run.state === "holding" ? 0 : heldUntil;
  const items = await Promise.all(
    [...wanted.values()].map(async (item, n) => {
      const known = await tx.item(run.id, item.urn);
      if (!known) return newItem(run.id, run.size + n, stored(item, run), notBefore);
      const isAgain = !isOpen(known) && isNewer(item, known);
      return isAgain ? { ...reopened(known, item.shownActivityAt), notBefore } : undefined;
    }),
  );
  const added = items.filter((item) => item !== undefined);
  await putAll(tx, added);
  return added.length;
}

/** All at once: one after another, ten thousand would take a second. */
export async function putAll(tx: QueueTransaction, items: readonly ItemRecord[]): Promise<void> {
  await Promise.all(items.map((item) => tx.putItem(item)));
}

function isNewer(item: NewItem, known: { readonly shownActivityAt?: number | undefined }): boolean {
  return item.shownActivityAt !== undefined && item.shownActivityAt > (known.shownActivityAt ?? 0);
}

/** Of a private window no name is written. */
function stored(item: NewItem, run: RunRecord): NewItem {
  return run.ephemeral ? { ...item, name: "" } : item;
}
