/** What the popup draws and what it reports. The entrypoint fills it from messages and session storage. */
import type { AccountView } from "../../lib/connectsafely/account";
import type { ConversationUrn } from "../../lib/conversation";
import type { Host } from "../../lib/extension/host";
import type { EverythingUnread, KeySaved, RunStarted } from "../../lib/extension/messages";
import type { InboxSnapshot } from "../../lib/inbox/snapshot";
import type { NewItem, RunView } from "../../lib/queue/run";
import type { Settings } from "../../lib/settings";

/** The tab that the popup was opened over. `unreachable`: LinkedIn, but opened before the extension was. */
export type TabPlace =
  | "messaging"
  | "elsewhere"
  | "unreachable"
  | "page-inbox"
  | "sales-navigator"
  | "recruiter";

/** `here`: what the tab has received. `everything`: ConnectSafely's own list. */
export type Scope = "here" | "everything";

/** `off` means that the scope is `here`. */
export type Everything =
  | { readonly state: "off" }
  | { readonly state: "loading" }
  | { readonly state: "loaded"; readonly result: EverythingUnread };

export interface AssignedShortcut {
  readonly name: "mark-all-seen" | "mark-current-seen";
  /** As the browser writes it, "Alt+Shift+S"; empty when another program or extension has the key. */
  readonly shortcut: string;
}

export interface PopupCallbacks {
  onSaveKey(key: string): Promise<KeySaved>;
  onForgetKey(): void;
  /** An empty id lets ConnectSafely pick. */
  onChooseAccount(accountId: string): void;
  onOpenMessaging(): void;
  onReloadTab(): void;
  /** Exactly the conversations that were shown and meant at the press. */
  onStart(items: readonly NewItem[]): Promise<RunStarted>;
  onUndo(runId: string): void;
  onPause(runId: string): void;
  onResume(runId: string): void;
  onStop(runId: string): void;
  onRetryFailed(runId: string): void;
  onMarkUnread(runId: string): void;
  onDismissRun(runId: string): void;
  onScope(scope: Scope): void;
  /** Asks the browser for a host again; must be called in the press itself. */
  onGrantHost(host: Host): void;
  onOpenOptions(): void;
  onOpenHistory(): void;
  /** Puts the text on the clipboard; rejects when the browser does not let it. */
  onCopy(text: string): Promise<void>;
  onCopyDiagnostics(): Promise<void>;
}

export interface PopupProps {
  /** Epoch ms; ticks once a second while something counts down. */
  readonly now: number;
  readonly account: AccountView;
  readonly settings: Settings;
  readonly tab: TabPlace;
  /** Hosts that the browser withholds. */
  readonly missingHosts: readonly Host[];
  /** Merged over the tab's frames; undefined: nothing heard yet. */
  readonly inbox: InboxSnapshot | undefined;
  readonly everything: Everything;
  /** The run that is on, or the last one ended until it is dismissed. */
  readonly run: RunView | undefined;
  /** Newest first, the shown one may be among them. */
  readonly recentRuns: readonly RunView[];
  readonly shortcuts: readonly AssignedShortcut[];
  /** Conversations of the active run that have not ended: not offered a second time. */
  readonly queued?: ReadonlySet<ConversationUrn> | undefined;
  /** ConnectSafely has answered that this account has no mark-unread: it is not offered again. */
  readonly markUnreadUnavailable?: boolean | undefined;
  readonly callbacks: PopupCallbacks;
}
