export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** undefined when the text is cut, empty, HTML or otherwise not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A non-empty string; LinkedIn writes texts as `"…"` or as `{text: "…"}`. */
export function textOf(value: unknown): string | undefined {
  const text = isFields(value) ? value.text : value;
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** Epoch ms. */
export function timeOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : undefined;
}
