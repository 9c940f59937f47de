import { render } from "preact";
import { t } from "../../lib/extension/i18n";

const root = document.getElementById("app");
if (root) render(<h1>{t("extensionName")}</h1>, root);
