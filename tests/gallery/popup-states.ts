import type { PopupProps } from "../../components/popup/props";
import { DEFAULT_SETTINGS } from "../../lib/settings";
import { account, conversations, failures, inbox, NOW, popupProps, runView, twoAccounts } from "./fixtures";

const NO_KEY: PopupProps["account"] = { hasKey: false, accounts: [] };
const LATER = 7 * 86_400_000;

const finished = runView(
  { state: "finished", endedAt: NOW - 60_000 },
  { done: 23 },
  { markUnreadUntil: NOW + LATER },
);
const partly = runView(
  { state: "finished", endedAt: NOW - 60_000 },
  { done: 18, skipped: 2, failed: 3 },
  {
    markUnreadUntil: NOW + LATER,
    failures,
    skips: [
      { reason: "already-read", count: 1 },
      { reason: "new-message", count: 1 },
    ],
  },
);

/** Every state that the popup can be in, by name. */
export const POPUP_STATES: Readonly<Record<string, PopupProps>> = {
  "no-key": popupProps({ account: NO_KEY, settings: DEFAULT_SETTINGS }),
  "no-key-elsewhere": popupProps({ account: NO_KEY, tab: "elsewhere", inbox: undefined }),
  "key-refused": popupProps({
    account: { ...account, check: "refused" },
    run: runView({ state: "paused", pauseReason: "key-refused" }, { pending: 20, done: 3 }),
  }),
  "key-unchecked": popupProps({ account: { ...account, check: "unchecked" } }),
  accounts: popupProps({ account: twoAccounts }),
  elsewhere: popupProps({ tab: "elsewhere", inbox: undefined }),
  unreachable: popupProps({ tab: "unreachable", inbox: undefined }),
  "sales-navigator": popupProps({ tab: "sales-navigator", inbox: undefined }),
  "nothing-heard": popupProps({ inbox: undefined }),
  "nothing-unread": popupProps({ inbox: inbox(0) }),
  ready: popupProps(),
  "ready-few": popupProps({ inbox: inbox(3) }),
  "first-run": popupProps({ settings: DEFAULT_SETTINGS }),
  "ready-5000": popupProps({ inbox: inbox(5000) }),
  "keep-some": popupProps({
    settings: { ...DEFAULT_SETTINGS, firstRunDone: true, keepStarred: true, keepToday: true },
  }),
  drift: popupProps({
    inbox: inbox(12, {
      health: "drift",
      more: true,
      conversations: conversations(16).map((each, i) => (i > 11 ? { ...each, readState: "unknown" } : each)),
    }),
  }),
  unreadable: popupProps({ inbox: inbox(0, { health: "unreadable" }) }),
  "everything-loading": popupProps({ everything: { state: "loading" } }),
  everything: popupProps({
    everything: {
      state: "loaded",
      result: { ok: true, conversations: conversations(50), salesNavigator: 2, complete: false },
    },
  }),
  "everything-none": popupProps({
    everything: { state: "loaded", result: { ok: false, reason: "not-available" } },
  }),
  holding: popupProps({
    run: runView({ state: "holding", holdUntil: NOW + 4200 }, { pending: 23 }),
    queued: new Set(conversations(23).map((each) => each.urn)),
  }),
  running: popupProps({
    run: runView(
      { state: "running" },
      { pending: 151, leased: 10, done: 84, skipped: 1, failed: 1 },
      { finishAt: NOW + 161_000, added: 3, daily: { used: 95, limit: 500 } },
    ),
    inbox: inbox(0),
  }),
  "running-more-unread": popupProps({
    run: runView({ state: "running" }, { pending: 12, leased: 4, done: 7 }, { finishAt: NOW + 16_000 }),
    inbox: inbox(5),
  }),
  paused: popupProps({
    run: runView({ state: "paused", pauseReason: "person" }, { pending: 11, done: 12 }),
    inbox: inbox(0),
  }),
  "permission-lost": popupProps({
    run: runView({ state: "paused", pauseReason: "permission-lost" }, { pending: 11, done: 12 }),
    missingHosts: ["connectsafely"],
    inbox: inbox(0),
  }),
  "linkedin-withheld": popupProps({ tab: "elsewhere", inbox: undefined, missingHosts: ["linkedin"] }),
  "connectsafely-withheld": popupProps({ missingHosts: ["connectsafely"] }),
  offline: popupProps({
    run: runView(
      { state: "paused", pauseReason: "offline", waitUntil: NOW + 120_000 },
      { pending: 11, done: 12 },
    ),
    inbox: inbox(0),
  }),
  waiting: popupProps({
    run: runView({ state: "waiting", waitUntil: NOW + 120_000 }, { pending: 11, done: 12 }),
    inbox: inbox(0),
  }),
  finished: popupProps({ run: finished, inbox: inbox(0) }),
  "finished-failures": popupProps({ run: partly, inbox: inbox(5) }),
  "taken-back": popupProps({
    run: runView(
      { state: "stopped", endedAt: NOW - 1000 },
      { skipped: 23 },
      { skips: [{ reason: "stopped", count: 23 }] },
    ),
  }),
  stopped: popupProps({
    run: runView(
      { state: "stopped", endedAt: NOW - 1000 },
      { done: 12, skipped: 11 },
      { markUnreadUntil: NOW + LATER, skips: [{ reason: "stopped", count: 11 }] },
    ),
    inbox: inbox(11),
  }),
  "recent-runs": popupProps({
    recentRuns: [finished, { ...partly, run: { ...partly.run, id: "run-0", createdAt: NOW - 86_400_000 } }],
    inbox: inbox(4),
  }),
};
