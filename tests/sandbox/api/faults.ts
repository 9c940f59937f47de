import type { FaultName } from "./fault-list.ts";

/** What goes wrong with one API request. `acts`: the server does what was asked before it goes wrong. */
export interface Fault {
  readonly name: string;
  readonly acts: boolean;
  /**
   * `answer`: a well-formed answer that is not the right one. `reset-before`: RST once the headers are in, body unread.
   * `reset`, `fin`: after the body, no answer byte. `truncate`: less than Content-Length, then RST.
   * `drip`: a byte at a time. `hang`: the whole JSON, then no end. `silence`: nothing, ever. `reuse-close`: FIN after the body, only on a connection that has
   * answered before, which makes browsers send the request again by themselves.
   */
  readonly wire:
    | "answer"
    | "reset-before"
    | "reset"
    | "fin"
    | "truncate"
    | "drip"
    | "hang"
    | "silence"
    | "reuse-close";
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** undefined: the body of success. A function gets the URN and account of the request. */
  readonly body?: string | ((about: { accountId: string; conversationUrn: string }) => string);
  /** With `drip`: ms between bytes. */
  readonly everyMs?: number;
}

export interface FaultMatch {
  method?: string;
  /** Part of the path. */
  path?: string;
  urn?: string;
}

export interface FaultPlan {
  /** The next matching requests (1, or `times`) meet the fault. Without `match`: mark-seen and mark-unread. */
  next(fault: FaultName | Fault, options?: { times?: number; match?: FaultMatch }): void;
  /** Each n-th matching request. */
  every(n: number, fault: FaultName | Fault, options?: { match?: FaultMatch }): void;
  /** Requests about this conversation, `times` of them, else all. */
  forUrn(urn: string, fault: FaultName | Fault, options?: { times?: number }): void;
  clear(): void;
}
