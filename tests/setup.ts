import "fake-indexeddb/auto";
import { beforeEach } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import messages from "../public/_locales/en/messages.json";

// The fake browser has no i18n; the shipped English file stands in, with the platform's own $1 substitution.
type Entry = { message: string };
const english = messages as unknown as Record<string, Entry>;

beforeEach(() => {
  fakeBrowser.reset();
  fakeBrowser.i18n.getMessage = ((key: string, substitutions?: string | string[]) => {
    const values = substitutions === undefined ? [] : [substitutions].flat();
    return (english[key]?.message ?? "").replace(/\$(\d)/g, (_, n: string) => values[Number(n) - 1] ?? "");
  }) as typeof fakeBrowser.i18n.getMessage;
});
