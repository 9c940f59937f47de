import type { AccountView } from "../../lib/connectsafely/account";
import type { Host } from "../../lib/extension/host";
import type { KeySaved } from "../../lib/extension/messages";
import type { InboxSnapshot } from "../../lib/inbox/snapshot";
import type { ShortcutHealth } from "../page/ShortcutTable";

/** What a run would do, found out without sending anything and without a key. */
export type DryRun =
  | { readonly state: "idle" }
  | { readonly state: "reading" }
  /** No tab shows LinkedIn messaging. */
  | { readonly state: "no-tab" }
  /** One does, but it was open before the extension was. */
  | { readonly state: "unreachable" }
  | { readonly state: "read"; readonly inbox: InboxSnapshot };

export interface WelcomeCallbacks {
  onSaveKey(key: string): Promise<KeySaved>;
  onChooseAccount(accountId: string): void;
  onOpenMessaging(): void;
  /** Reads the inbox of an open LinkedIn tab; the answer comes back as `dryRun`. */
  onDryRun(): void;
  onReloadTab(): void;
  onOpenOptions(): void;
  /** Asks the browser for a host again; must be called in the press itself. */
  onGrantHost(host: Host): void;
  readonly onOpenShortcuts?: (() => void) | undefined;
}

export interface WelcomeProps {
  readonly account: AccountView;
  readonly dryRun: DryRun;
  readonly shortcuts: readonly ShortcutHealth[];
  /** Hosts that the browser withholds. */
  readonly missingHosts?: readonly Host[] | undefined;
  readonly callbacks: WelcomeCallbacks;
}
