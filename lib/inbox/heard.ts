/** The one format that crosses from the page's world: plain data, the text as LinkedIn sent it. */
export interface Heard {
  /** `answer`: a messenger query; `write`: a change the page asked for; `realtime`: whole lines of the event stream. */
  readonly kind: "answer" | "write" | "realtime";
  /** Absolute. */
  readonly url: string;
  readonly method: string;
  /** With `write`, when the page sent a string. */
  readonly requestBody?: string | undefined;
  readonly status: number;
  /** Empty when `tooBig`. */
  readonly text: string;
  /** Over the size cap: the reader must know that something is missing. */
  readonly tooBig?: boolean | undefined;
  /** Epoch ms; the request's start, and the arrival of the last byte (or line). */
  readonly startedAt: number;
  readonly endedAt: number;
}

/** Characters of an answer that are handed over; longer ones are only reported. */
export const MAX_ANSWER = 5 * 1024 * 1024;

/** What the port delivered, or undefined when it is not of this format. */
export function parseHeard(value: unknown): Heard | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const heard = value as Partial<Record<keyof Heard, unknown>>;
  const { kind, requestBody } = heard;
  if (kind !== "answer" && kind !== "write" && kind !== "realtime") return undefined;
  if (typeof heard.url !== "string" || typeof heard.method !== "string" || typeof heard.text !== "string") {
    return undefined;
  }
  if (!isTime(heard.startedAt) || !isTime(heard.endedAt) || typeof heard.status !== "number")
    return undefined;
  return {
    kind,
    url: heard.url,
    method: heard.method.toUpperCase(),
    requestBody: typeof requestBody === "string" ? requestBody : undefined,
    status: heard.status,
    text: heard.text,
    tooBig: heard.tooBig === true,
    startedAt: heard.startedAt,
    endedAt: heard.endedAt,
  };
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
