import { render } from "preact";
import { Options } from "../../components/options/Options";
import type { OptionsProps } from "../../components/options/props";
import { dressDocument } from "../../components/page/dress-document";
import { ask } from "../../lib/extension/ask";
import { copyDiagnostics } from "../../lib/extension/copy-diagnostics";
import { exportHistory } from "../../lib/extension/export-history";
import { t } from "../../lib/extension/i18n";
import { openPage } from "../../lib/extension/open-page";
import { followMissingHosts, requestHost } from "../../lib/extension/permissions";
import { assignedShortcuts, shortcutSettings } from "../../lib/extension/shortcuts";
import { accountItem, NO_ACCOUNT, runItem, settingsItem } from "../../lib/extension/storage";
import { watchStored } from "../../lib/extension/stored-view";

const root = document.getElementById("app");
let missingHosts: OptionsProps["missingHosts"];
let shortcuts: OptionsProps["shortcuts"] = [];
let usedToday: number | undefined;
let draw = () => {};
let runThen: unknown;

/** The day's count moves with a run. */
async function countToday(): Promise<void> {
  usedToday = await ask({ type: "ui/used-today" });
  draw();
}

const callbacks: OptionsProps["callbacks"] = {
  onSaveKey: (key) => ask({ type: "ui/key/save", key }),
  onForgetKey: () => void ask({ type: "ui/key/forget" }),
  onChooseAccount: (accountId) => void ask({ type: "ui/account/choose", accountId }),
  onChange: (patch) => void ask({ type: "ui/settings/set", patch }),
  onOpenHistory: () => void openPage("history"),
  onExport: (format) => void exportHistory(format),
  onEraseHistory: () => void ask({ type: "ui/history/erase" }),
  onCopyDiagnostics: () => copyDiagnostics(),
  onGrantHost: (host) => void requestHost(host),
  onOpenShortcuts: shortcutSettings(),
};

void watchStored((entries) => {
  draw = () => {
    if (!root) return;
    const account = accountItem.read(entries[accountItem.key]) ?? NO_ACCOUNT;
    const settings = settingsItem.read(entries[settingsItem.key]);
    dressDocument(document, `${t("menuOptions")} – ${t("extensionName")}`, settings.theme);
    render(<Options {...{ account, settings, shortcuts, missingHosts, usedToday, callbacks }} />, root);
  };
  draw();
  if (entries[runItem.key] !== runThen) void countToday();
  runThen = entries[runItem.key];
}, new AbortController().signal);

void countToday();
followMissingHosts((missing) => {
  missingHosts = missing;
  draw();
});
void assignedShortcuts().then((assigned) => {
  shortcuts = assigned;
  draw();
});
