import { defineContentScript } from "wxt/utils/define-content-script";
import { createNoticeHost } from "../components/notice/notice-host";
import { tell } from "../lib/extension/ask";
import { serveTab } from "../lib/extension/page-agent";
import { receivePort } from "../lib/inbox/port";
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
    void receivePort(window, signal).then((port) => reader.listen(port));
    document.addEventListener("contextmenu", (event) => reader.rememberRow(event), { capture: true, signal });

    const notice = createNoticeHost(document, {
      onUndo: (runId) => void tell({ type: "page/run/undo", runId }),
      onHold: (runId, held) => void tell({ type: "page/run/hold", runId, held }),
      onDisarm: () => void tell({ type: "page/armed/drop" }),
    });
    signal.addEventListener("abort", () => notice.show(null));
    serveTab({ reader, showNotice: (shown) => notice.show(shown), signal });
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
