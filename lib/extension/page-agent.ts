import type { InboxReader } from "../inbox/reader";
import { tell } from "./ask";
import { whenIdle } from "./idle";
import { answerTabRequests } from "./tab-requests";

/**
 * The inbox script's side of the protocol: answers the background's questions from the reader, and tells it when
 * what is known has changed, until the signal aborts. It never begins a run.
 */
export function serveInbox(reader: InboxReader, signal: AbortSignal): void {
  answerTabRequests((request) => {
    switch (request.type) {
      case "tab/inbox/snapshot":
        return reader.snapshot();
      case "tab/row/resolve":
        return reader.resolveRow();
      case "tab/row/resolve-older":
        return reader.resolveRowAndOlder();
      case "tab/current/resolve":
        return reader.resolveCurrent();
      case "tab/conversations/marked":
        reader.marked(request.urns, request.readState, request.at);
        return { ok: true };
      case "tab/diagnostics":
        return reader.diagnostics();
      case "tab/notice/show":
        return undefined;
    }
  }, signal);

  // Each answer is taken in by itself, but all that is unread is packed up for the background only now and then.
  const tellSoon = whenIdle(() => {
    if (!signal.aborted) void tell({ type: "page/inbox/changed", snapshot: reader.snapshot() });
  });
  reader.onChange(tellSoon);
}
