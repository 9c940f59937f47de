import * as v from "valibot";
import { type Browser, browser } from "wxt/browser";
import { type PageRequest, pageRequestSchema, type UiRequest, uiRequestSchema } from "./messages";

/** Where a content script's message came from. */
export interface PageSender {
  readonly tabId: number;
  readonly frameId: number;
  readonly incognito: boolean;
}

export interface Handlers {
  /** Awaited before the first message is served. */
  readonly ready: Promise<unknown>;
  ui(request: UiRequest): Promise<unknown>;
  page(request: PageRequest, sender: PageSender): Promise<unknown>;
}

/**
 * Serves messages to the background. Which verbs a sender may use follows from what it is: a page of the
 * extension's own origin may use `ui/…`, a content script in a LinkedIn tab `page/…`, everyone else nothing.
 * A message that fits no schema is answered `{ ok: false, reason: "not-allowed" }` and changes nothing.
 */
export function serveMessages(handlers: Handlers): void {
  browser.runtime.onMessage.addListener(
    (message: unknown, sender: Browser.runtime.MessageSender, respond) => {
      const work = route(message, sender, handlers);
      if (!work) return undefined;
      handlers.ready
        .then(work)
        .catch((error: unknown) => {
          console.error("Caught Up: a message failed", error instanceof Error ? error.name : "");
          return { ok: false, reason: "failed" };
        })
        .then(respond);
      return true;
    },
  );
}

function route(
  message: unknown,
  sender: Browser.runtime.MessageSender,
  handlers: Handlers,
): (() => Promise<unknown>) | undefined {
  const refuse = async () => ({ ok: false, reason: "not-allowed" });
  if (sender.id !== browser.runtime.id) return undefined;
  if (sender.url?.startsWith(browser.runtime.getURL(""))) {
    const request = v.safeParse(uiRequestSchema, message);
    return request.success ? () => handlers.ui(request.output) : refuse;
  }
  const { tab, frameId } = sender;
  if (tab?.id === undefined || frameId === undefined || !isLinkedIn(sender.url)) return refuse;
  const from = { tabId: tab.id, frameId, incognito: tab.incognito };
  const request = v.safeParse(pageRequestSchema, message);
  return request.success ? () => handlers.page(request.output, from) : refuse;
}

function isLinkedIn(url: string | undefined): boolean {
  return url?.startsWith("https://www.linkedin.com/") ?? false;
}
