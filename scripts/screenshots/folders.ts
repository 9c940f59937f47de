import { fileURLToPath } from "node:url";

const root = new URL("../../", import.meta.url);

export const PICTURES = fileURLToPath(new URL("docs/pictures", root));
export const STORE = fileURLToPath(new URL("docs/store", root));
export const ICON = fileURLToPath(new URL("docs/icon/icon.svg", root));
