import { type Heard, MAX_ANSWER } from "../heard";
import { now } from "./own";

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

export function createReport(port: MessagePort): Report {
  return (watched, status, text, tooBig = text.length > MAX_ANSWER) => {
    const heard: Heard = { ...watched, status, text: tooBig ? "" : text, tooBig, endedAt: now() };
    port.postMessage(heard);
  };
}
