import type { AccountView } from "../../lib/connectsafely/account";
import type { Host } from "../../lib/extension/host";
import type { KeySaved } from "../../lib/extension/messages";
import type { Settings } from "../../lib/settings";
import type { ShortcutHealth } from "../page/ShortcutTable";

export interface OptionsCallbacks {
  onSaveKey(key: string): Promise<KeySaved>;
  onForgetKey(): void;
  onChooseAccount(accountId: string): void;
  /** Kept at once; only values that `settingsSchema` allows. */
  onChange(patch: Partial<Settings>): void;
  onOpenHistory(): void;
  onExport(format: "csv" | "json"): void;
  onEraseHistory(): void;
  /** Rejects when the browser does not let it be copied. */
  onCopyDiagnostics(): Promise<void>;
  /** Asks the browser for a host again; must be called in the press itself. */
  onGrantHost(host: Host): void;
  /** The browser's page for shortcuts; undefined where it can't be opened from here (Firefox). */
  readonly onOpenShortcuts?: (() => void) | undefined;
}

export interface OptionsProps {
  readonly account: AccountView;
  readonly settings: Settings;
  readonly shortcuts: readonly ShortcutHealth[];
  /** Hosts that the browser withholds. */
  readonly missingHosts?: readonly Host[] | undefined;
  /** Requests sent today; undefined: not known. */
  readonly usedToday?: number | undefined;
  readonly callbacks: OptionsCallbacks;
}
