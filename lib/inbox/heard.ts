import { isFields, parseJson } from "./answers/json";

/** The one format that crosses from the page's world: a header, which is JSON, and the text as LinkedIn sent it. */
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

/** What was sent, or undefined when it is not of this format. */
export function parseHeard(header: unknown, text: unknown): Heard | undefined {
  const heard = typeof header === "string" ? parseJson(header) : undefined;
  if (!isFields(heard) || typeof text !== "string") return undefined;
  const { kind, url, method, requestBody, status, startedAt, endedAt } = heard;
  if (kind !== "answer" && kind !== "write" && kind !== "realtime") return undefined;
  if (typeof url !== "string" || typeof method !== "string" || typeof status !== "number") return undefined;
  if (!isTime(startedAt) || !isTime(endedAt)) return undefined;
  return {
    kind,
    url,
    method: method.toUpperCase(),
    requestBody: typeof requestBody === "string" ? requestBody : undefined,
    status,
    text,
    tooBig: heard.tooBig === true,
    startedAt,
    endedAt,
  };
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
