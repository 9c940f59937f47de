import { render } from "preact";
import { dressDocument } from "../../components/page/dress-document";
import type { DryRun, WelcomeProps } from "../../components/welcome/props";
import { Welcome } from "../../components/welcome/Welcome";
import { ask } from "../../lib/extension/ask";
import { readOpenInbox } from "../../lib/extension/dry-run";
import { t } from "../../lib/extension/i18n";
import { openPage } from "../../lib/extension/open-page";
import { followMissingHosts, requestHost } from "../../lib/extension/permissions";
import { reloadTab } from "../../lib/extension/place";
import { assignedShortcuts, shortcutSettings } from "../../lib/extension/shortcuts";
import { accountItem, NO_ACCOUNT, settingsItem } from "../../lib/extension/storage";
import { type StoredEntries, watchStored } from "../../lib/extension/stored-view";
import { openMessaging } from "../../lib/extension/tabs";

const root = document.getElementById("app");
let entries: StoredEntries = {};
let dryRun: DryRun = { state: "idle" };
let stale: number | undefined;
let missingHosts: WelcomeProps["missingHosts"];
let shortcuts: WelcomeProps["shortcuts"] = [];

function draw(): void {
  if (!root) return;
  dressDocument(document, t("welcomeTitle"), settingsItem.read(entries[settingsItem.key]).theme);
  const account = accountItem.read(entries[accountItem.key]) ?? NO_ACCOUNT;
  render(<Welcome {...{ account, dryRun, shortcuts, missingHosts, callbacks }} />, root);
}

async function tryIt(): Promise<void> {
  dryRun = { state: "reading" };
  draw();
  const read = await readOpenInbox();
  stale = read.state === "unreachable" ? read.tabId : undefined;
  dryRun = read;
  draw();
}

const callbacks: WelcomeProps["callbacks"] = {
  onSaveKey: (key) => ask({ type: "ui/key/save", key }),
  onChooseAccount: (accountId) => void ask({ type: "ui/account/choose", accountId }),
  onOpenMessaging: () => void openMessaging(),
  onDryRun: () => void tryIt(),
  onReloadTab: () => void (stale !== undefined && reloadTab(stale)),
  onOpenOptions: () => void openPage("options"),
  onGrantHost: (host) => void requestHost(host),
  onOpenShortcuts: shortcutSettings(),
};

void watchStored((next) => {
  entries = next;
  draw();
}, new AbortController().signal);
followMissingHosts((missing) => {
  missingHosts = missing;
  draw();
});
void assignedShortcuts().then((assigned) => {
  shortcuts = assigned;
  draw();
});
