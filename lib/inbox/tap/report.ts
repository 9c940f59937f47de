import type { Send } from "../channel";
import { type Heard, MAX_ANSWER } from "../heard";
import { now } from "./own";

const { stringify } = JSON;

/** A request of the page's that is of interest, from its start. */
export interface Watched {
  readonly kind: Heard["kind"];
  readonly url: string;
  readonly method: string;
  requestBody?: string | undefined;
  readonly startedAt: number;
}

/** Sends what was heard to the isolated side. */
export type Report = (watched: Watched, status: number, text: string, tooBig?: boolean) => void;

export function createReport(send: Send): Report {
  return (watched, status, text, tooBig = text.length > MAX_ANSWER) => {
    // No prototype: the page could put a `toJSON` on it, and be called.
    const header = stringify({ __proto__: null, ...watched, status, tooBig, endedAt: now() });
    send(header, tooBig ? "" : text);
  };
}
