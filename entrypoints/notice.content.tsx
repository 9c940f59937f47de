import { defineContentScript } from "wxt/utils/define-content-script";
import { createNoticeHost } from "../components/notice/notice-host";
import { tell, tellPress } from "../lib/extension/ask";
import { endIfCutOff } from "../lib/extension/content-script-context";
import { serveNotice } from "../lib/extension/notice-agent";

// Apart from the reader of the inbox: only the top frame draws the message, and nobody asks for it before the page is
// there, so no other frame and no page's start has to pay for what draws it.
export default defineContentScript({
  matches: ["https://www.linkedin.com/*"],
  runAt: "document_idle",
  main({ signal }) {
    const notice = createNoticeHost(document, {
      onUndo: (runId) => void tellPress({ type: "page/run/undo", runId }),
      onHold: (runId, held) => void tell({ type: "page/run/hold", runId, held }),
      onDisarm: () => void tell({ type: "page/armed/drop" }),
      onTick: endIfCutOff,
    });
    signal.addEventListener("abort", () => notice.show(null));
    serveNotice(notice.show, signal);
  },
});
