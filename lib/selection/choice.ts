import type { Conversation, ConversationUrn } from "../conversation";
import type { NewItem } from "../queue/run";
import { CONFIRM_ABOVE, type Settings } from "../settings";
import { type Filter, type KeptBy, keptBy } from "./filter";

/** Why a conversation that is unread here stays so. */
export type Kept = KeptBy | "not-selected" | "selected-hidden";

/** What is drawn and what the button would send. */
export interface Choice {
  /** Rows, in the given order. */
  readonly shown: readonly Conversation[];
  /** Exactly what a press sends. Always a part of `shown`: nothing is sent that is not on the screen's list. */
  readonly target: readonly Conversation[];
  /** The target is every unread one there is, so "all" is the truth. */
  readonly all: boolean;
  /** Why the others stay unread, each counted once; `selected-hidden`: by the search or the filter. */
  readonly kept: ReadonlyMap<Kept, number>;
}

/** With nothing selected all that is shown is meant; with a selection only what is both selected and shown. */
export function choose(
  unread: readonly Conversation[],
  filter: Filter,
  selected: ReadonlySet<ConversationUrn>,
  now: number,
): Choice {
  const kept = new Map<Kept, number>();
  const count = (reason: Kept) => kept.set(reason, (kept.get(reason) ?? 0) + 1);
  const shown: Conversation[] = [];
  const picked: Conversation[] = [];
  for (const conversation of unread) {
    const isSelected = selected.has(conversation.urn);
    const reason = keptBy(filter, conversation, now);
    if (reason) {
      count(isSelected ? "selected-hidden" : reason);
      continue;
    }
    shown.push(conversation);
    if (isSelected) picked.push(conversation);
    else if (selected.size > 0) count("not-selected");
  }
  // A selection of which nothing is left stays one: "Mark 1 seen" must not turn into all under the pointer.
  const target = selected.size > 0 ? picked : shown;
  return {
    shown,
    target,
    all: target.length === unread.length,
    kept,
  };
}

/** The row and every shown row whose newest message is not newer. One whose date is not known is not older. */
export function thisAndOlder(
  shown: readonly Conversation[],
  urn: ConversationUrn,
): readonly ConversationUrn[] {
  const at = shown.find((conversation) => conversation.urn === urn)?.lastActivityAt;
  if (at === undefined) return [urn];
  return shown
    .filter(
      ({ urn: each, lastActivityAt }) =>
        each === urn || (lastActivityAt !== undefined && lastActivityAt <= at),
    )
    .map((conversation) => conversation.urn);
}

/** Whether a press only arms and a second one runs. */
export function needsSecondPress(count: number, confirm: Settings["confirm"]): boolean {
  return count > 0 && (confirm === "always" || (confirm === "over-50" && count > CONFIRM_ABOVE));
}

export function toNewItem({ urn, name, lastActivityAt }: Conversation): NewItem {
  return { urn, name, shownActivityAt: lastActivityAt };
}
