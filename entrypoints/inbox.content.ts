import { defineContentScript } from "wxt/utils/define-content-script";

export default defineContentScript({
  matches: ["https://www.linkedin.com/*"],
  runAt: "document_start",
  allFrames: true,
  noScriptStartedPostMessage: true,
  main() {},
});
