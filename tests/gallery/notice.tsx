import { render } from "preact";
import { Notice } from "../../components/notice/Notice";
import notice from "../../components/notice/notice.css?inline";
import theme from "../../components/theme.css?inline";
import { NOW } from "./fixtures";
import { NOTICE_STATES } from "./notice-states";
import { stage } from "./stage";

const nothing = () => {};

stage(NOTICE_STATES, (shown) => {
  const host = document.createElement("div");
  host.dataset.theme = document.documentElement.dataset.theme ?? "light";
  document.body.append(host);
  // Open, so that axe looks into it.
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(theme + notice);
  shadow.adoptedStyleSheets = [sheet];
  render(
    <Notice
      notice={shown}
      now={NOW}
      onUndo={nothing}
      onHold={nothing}
      onDismiss={nothing}
      onDisarm={nothing}
    />,
    shadow,
  );
});
