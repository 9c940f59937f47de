import { render } from "preact";
import { dressDocument } from "../../components/page/dress-document";
import { Popup } from "../../components/popup/Popup";
import { t } from "../../lib/extension/i18n";
import { afterFirstPaint } from "./after-first-paint";
import { startPopup } from "./wire";

const root = document.getElementById("app");
afterFirstPaint(() =>
  startPopup((props) => {
    if (!root) return;
    dressDocument(document, t("extensionName"), props.settings.theme);
    render(<Popup {...props} />, root);
  }),
);
