import type { Conversation } from "../conversation";
import type { Settings } from "../settings";
import { choose } from "./choice";
import { defaultFilter } from "./filter";
import { unreadOf } from "./unread";

/** What "all" means where nothing is chosen (shortcut, menu, badge): just what the popup's button would send. */
export function allUnread(
  known: readonly Conversation[],
  keep: Pick<Settings, "keepStarred" | "keepToday">,
  now: number,
): readonly Conversation[] {
  const { conversations } = unreadOf(known, new Set());
  return choose(conversations, defaultFilter(keep), new Set(), now).target;
}
