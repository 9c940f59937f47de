import { t } from "../../lib/extension/i18n";
import type { AssignedShortcut } from "../popup/props";

export type ShortcutHealth = AssignedShortcut;

interface Props {
  readonly shortcuts: readonly ShortcutHealth[];
  readonly onOpenShortcuts?: (() => void) | undefined;
}

const TEXTS = { "mark-all-seen": "menuMarkAllSeen", "mark-current-seen": "commandMarkCurrentSeen" } as const;

/** Which keys the browser has really assigned: one that was taken is left empty without a word. */
export function ShortcutTable({ shortcuts, onOpenShortcuts }: Props) {
  const missing = shortcuts.some(({ shortcut }) => shortcut === "");
  return (
    <>
      <dl class="pairs">
        {shortcuts.map(({ name, shortcut }) => (
          <div key={name}>
            <dt>{t(TEXTS[name])}</dt>
            <dd>{shortcut ? <kbd>{shortcut}</kbd> : <span class="soft">{t("shortcutNone")}</span>}</dd>
          </div>
        ))}
      </dl>
      {missing && <p class="callout warn">{t("shortcutTaken")}</p>}
      {onOpenShortcuts ? (
        <p>
          <button type="button" class="button" onClick={onOpenShortcuts}>
            {t("shortcutChange")}
          </button>
        </p>
      ) : (
        <p class="soft">{t("shortcutChangeFirefox")}</p>
      )}
    </>
  );
}
