import type { InboxSnapshot } from "../inbox/snapshot";

/** Whether a frame says again what it has said; only the time differs. */
export function isSameNews(one: InboxSnapshot, other: InboxSnapshot): boolean {
  return isSame({ ...one, takenAt: 0 }, { ...other, takenAt: 0 });
}

/** Plain data, compared by value. Storage gives keys in another order and leaves out those that are undefined. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  if (Array.isArray(one) && one.length !== (other as unknown[]).length) return false;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  for (const key in left) if (!isSame(left[key], right[key])) return false;
  for (const key in right) if (left[key] === undefined && right[key] !== undefined) return false;
  return true;
}
