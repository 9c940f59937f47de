import type { HistoryItem } from "../queue/deps";

const COLUMNS = [
  "run",
  "action",
  "name",
  "state",
  "reason",
  "detail",
  "attempts",
  "ended",
  "conversationUrn",
] as const;

/** RFC 4180, with a byte order mark so that spreadsheets read names as UTF-8. */
export function toCsv(items: readonly HistoryItem[]): string {
  const lines = items.map((item) =>
    [
      item.runId,
      item.action,
      item.name,
      item.state,
      item.reason ?? "",
      item.detail ?? "",
      String(item.attempts),
      item.endedAt === undefined ? "" : new Date(item.endedAt).toISOString(),
      item.urn,
    ]
      .map(cell)
      .join(","),
  );
  return `\ufeff${[COLUMNS.join(","), ...lines].join("\r\n")}\r\n`;
}

/** The same fields as objects; times as ISO 8601. */
export function toJson(items: readonly HistoryItem[]): string {
  const rows = items.map(({ runId, action, name, state, reason, detail, attempts, endedAt, urn }) => ({
    run: runId,
    action,
    name,
    state,
    reason: reason ?? null,
    detail: detail ?? null,
    attempts,
    ended: endedAt === undefined ? null : new Date(endedAt).toISOString(),
    conversationUrn: urn,
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** A name is another person's text: a leading = + - @ would be run as a formula by spreadsheets. */
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
