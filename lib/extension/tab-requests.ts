import { browser } from "wxt/browser";
import type { TabRequest } from "./messages";

/** Answers the background until the signal aborts. undefined: not this script's question, another's of the frame. */
export function answerTabRequests(answer: (request: TabRequest) => unknown, signal: AbortSignal): void {
  type Respond = (answer: unknown) => void;
  const onMessage = (message: unknown, sender: { id?: string }, respond: Respond): true | undefined => {
    if (sender.id !== browser.runtime.id || !isTabRequest(message)) return undefined;
    const answered = answer(message);
    if (answered === undefined) return undefined;
    respond(answered);
    return true;
  };
  browser.runtime.onMessage.addListener(onMessage);
  signal.addEventListener("abort", () => browser.runtime.onMessage.removeListener(onMessage));
}

function isTabRequest(message: unknown): message is TabRequest {
  return (
    typeof message === "object" &&
    message !== null &&
    String((message as { type?: unknown }).type).startsWith("tab/")
  );
}
