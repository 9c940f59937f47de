import { ask } from "./ask";

/** Puts the diagnostics of a tab, or of every LinkedIn tab, on the clipboard. Rejects when the browser does not let it. */
export async function copyDiagnostics(tabId?: number): Promise<void> {
  const text = await ask({ type: "ui/diagnostics", ...(tabId === undefined ? {} : { tabId }) });
  await navigator.clipboard.writeText(text);
}
