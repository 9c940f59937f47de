import { render } from "preact";
import { Notice } from "../../components/notice/Notice";
import notice from "../../components/notice/notice.css?inline";
import theme from "../../components/theme.css?inline";
import type { Notice as NoticeData } from "../../lib/extension/messages";
import { NOW } from "./fixtures";
import { NOTICE_STATES } from "./notice-states";
import { stage } from "./stage";

const nothing = () => {};
let host: HTMLElement | undefined;

stage<NoticeData>(NOTICE_STATES, (shown) => {
  host?.remove();
  if (!shown) return;
  host = document.createElement("div");
  document.body.append(host);
  // Open, so that axe looks into it.
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(theme + notice);
  shadow.adoptedStyleSheets = [sheet];
  render(
    <div class="themed" data-theme={document.documentElement.dataset.theme}>
      <Notice
        notice={shown}
        now={NOW}
        onUndo={nothing}
        onHold={nothing}
        onDismiss={nothing}
        onDisarm={nothing}
      />
    </div>,
    shadow,
  );
});
