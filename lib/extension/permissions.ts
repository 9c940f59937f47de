import { browser } from "wxt/browser";
import type { Host } from "./host";

const ORIGIN: Readonly<Record<Host, string>> = {
  linkedin: "https://www.linkedin.com/*",
  connectsafely: "https://api.connectsafely.ai/*",
};
const HOSTS = Object.keys(ORIGIN) as readonly Host[];

export function holdsHost(host: Host): Promise<boolean> {
  return browser.permissions.contains({ origins: [ORIGIN[host]] });
}

/** Without LinkedIn's no page can be read, without ConnectSafely's no request can be made. */
export async function missingHosts(): Promise<readonly Host[]> {
  const held = await Promise.all(HOSTS.map(holdsHost));
  return HOSTS.filter((_, index) => !held[index]);
}

/** Has the browser ask the person. Must be called in the press itself. */
export function requestHost(host: Host): Promise<boolean> {
  return browser.permissions.request({ origins: [ORIGIN[host]] });
}

/** Calls back when a host may have been granted or taken back. Register in the first turn. */
export function onHostChange(changed: () => void): void {
  // Browsers name the patterns as the person chose them ("on all sites"): what is held now is asked, not read here.
  const look = ({ origins = [] }: { origins?: string[] }) => {
    if (origins.length > 0) changed();
  };
  browser.permissions.onAdded.addListener(look);
  browser.permissions.onRemoved.addListener(look);
}

/** Tells which hosts are missing, now and after every change. */
export function followMissingHosts(changed: (missing: readonly Host[]) => void): void {
  const look = () => void missingHosts().then(changed);
  onHostChange(look);
  look();
}
