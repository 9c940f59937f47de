import { expect, it, vi } from "vitest";
import { exportHistory } from "../../../lib/extension/export-history";

const ask = vi.hoisted(() => vi.fn());
const download = vi.hoisted(() => vi.fn());
vi.mock("../../../lib/extension/ask", () => ({ ask }));
vi.mock("../../../lib/extension/download", () => ({ download }));

const item = (runId: string, n: number) => ({
  runId,
  urn: `urn-${n}`,
  name: `N${n}`,
  state: "done",
  attempts: 1,
});

// Seen red with one search for all, which ends at 20,000.
it("exports every conversation of every run, however many there are", async () => {
  const items: Record<string, readonly object[]> = {
    a: Array.from({ length: 15_000 }, (_, n) => item("a", n)),
    b: Array.from({ length: 15_000 }, (_, n) => item("b", n)),
  };
  ask.mockImplementation(async (request: { type: string; runId?: string; limit?: number }) => {
    if (request.type === "ui/history/runs") return Object.keys(items).map((id) => ({ run: { id } }));
    if (request.type === "ui/history/items") return items[request.runId ?? ""];
    return Object.values(items).flat().slice(0, request.limit);
  });
  await exportHistory("json");
  expect(JSON.parse(String(download.mock.calls[0]?.[2]))).toHaveLength(30_000);
});
