import { t } from "../../lib/extension/i18n";
import type { AssignedShortcut } from "./props";

const TEXTS = { "mark-all-seen": "menuMarkAllSeen", "mark-current-seen": "commandMarkCurrentSeen" } as const;

/** The keys that work without the popup; those that the browser has not assigned are left out. */
export function Shortcuts({ shortcuts }: { readonly shortcuts: readonly AssignedShortcut[] }) {
  const assigned = shortcuts.filter(({ shortcut }) => shortcut !== "");
  if (assigned.length === 0) return null;
  return (
    <ul class="shortcuts small soft">
      {assigned.map(({ name, shortcut }) => (
        <li key={name}>
          <kbd>{shortcut}</kbd> {t(TEXTS[name])}
        </li>
      ))}
    </ul>
  );
}
