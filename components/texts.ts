/** Which text stands for which state. Here and nowhere else, so that the same thing has the same name everywhere. */

import type { Host } from "../lib/extension/host";
import { formatNumber, locale, type PluralKey, plural, type TextKey, t } from "../lib/extension/i18n";
import type { EverythingUnread, KeySaved, NoticeProblem, RunStarted } from "../lib/extension/messages";
import { toGo, undoSeconds } from "../lib/outcome/progress";
import { clockText } from "../lib/outcome/time-text";
import type { HistoryItem } from "../lib/queue/deps";
import type { FailReason, PauseReason, Run, RunCounts, RunView, SkipReason } from "../lib/queue/run";

type Refusal<T> = Extract<T, { ok: false }> extends { reason: infer R } ? R & string : never;

export const PAUSE_TEXT: Readonly<Record<PauseReason, TextKey>> = {
  person: "pausePerson",
  "key-missing": "pauseKeyMissing",
  "key-refused": "pauseKeyRefused",
  "no-subscription": "pauseNoSubscription",
  "permission-lost": "pausePermissionLost",
  offline: "pauseOffline",
  "account-unknown": "pauseAccountUnknown",
  "account-disconnected": "pauseAccountDisconnected",
  "api-moved": "pauseApiMoved",
  "api-redirected": "pauseApiRedirected",
  "daily-limit": "pauseDailyLimit",
  "storage-failed": "pauseStorageFailed",
};

export const FAIL_TEXT: Readonly<Record<FailReason, TextKey>> = {
  "bad-request": "failBadRequest",
  "not-found": "failNotFound",
  refused: "failRefused",
  "server-error": "failServerError",
  "unreadable-answer": "failUnreadableAnswer",
  network: "failNetwork",
  timeout: "failTimeout",
  unsupported: "failUnsupported",
};

export const SKIP_TEXT: Readonly<Record<SkipReason, TextKey>> = {
  "already-read": "skipAlreadyRead",
  "new-message": "skipNewMessage",
  stopped: "skipStopped",
};

export const KEY_PROBLEM_TEXT: Readonly<Record<Refusal<KeySaved>, TextKey>> = {
  empty: "keyEmpty",
  refused: "keyRefused",
  "no-subscription": "keyNoSubscription",
  "not-stored": "keyNotStored",
  failed: "keyFailed",
};

export const START_PROBLEM_TEXT: Readonly<Record<Refusal<RunStarted>, TextKey>> = {
  "no-key": "startNoKey",
  "no-account": "startNoAccount",
  nothing: "startNothing",
  failed: "startFailed",
};

export const EVERYTHING_PROBLEM_TEXT: Readonly<Record<Refusal<EverythingUnread>, TextKey>> = {
  "no-key": "everythingNoKey",
  refused: "everythingRefused",
  "no-subscription": "keyNoSubscription",
  "not-available": "everythingNotAvailable",
  "rate-limited": "everythingRateLimited",
  "permission-lost": "everythingPermissionLost",
  offline: "everythingOffline",
  redirected: "everythingRedirected",
  network: "everythingNetwork",
  unreadable: "everythingUnreadable",
  empty: "everythingEmpty",
};

/** What is out of reach while the browser withholds a host. */
export const HOST_MISSING_TEXT: Readonly<Record<Host, TextKey>> = {
  linkedin: "hostMissingLinkedin",
  connectsafely: "hostMissingConnectsafely",
};

export const GRANT_HOST_TEXT: Readonly<Record<Host, TextKey>> = {
  linkedin: "grantHostLinkedin",
  connectsafely: "grantHost",
};

/** Those that end in "open it, then press the shortcut" take the shortcut as `$1`. */
export const NOTICE_PROBLEM_TEXT: Readonly<Record<NoticeProblem, TextKey>> = {
  "nothing-unread": "noticeNothingUnread",
  "none-surely-unread": "noticeNoneSurelyUnread",
  "no-key": "noticeNoKey",
  "no-account": "noticeNoAccount",
  "not-messaging": "noticeNotMessaging",
  "not-readable": "noticeNotReadable",
  "already-in-run": "noticeAlreadyInRun",
  failed: "noticeFailed",
  "not-a-row": "noticeNotARow",
  "nothing-open": "noticeNothingOpen",
  draft: "noticeDraft",
  "old-id": "noticeOldId",
  ambiguous: "noticeAmbiguous",
  "not-heard": "noticeNotHeard",
  "no-viewer": "noticeNoViewer",
  "other-product": "noticeOtherProduct",
  occluded: "noticeOccluded",
};

/** "5 seen", or "5 unread again" for a run that took a mark back. Never "5 of 23 seen": that reads as 23 seen. */
export function doneText(action: Run["action"], done: number): string {
  return action === "seen" ? plural("runSeen", done) : plural("runUnread", done);
}

/** "5 seen · 16 to go · 2 failed"; what is zero is left out after the first. */
export function countsText(action: Run["action"], counts: RunCounts): string {
  const left = toGo(counts);
  const parts = [doneText(action, counts.done)];
  if (left > 0) parts.push(plural("runToGo", left));
  if (counts.skipped > 0) parts.push(plural("runSkipped", counts.skipped));
  if (counts.failed > 0) parts.push(plural("runFailed", counts.failed));
  return parts.join(" · ");
}

/** How a run ended, in one line. Items that a stop left over are skipped ones: they were not sent. */
export function outcomeText({ action, state }: Pick<Run, "action" | "state">, counts: RunCounts): string {
  // A stopped run still has its last requests on the wire for a moment.
  const left = toGo(counts);
  if (state === "stopped" && counts.done + counts.failed + left === 0) return t("runNothingDone");
  const done = doneText(action, counts.done);
  return left > 0 ? `${done} · ${plural("runToGo", left)}` : done;
}

/** What a run does at this moment, seconds and clock times included; an ended one has `outcomeText`. */
export function activityText({ run, counts }: RunView, now: number): string {
  if (run.state === "holding") {
    const stem = run.action === "seen" ? "runHoldingSeen" : "runHoldingUnread";
    return plural(stem, counts.total, plural("seconds", undoSeconds(run, now)));
  }
  if (run.state === "paused") return t("runPaused");
  if (run.state === "waiting" && run.waitUntil !== undefined) {
    return t("runGoesOnAt", clockText(run.waitUntil, now, locale()));
  }
  return t(run.action === "seen" ? "runMarkingSeen" : "runMarkingUnread");
}

const SKIPS_TEXT: Readonly<Record<SkipReason, PluralKey>> = {
  "already-read": "runSkippedRead",
  "new-message": "runSkippedNewer",
  stopped: "runNotSent",
};

/** Why those that a run left alone were left alone, a sentence a reason. */
export function skipTexts({ skips, counts }: RunView): readonly string[] {
  if (skips) return skips.map(({ reason, count }) => plural(SKIPS_TEXT[reason], count));
  return counts.skipped > 0 ? [plural("runSkipped", counts.skipped)] : [];
}

/** What became of one conversation. */
export function itemText({
  action,
  state,
  reason,
}: Pick<HistoryItem, "action" | "state" | "reason">): string {
  if (state === "done") return t(action === "seen" ? "itemSeen" : "itemUnread");
  if (state === "skipped" && isSkip(reason)) return t(SKIP_TEXT[reason]);
  if (state === "failed" && reason !== undefined && !isSkip(reason)) return t(FAIL_TEXT[reason]);
  return t("itemToGo");
}

function isSkip(reason: HistoryItem["reason"]): reason is SkipReason {
  return reason !== undefined && reason in SKIP_TEXT;
}

export function perMinuteText(requestsPerMinute: number): string {
  return t("runRate", formatNumber(requestsPerMinute));
}
