import { type Conversation, isInInbox } from "../conversation";
import type { NewItem } from "../queue/run";
import { CONFIRM_ABOVE, type Settings } from "../settings";

/**
 * What "all" means without the popup: every conversation known to be unread in the inbox folders, less what the
 * person's settings keep. Unknown is not unread; archive and spam are not the inbox.
 */
export function allUnread(
  conversations: readonly Conversation[],
  settings: Pick<Settings, "keepStarred" | "keepToday">,
  now: number,
): Conversation[] {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  return conversations.filter(
    (conversation) =>
      conversation.readState === "unread" &&
      isInInbox(conversation.folder) &&
      !(settings.keepStarred && conversation.starred) &&
      !(settings.keepToday && (conversation.lastActivityAt ?? 0) >= midnight),
  );
}

/** A bulk action of this size asks for a second press. */
export function needsSecondPress(count: number, confirm: Settings["confirm"]): boolean {
  return confirm === "always" || (confirm === "over-50" && count > CONFIRM_ABOVE);
}

export function toItem(conversation: Conversation): NewItem {
  return {
    urn: conversation.urn,
    name: conversation.name,
    ...(conversation.lastActivityAt === undefined ? {} : { shownActivityAt: conversation.lastActivityAt }),
  };
}
