import { locale } from "../../lib/extension/i18n";
import { direction } from "../../lib/outcome/time-text";

/**
 * Draws the states of a surface, one at a time. The address says the language and the writing direction (`?lang=ar`,
 * `?dir=rtl`); the script that drives the page calls `show` and asks for `stateNames`.
 */
export function stage<Props>(
  states: Readonly<Record<string, Props>>,
  draw: (props: Props | undefined, root: Element) => void,
): void {
  const query = new URLSearchParams(location.search);
  const root = document.getElementById("app");
  document.documentElement.lang = locale();
  document.documentElement.dir = query.get("dir") ?? direction(locale());
  const show = (name: string, theme: string) => {
    document.documentElement.dataset.theme = theme;
    if (!root) return;
    draw(undefined, root);
    draw(states[name], root);
  };
  Object.assign(globalThis, { stateNames: Object.keys(states), show });
}
