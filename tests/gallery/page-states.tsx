import type { VNode } from "preact";
import { Options } from "../../components/options/Options";
import type { OptionsProps } from "../../components/options/props";
import { DEFAULT_SETTINGS } from "../../lib/settings";
import { account, twoAccounts } from "./fixtures";

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
    onOpenShortcuts: nothing,
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
  "options-accounts": (
    <Options
      {...options}
      account={{ ...twoAccounts, check: "refused" }}
      settings={{ ...DEFAULT_SETTINGS, requestsPerMinute: 240, dailyLimit: 500, confirm: "always" }}
    />
  ),
};
