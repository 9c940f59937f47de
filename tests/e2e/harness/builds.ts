import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);

/** Repository-relative folders, as absolute paths. */
export const CHROME_BUILD = fileURLToPath(new URL(".output/chrome-mv3", root));
export const FIREFOX_BUILD = fileURLToPath(new URL(".output/firefox-mv3", root));
export const ARTIFACTS = fileURLToPath(new URL(".artifacts", root));
