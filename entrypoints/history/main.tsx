import { render } from "preact";
import { History } from "../../components/history/History";
import type { HistoryProps } from "../../components/history/props";
import { dressDocument } from "../../components/page/dress-document";
import { ask } from "../../lib/extension/ask";
import { exportHistory } from "../../lib/extension/export-history";
import { t } from "../../lib/extension/i18n";
import { openPage } from "../../lib/extension/open-page";
import { noMarkUnreadItem, runItem, settingsItem } from "../../lib/extension/storage";
import { type StoredEntries, watchStored } from "../../lib/extension/stored-view";

const LIMIT = 500;
const DAYS = 30;

const root = document.getElementById("app");
let entries: StoredEntries = {};
let runs: HistoryProps["runs"] = [];
let perDay: HistoryProps["perDay"] = [];
let found: HistoryProps["found"];
let searched = "";
const items = new Map<string, HistoryProps["found"] & object>();

function draw(): void {
  if (!root) return;
  const settings = settingsItem.read(entries[settingsItem.key]);
  dressDocument(document, `${t("menuHistory")} – ${t("extensionName")}`, settings.theme);
  const markUnreadUnavailable = noMarkUnreadItem.read(entries[noMarkUnreadItem.key]);
  const { retentionDays } = settings;
  const now = Date.now();
  const limit = LIMIT;
  render(
    <History
      {...{ now, runs, items, found, limit, perDay, retentionDays, markUnreadUnavailable, callbacks }}
    />,
    root,
  );
}

/** Everything that is shown, read anew; a run that goes on changes all of it. */
async function load(): Promise<void> {
  [runs, perDay] = await Promise.all([
    ask({ type: "ui/history/runs", limit: LIMIT }),
    ask({ type: "ui/history/per-day", days: DAYS }),
    ...[...items.keys()].map(loadItems),
    search(searched),
  ]);
  draw();
}

async function loadItems(runId: string): Promise<void> {
  items.set(runId, await ask({ type: "ui/history/items", runId }));
}

async function search(text: string): Promise<void> {
  searched = text;
  const result = text ? await ask({ type: "ui/history/search", text, limit: LIMIT }) : undefined;
  // An answer that was overtaken by further typing is dropped.
  if (text === searched) found = result;
}

const callbacks: HistoryProps["callbacks"] = {
  onOpenRun: (runId) => void loadItems(runId).then(draw),
  onSearch: (text) => void search(text).then(draw),
  onMarkUnread: (runId, urns) =>
    void ask({ type: "ui/run/mark-unread", runId, ...(urns ? { urns: [...urns] } : {}) }).then(load),
  onExport: (format) => void exportHistory(format),
  onErase: () => {
    items.clear();
    void ask({ type: "ui/history/erase" }).then(load);
  },
  onOpenOptions: () => void openPage("options"),
};

/** Changes as a run goes on; at most one load at a time, and one more after it. */
let loading: Promise<void> | undefined;
let again = false;
function reload(): void {
  if (loading) {
    again = true;
    return;
  }
  loading = load().finally(() => {
    loading = undefined;
    if (again) reload();
    again = false;
  });
}

void watchStored((next) => {
  const moved = next[runItem.key] !== entries[runItem.key];
  entries = next;
  draw();
  if (moved) reload();
}, new AbortController().signal);
reload();
