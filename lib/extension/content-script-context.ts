import { browser } from "wxt/browser";

const ended = new AbortController();

/**
 * Stands in for WXT's class of this name (by an alias in wxt.config.ts). WXT's announces each start of a content
 * script by an event on the document that bears the extension's id: a page that knows the id could hear that we are
 * here, and could switch us off by sending that event itself.
 */
export class ContentScriptContext {
  /** Aborted when the extension was reloaded or removed under the page; then nothing can be told or asked any more. */
  readonly signal: AbortSignal = ended.signal;
}

/** To be called when a message found nobody: ends the script if it has been cut off from its extension. */
export function endIfCutOff(): void {
  if (browser.runtime?.id === undefined) ended.abort();
}
