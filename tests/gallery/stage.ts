import { locale } from "../../lib/extension/i18n";
import { direction } from "../../lib/outcome/time-text";

/** Draws the state that the address asks for (`?state=…&theme=dark&lang=ar`); the names are there for the script. */
export function stage<Props>(
  states: Readonly<Record<string, Props>>,
  draw: (props: Props, root: Element) => void,
): void {
  const query = new URLSearchParams(location.search);
  const root = document.getElementById("app");
  const props = states[query.get("state") ?? ""];
  document.documentElement.lang = locale();
  document.documentElement.dir = query.get("dir") ?? direction(locale());
  const theme = query.get("theme");
  if (theme) document.documentElement.dataset.theme = theme;
  Object.assign(globalThis, { stateNames: Object.keys(states) });
  if (root && props !== undefined) draw(props, root);
}
