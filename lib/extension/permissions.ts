import { browser } from "wxt/browser";

/** Firefox lets a person take back a host at any time; without this one no request can be made. */
export const API_ORIGINS = ["https://api.connectsafely.ai/*"];

/** Must be called in the press itself. */
export function requestApiHost(): Promise<boolean> {
  return browser.permissions.request({ origins: API_ORIGINS });
}

/** Calls back when the API's host is granted or taken back. Register in the first turn. */
export function onApiHostChange(changed: (granted: boolean) => void): void {
  const isApi = (permissions: { origins?: string[] }) =>
    permissions.origins?.some((origin) => API_ORIGINS.includes(origin));
  browser.permissions.onAdded.addListener((permissions) => {
    if (isApi(permissions)) changed(true);
  });
  browser.permissions.onRemoved.addListener((permissions) => {
    if (isApi(permissions)) changed(false);
  });
}
