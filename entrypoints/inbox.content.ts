import { defineContentScript } from "wxt/utils/define-content-script";
import { serveInbox } from "../lib/extension/page-agent";
import { receiveChannel } from "../lib/inbox/channel";
import { createInboxReader } from "../lib/inbox/reader";

// Every page and frame of the site: LinkedIn is a single-page app that shows messaging in an inner frame whose
// address never says so. Where there is no messaging, all this costs is a few listeners.
export default defineContentScript({
  matches: ["https://www.linkedin.com/*"],
  runAt: "document_start",
  allFrames: true,
  // Else the page would see a message from the extension.
  noScriptStartedPostMessage: true,
  main({ signal }) {
    const reader = createInboxReader({
      document,
      topLocation,
      now: () => Date.now(),
      schedule: (task) => void requestIdleCallback(task, { timeout: 200 }),
      signal,
    });
    receiveChannel(window, signal, (header, text) => reader.hear(header, text));
    document.addEventListener("contextmenu", (event) => reader.rememberRow(event), { capture: true, signal });
    serveInbox(reader, signal);
  },
});

/** The address that the person sees; undefined in a frame of another site's page. */
function topLocation(): string | undefined {
  try {
    return window.top?.location.href;
  } catch {
    return undefined;
  }
}
