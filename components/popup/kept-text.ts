import { formatList, type PluralKey, plural } from "../../lib/extension/i18n";
import type { Choice } from "../../lib/selection/choice";

const KEPT: Readonly<Record<"starred" | "star-unknown" | "today" | "date-unknown", PluralKey>> = {
  starred: "keptStarred",
  "star-unknown": "keptStarUnknown",
  today: "keptToday",
  "date-unknown": "keptDateUnknown",
};

/** What stays unread although it is unread here, and why; empty when nothing does. */
export function keptText({ kept, selectedHidden }: Choice): string {
  let total = 0;
  for (const count of kept.values()) total += count;
  if (total === 0) return "";
  const parts = Object.entries(KEPT).flatMap(([reason, stem]) => {
    const count = kept.get(reason as keyof typeof KEPT) ?? 0;
    return count > 0 ? [plural(stem, count)] : [];
  });
  if (selectedHidden > 0) parts.push(plural("keptHidden", selectedHidden));
  return parts.length > 0 ? plural("keptWhy", total, formatList(parts)) : plural("keptCount", total);
}
