import type { ProfileId, ThreadId } from "../conversation";
import { parseThreadId } from "./place";

const MESSAGE =
  /^urn:li:msg_message:\(urn:li:fsd_profile:([A-Za-z0-9_-]{1,128}),2-([A-Za-z0-9+/=_-]{1,256})\)$/;

/**
 * A message's URN (`data-event-urn` in an open pane) names the mailbox in clear and its thread in base64:
 * `<ms>b<5 digits>-<3 digits>&<uuid>_<3 digits>`, where the thread id is `2-` and base64 of what follows the `&`.
 * Source: three recorded pairs, 2025-02 and 2026-08.
 */
export function threadOfMessage(urn: string | null): { owner: ProfileId; threadId: ThreadId } | undefined {
  const match = MESSAGE.exec(urn ?? "");
  if (!match) return undefined;
  const inside = decode(match[2] ?? "");
  const thread = inside === undefined ? undefined : /&([0-9a-f-]{36}_\d{3})$/.exec(inside)?.[1];
  const threadId = thread === undefined ? undefined : parseThreadId(`2-${btoa(thread)}`);
  return threadId && { owner: match[1] as ProfileId, threadId };
}

function decode(base64: string): string | undefined {
  try {
    return atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}
