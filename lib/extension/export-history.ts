import { toCsv, toJson } from "../outcome/export";
import { ask } from "./ask";
import { download } from "./download";

/** Everything that history holds, as a file. */
export async function exportHistory(format: "csv" | "json"): Promise<void> {
  const items = await ask({ type: "ui/history/search", text: "", limit: 20_000 });
  const day = new Date().toISOString().slice(0, 10);
  if (format === "csv") download(`caught-up-${day}.csv`, "text/csv", toCsv(items));
  else download(`caught-up-${day}.json`, "application/json", toJson(items));
}
