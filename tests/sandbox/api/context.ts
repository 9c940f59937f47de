import type { Mailbox } from "../mailbox.ts";

/** A LinkedIn account connected to the key's user. */
export interface SandboxAccount {
  /** 24 hex characters. */
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly publicId: string;
  readonly mailbox: Mailbox;
}

/** What the API's handlers may know. */
export interface ApiContext {
  /** In the order in which the API picks one when none is named: the first. */
  readonly accounts: readonly SandboxAccount[];
  readonly accountsListed: "listed" | "none" | "absent";
  /** The LinkedIn session of the accounts is lost: status ERROR, no tokens, and (likely, undocumented) 500 on marks. */
  readonly disconnected: () => boolean;
}

/** A request whose key has been accepted. */
export interface ApiRequest {
  readonly method: string;
  /** Below /linkedin. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Parsed JSON object; undefined without a JSON content type or with something else in it. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

export const isAccountId = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{24}$/.test(value);
