import type { VNode } from "preact";
import { History } from "../../components/history/History";
import type { HistoryProps } from "../../components/history/props";
import { Options } from "../../components/options/Options";
import type { OptionsProps } from "../../components/options/props";
import type { WelcomeProps } from "../../components/welcome/props";
import { Welcome } from "../../components/welcome/Welcome";
import type { HistoryItem } from "../../lib/queue/deps";
import { DEFAULT_SETTINGS } from "../../lib/settings";
import { account, conversations, inbox, NOW, runView, twoAccounts } from "./fixtures";

const nothing = () => {};

const options: OptionsProps = {
  account,
  settings: DEFAULT_SETTINGS,
  shortcuts: [
    { name: "mark-all-seen", shortcut: "Alt+Shift+S" },
    { name: "mark-current-seen", shortcut: "" },
  ],
  usedToday: 84,
  callbacks: {
    onSaveKey: async () => ({ ok: true, checked: true, accountCount: 1 }),
    onForgetKey: nothing,
    onChooseAccount: nothing,
    onChange: nothing,
    onOpenHistory: nothing,
    onExport: nothing,
    onEraseHistory: nothing,
    onCopyDiagnostics: async () => {},
    onGrantHost: nothing,
    onOpenShortcuts: nothing,
  },
};

export const welcome: WelcomeProps = {
  account: { hasKey: false, accounts: [] },
  dryRun: { state: "idle" },
  shortcuts: options.shortcuts,
  callbacks: {
    onSaveKey: options.callbacks.onSaveKey,
    onChooseAccount: nothing,
    onOpenMessaging: nothing,
    onDryRun: nothing,
    onReloadTab: nothing,
    onOpenOptions: nothing,
    onGrantHost: nothing,
    onOpenShortcuts: nothing,
  },
};

const runs = [
  runView({ id: "a", state: "running", createdAt: NOW - 60_000 }, { pending: 11, done: 12 }),
  runView(
    { id: "b", state: "finished", createdAt: NOW - 3_600_000 },
    { done: 18, skipped: 2, failed: 3 },
    { markUnreadUntil: NOW + 86_400_000 },
  ),
  runView({ id: "c", action: "unread", state: "finished", createdAt: NOW - 90_000_000 }, { done: 1 }),
  runView({ id: "d", state: "stopped", createdAt: NOW - 900_000_000 }, { done: 5, skipped: 40 }),
];

export const historyItems: readonly HistoryItem[] = conversations(8).map(({ urn, name }, i) => ({
  runId: "b",
  action: "seen",
  urn,
  name,
  state: i === 2 ? "skipped" : i === 4 ? "failed" : "done",
  reason: i === 2 ? "new-message" : i === 4 ? "not-found" : undefined,
  attempts: 1,
  endedAt: NOW - 3_500_000,
  markUnreadUntil: i === 2 || i === 4 ? undefined : NOW + 86_400_000,
}));

export const history: HistoryProps = {
  now: NOW,
  runs,
  items: new Map([["b", historyItems]]),
  found: undefined,
  limit: 500,
  perDay: [
    { day: "2026-10-12", count: 4 },
    { day: "2026-10-20", count: 84 },
    { day: "2026-10-28", count: 31 },
    { day: "2026-11-04", count: 30 },
  ],
  retentionDays: 30,
  callbacks: {
    onOpenRun: nothing,
    onSearch: nothing,
    onMarkUnread: nothing,
    onExport: nothing,
    onErase: nothing,
    onOpenOptions: nothing,
  },
};

/** Every state of the full pages, by name. */
export const PAGE_STATES: Readonly<Record<string, VNode>> = {
  options: <Options {...options} />,
  "options-no-key": (
    <Options
      {...options}
      account={{ hasKey: false, accounts: [] }}
      callbacks={{ ...options.callbacks, onOpenShortcuts: undefined }}
    />
  ),
  welcome: <Welcome {...welcome} />,
  "welcome-tried": (
    <Welcome {...welcome} account={account} dryRun={{ state: "read", inbox: inbox(23, { more: true }) }} />
  ),
  "welcome-unreachable": <Welcome {...welcome} account={twoAccounts} dryRun={{ state: "unreachable" }} />,
  history: <History {...history} />,
  "history-empty": <History {...history} runs={[]} perDay={[]} retentionDays={0} />,
  "options-accounts": (
    <Options
      {...options}
      account={{ ...twoAccounts, check: "refused" }}
      settings={{ ...DEFAULT_SETTINGS, requestsPerMinute: 240, dailyLimit: 500, confirm: "always" }}
    />
  ),
};
