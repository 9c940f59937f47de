import type { SandboxFolder } from "./conversation.ts";
import type { Random } from "./random.ts";

/** Unread ones of the other folder are a few of the newest, so that the first answer tells of them. */
const FIRST_ANSWER = 20;
const FEW = 3;

const isInbox = (folder: SandboxFolder) => folder === "focused" || folder === "other";

/** About a seventh outside the inbox folders and a fifth of the rest in Other; always room for the unread. */
export function planFolders(random: Random, count: number, unread: number): SandboxFolder[] {
  const elsewhere = Math.max(0, Math.min(Math.floor(count / 7), count - unread - 1));
  const kinds: SandboxFolder[] = ["archived", "spam", "archived", "requests"];
  const rest = Array.from(
    { length: Math.max(0, count - 1 - elsewhere) },
    (_, i): SandboxFolder => (i % 5 === 3 ? "other" : "focused"),
  );
  const away = Array.from({ length: elsewhere }, (_, i) => kinds[i % kinds.length] ?? "archived");
  const folders: SandboxFolder[] = count > 0 ? ["focused", ...random.shuffle([...rest, ...away])] : [];
  return folders;
}

/** Indexes of the unread; the newer, the likelier. The newest of all only if asked for. */
export function planUnread(
  random: Random,
  folders: readonly SandboxFolder[],
  options: { unread: number; unreadElsewhere: number; firstUnread: boolean },
): Set<number> {
  const weighted = (indexes: number[]) =>
    indexes
      .map((index) => ({ index, at: index * 0.4 + random.next() * (6 + indexes.length * 0.7) }))
      .sort((a, b) => a.at - b.at)
      .map(({ index }) => index);
  const indexes = folders.map((_, index) => index);
  const inbox = indexes.filter((i) => i > 0 && isInbox(folders[i] ?? "spam"));
  const near = inbox.filter((i) => folders[i] === "other" && i < FIRST_ANSWER).slice(0, FEW);
  const easy = weighted(inbox.filter((i) => folders[i] === "focused" || near.includes(i)));
  const hard = weighted(inbox.filter((i) => folders[i] === "other" && !near.includes(i)));
  const chosen = [...(options.firstUnread ? [0] : []), ...easy, ...hard, ...(options.firstUnread ? [] : [0])];
  const away = weighted(indexes.filter((i) => !isInbox(folders[i] ?? "spam")));
  return new Set([...chosen.slice(0, options.unread), ...away.slice(0, options.unreadElsewhere)]);
}
