import { expect, it, vi } from "vitest";
import { collectDiagnostics } from "../../../lib/extension/diagnostics";
import type { Inboxes } from "../../../lib/extension/inboxes";
import type { Queue } from "../../../lib/queue/deps";

vi.mock("../../../lib/extension/tabs", () => ({
  askTab: async (tabId: number, _: object, frameId: number) => ({ asked: `${tabId}/${frameId}` }),
}));
vi.mock("wxt/browser", () => ({
  browser: { runtime: { getManifest: () => ({ version: "1" }) }, i18n: { getUILanguage: () => "en" } },
}));

const frames = [
  [1, 0],
  [1, 7],
  [2, 0],
].map(([tabId, frameId]) => ({ tabId, frameId, snapshot: { conversations: [], readCount: 0 } }));
const inboxes = { all: async () => frames } as unknown as Inboxes;
const queue = { current: async () => undefined } as unknown as Queue;
const asked = async (tabId?: number) => {
  const report = JSON.parse(await collectDiagnostics(tabId, inboxes, queue)) as {
    pages: readonly { page: { asked: string } }[];
  };
  return report.pages.map(({ page }) => page.asked);
};

// Seen red with every frame asked of the first tab.
it("tells of every frame of every tab, each asked in its own, or of one tab alone", async () => {
  expect(await asked()).toEqual(["1/0", "1/7", "2/0"]);
  expect(await asked(1)).toEqual(["1/0", "1/7"]);
});
