/** Invented people, inboxes and runs, for the gallery and the component tests. */
import type { PopupCallbacks, PopupProps } from "../../components/popup/props";
import { type Conversation, type ConversationUrn, parseConversationUrn } from "../../lib/conversation";
import type { InboxSnapshot } from "../../lib/inbox/snapshot";
import type { ItemFailure, Run, RunCounts, RunView } from "../../lib/queue/run";
import { DEFAULT_SETTINGS } from "../../lib/settings";

/** A Wednesday, 14:30 local time. */
export const NOW = new Date(2026, 10, 4, 14, 30).getTime();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function urn(n: number): ConversationUrn {
  const parsed = parseConversationUrn(
    `urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAInvented,2-thread${String(n).padStart(6, "0")}==)`,
  );
  if (!parsed) throw new Error("fixture");
  return parsed;
}

const NAMES = [
  "Amara Okonkwo-Lindqvist",
  "Tomás Ferreira da Cunha",
  "王小明",
  "ليلى حداد",
  "Henrike Østergaard",
  "Priya Venkataraman, Jonas Weiß, Mei-Ling Tan and 4 others",
  "Northlight Robotics",
  "Дарья Соколова",
  "Oyelaran Adébáyò",
  "Sakura Mori",
  "Félicité Dubreuil",
  "Kofi Mensah",
] as const;
const KINDS = ["direct", "direct", "direct", "inmail", "direct", "group", "company", "sponsored"] as const;
const AGES = [0.2, 1, 3, 7, 20, 26, 50, 75, 130, 240, 400, 900, 2000] as const;

export function conversations(count: number, starredEvery = 6): Conversation[] {
  return Array.from({ length: count }, (_, i) => ({
    urn: urn(i),
    name: NAMES[i % NAMES.length] ?? "",
    readState: "unread",
    lastActivityAt: NOW - (AGES[i % AGES.length] ?? 1) * HOUR - Math.floor(i / AGES.length) * 100 * DAY,
    kind: KINDS[i % KINDS.length] ?? "direct",
    folder: "focused",
    starred: i % starredEvery === 1,
  }));
}

export function inbox(count: number, change: Partial<InboxSnapshot> = {}): InboxSnapshot {
  return {
    viewer: "ACoAAInvented",
    place: "messaging",
    hasList: true,
    conversations: conversations(count),
    readCount: 27,
    more: false,
    health: "ok",
    takenAt: NOW,
    ...change,
  };
}

export function counts(part: Partial<RunCounts>): RunCounts {
  const whole = { pending: 0, leased: 0, done: 0, skipped: 0, failed: 0, ...part };
  return { total: whole.pending + whole.leased + whole.done + whole.skipped + whole.failed, ...whole };
}

export function runView(run: Partial<Run>, part: Partial<RunCounts>, rest: Partial<RunView> = {}): RunView {
  return {
    run: {
      id: "run-1",
      action: "seen",
      source: "popup",
      createdAt: NOW - 12_000,
      holdUntil: NOW - 7000,
      state: "running",
      ephemeral: false,
      ...run,
    },
    counts: counts(part),
    requestsPerMinute: 60,
    failures: [],
    ...rest,
  };
}

export const failures: readonly ItemFailure[] = [
  { urn: urn(1), name: "Tomás Ferreira da Cunha", reason: "not-found", attempts: 1 },
  { urn: urn(3), name: "ليلى حداد", reason: "not-found", attempts: 1 },
  { urn: urn(6), name: "Northlight Robotics", reason: "server-error", detail: "Internal error", attempts: 4 },
];

const nothing = () => {};

export const callbacks: PopupCallbacks = {
  onSaveKey: async () => ({ ok: true, checked: true, accountCount: 1 }),
  onForgetKey: nothing,
  onChooseAccount: nothing,
  onOpenMessaging: nothing,
  onReloadTab: nothing,
  onStart: async () => ({ ok: true, runId: "run-1", added: 1 }),
  onUndo: nothing,
  onPause: nothing,
  onResume: nothing,
  onStop: nothing,
  onRetryFailed: nothing,
  onMarkUnread: nothing,
  onDismissRun: nothing,
  onScope: nothing,
  onGrantHost: nothing,
  onOpenOptions: nothing,
  onOpenHistory: nothing,
  onCopy: async () => {},
  onCopyDiagnostics: async () => {},
};

const ADA = { id: "0123456789abcdef01234567", name: "Robin Castellanos", status: "AVAILABLE" };
const TWO = { id: "89abcdef0123456789abcdef", name: "Robin Castellanos (agency)", status: "ERROR" };

export const account: PopupProps["account"] = {
  hasKey: true,
  keyEnd: "3f2a",
  check: "ok",
  accounts: [ADA],
  accountId: ADA.id,
};
export const twoAccounts: PopupProps["account"] = {
  hasKey: true,
  keyEnd: "3f2a",
  check: "ok",
  accounts: [ADA, TWO],
};

/** Ready on messaging with 23 unread; each state changes what it is about. */
export function popupProps(change: Partial<PopupProps> = {}): PopupProps {
  return {
    now: NOW,
    account,
    settings: { ...DEFAULT_SETTINGS, firstRunDone: true },
    tab: "messaging",
    missingHosts: [],
    inbox: inbox(23),
    everything: { state: "off" },
    run: undefined,
    recentRuns: [],
    shortcuts: [
      { name: "mark-all-seen", shortcut: "Alt+Shift+S" },
      { name: "mark-current-seen", shortcut: "Alt+Shift+O" },
    ],
    callbacks,
    ...change,
  };
}
