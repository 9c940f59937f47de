import { defineContentScript } from "wxt/utils/define-content-script";
import { installTap } from "../lib/inbox/tap/install";

// The page's own world: must import nothing of the browser's API, which does not exist there.
export default defineContentScript({
  matches: ["https://www.linkedin.com/*"],
  world: "MAIN",
  runAt: "document_start",
  allFrames: true,
  main() {
    installTap(window);
  },
});
