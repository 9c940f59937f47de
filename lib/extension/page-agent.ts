import { browser } from "wxt/browser";
import type { InboxReader } from "../inbox/reader";
import { tell } from "./ask";
import type { Notice, TabRequest } from "./messages";

interface PageAgentDeps {
  readonly reader: InboxReader;
  /** Draws, updates or removes the in-page message; only the top frame has one. */
  readonly showNotice: (notice: Notice | null) => void;
  /** Aborted when the document goes or the extension is reloaded under it. */
  readonly signal: AbortSignal;
}

/**
 * The content script's side of the protocol: answers the background's questions from the reader, and tells it
 * when what is known has changed. It never begins a run.
 */
export function serveTab({ reader, showNotice, signal }: PageAgentDeps): void {
  const answer = (request: TabRequest): unknown => {
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
      case "tab/notice/show":
        showNotice(request.notice);
        return { ok: true };
      case "tab/diagnostics":
        return reader.diagnostics();
    }
  };

  type Respond = (answer: unknown) => void;
  const onMessage = (message: unknown, sender: { id?: string }, respond: Respond): true | undefined => {
    if (sender.id !== browser.runtime.id || !isTabRequest(message)) return undefined;
    respond(answer(message));
    return true;
  };
  browser.runtime.onMessage.addListener(onMessage);
  signal.addEventListener("abort", () => browser.runtime.onMessage.removeListener(onMessage));

  reader.onChange(() => {
    if (!signal.aborted) void tell({ type: "page/inbox/changed", snapshot: reader.snapshot() });
  });
}

function isTabRequest(message: unknown): message is TabRequest {
  return (
    typeof message === "object" &&
    message !== null &&
    String((message as { type?: unknown }).type).startsWith("tab/")
  );
}
