import { render } from "preact";
import { browser } from "wxt/browser";

const root = document.getElementById("app");
if (root) render(<h1>{browser.i18n.getMessage("extensionName")}</h1>, root);
