import type { ReadState } from "../conversation";

/** LinkedIn's own echoes may show the state of before for this long after a change. Source: seen at 10 to 15 s. */
export const ECHO_MS = 15_000;

export interface Timed<T> {
  readonly value: T;
  /** Epoch ms at which it was true. */
  readonly at: number;
}

/** ConnectSafely has confirmed it. */
export interface Mark extends Timed<"read" | "unread"> {
  /** Newest message known at that moment: one that is newer is news, not an echo. */
  readonly activityAt: number | undefined;
}

export interface ReadEvidence {
  readonly data?: Timed<"read" | "unread"> | undefined;
  readonly mark?: Mark | undefined;
  /** What the row showed when it was last drawn. */
  readonly row?: Timed<"read" | "unread"> | undefined;
  readonly activityAt?: number | undefined;
}

/** One state out of what data, our own marks and rows say; a row speaks only where data is silent. */
export function readStateOf({ data, mark, row, activityAt }: ReadEvidence): ReadState {
  if (!mark) return data?.value ?? row?.value ?? "unknown";
  const later = data ?? row;
  if (!later || later.at <= mark.at) return mark.value;
  const newMessage = data !== undefined && (activityAt ?? 0) > (mark.activityAt ?? Number.POSITIVE_INFINITY);
  return newMessage || later.at > mark.at + ECHO_MS ? later.value : mark.value;
}
