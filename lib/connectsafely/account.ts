/** A LinkedIn account that a key reaches, as `GET /linkedin/accounts` lists it. */
export interface Account {
  /** 24 hex characters; goes along as `accountId`. */
  readonly id: string;
  readonly name: string;
  /** Unknown strings are not errors: the vendor's list of statuses has changed. */
  readonly status?: string | undefined;
}

/**
 * What is known of the key. `unchecked`: kept, but the check could not be made (no network, no such endpoint).
 * `refused`: a request was answered 401 since it was kept.
 */
export type KeyCheck = "ok" | "unchecked" | "refused";

/** What surfaces may know of the key; the key itself never leaves the background. */
export interface AccountView {
  readonly hasKey: boolean;
  /** Last 4 characters, to tell keys apart. */
  readonly keyEnd?: string | undefined;
  readonly check?: KeyCheck | undefined;
  readonly accounts: readonly Account[];
  /** Chosen by the person, or the only one; undefined: ConnectSafely picks. */
  readonly accountId?: string | undefined;
}
