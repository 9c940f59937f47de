import { browser } from "wxt/browser";
import { settingsItem } from "./storage";

/** All stored entries by key, `session` over `local`; what every page of the extension draws from. */
export type StoredEntries = Readonly<Record<string, unknown>>;

/**
 * Reads what is stored and follows it until the signal aborts. Needs no background: a page opens at once from the
 * last known state, however cold the worker is.
 */
export async function watchStored(
  changed: (entries: StoredEntries) => void,
  signal: AbortSignal,
): Promise<void> {
  let entries: StoredEntries = {};
  const onChanged = (changes: Record<string, { newValue?: unknown }>, area: string) => {
    if (area !== "session" && area !== "local") return;
    const next: Record<string, unknown> = { ...entries };
    for (const [key, change] of Object.entries(changes)) {
      if (change.newValue === undefined) delete next[key];
      else next[key] = change.newValue;
    }
    entries = next;
    changed(entries);
  };
  // Listening begins before the read, so that nothing written in between is missed.
  const early: [Parameters<typeof onChanged>[0], string][] = [];
  let loaded = false;
  const listener = (changes: Parameters<typeof onChanged>[0], area: string) => {
    if (loaded) onChanged(changes, area);
    else early.push([changes, area]);
  };
  browser.storage.onChanged.addListener(listener);
  signal.addEventListener("abort", () => browser.storage.onChanged.removeListener(listener));

  const [session, settings] = await Promise.all([
    browser.storage.session.get(null),
    browser.storage.local.get(settingsItem.key),
  ]);
  entries = { ...settings, ...session };
  loaded = true;
  changed(entries);
  for (const change of early) onChanged(...change);
}
