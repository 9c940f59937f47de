import { formatList, type PluralKey, plural } from "../../lib/extension/i18n";
import type { Choice, Kept } from "../../lib/selection/choice";

const KEPT = {
  starred: "keptStarred",
  "star-unknown": "keptStarUnknown",
  today: "keptToday",
  "date-unknown": "keptDateUnknown",
  "selected-hidden": "keptHidden",
} as const satisfies Partial<Record<Kept, PluralKey>>;

/** What stays unread although it is unread here, and why; empty when nothing does. */
export function keptText({ kept }: Choice): string {
  let rest = 0;
  for (const count of kept.values()) rest += count;
  const total = rest;
  if (total === 0) return "";
  const parts: string[] = [];
  for (const [reason, stem] of Object.entries(KEPT) as [keyof typeof KEPT, PluralKey][]) {
    const count = kept.get(reason) ?? 0;
    if (count > 0) parts.push(plural(stem, count));
    rest -= count;
  }
  // A person sees the search, filter and selection that they have just made: alone, they need no words.
  if (parts.length === 0) return plural("keptCount", total);
  if (rest > 0) parts.push(plural("keptOther", rest));
  return plural("keptWhy", total, formatList(parts));
}
