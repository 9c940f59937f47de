import type { Settings } from "../settings";
import type { Notice } from "./messages";
import { answerTabRequests } from "./tab-requests";

/** Draws, updates or removes the in-page message as the background tells. Only the top frame has one. */
export function serveNotice(
  show: (notice: Notice | null, theme: Settings["theme"]) => void,
  signal: AbortSignal,
): void {
  answerTabRequests((request) => {
    if (request.type !== "tab/notice/show") return undefined;
    show(request.notice, request.theme);
    return { ok: true };
  }, signal);
}
