import { locale } from "../../lib/extension/i18n";
import { direction } from "../../lib/outcome/time-text";
import type { Settings } from "../../lib/settings";

/** Title, language, writing direction and theme of an extension page: at its first drawing, and when the theme changes. */
export function dressDocument(document: Document, title: string, theme: Settings["theme"]): void {
  const { documentElement } = document;
  document.title = title;
  documentElement.lang = locale();
  documentElement.dir = direction(locale());
  // Without the attribute the stylesheet follows the system.
  if (theme === "system") delete documentElement.dataset.theme;
  else documentElement.dataset.theme = theme;
}
