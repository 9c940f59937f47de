import { toCsv, toJson } from "../outcome/export";
import { ask } from "./ask";
import { download } from "./download";

/** As many as the protocol gives at once, which is more than 30 days can hold. */
const RUNS = 20_000;

/** Everything that history holds, as a file, what a run has still to do included. Run by run: no answer is too big. */
export async function exportHistory(format: "csv" | "json"): Promise<void> {
  const items = [];
  for (const { run } of await ask({ type: "ui/history/runs", limit: RUNS })) {
    for (const item of await ask({ type: "ui/history/items", runId: run.id })) items.push(item);
  }
  const day = new Date().toISOString().slice(0, 10);
  if (format === "csv") download(`caught-up-${day}.csv`, "text/csv", toCsv(items));
  else download(`caught-up-${day}.json`, "application/json", toJson(items));
}
