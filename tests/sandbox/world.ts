import type { FaultPlan } from "./api/faults.ts";
import type { Arms } from "./arms.ts";
import type { Mailbox } from "./mailbox.ts";
import type { LoggedRequest, RequestLog } from "./request-log.ts";

export type AccountsMode = "one" | "several" | "none" | "absent";

export interface WorldOptions {
  /** The same seed makes the same world, apart from the time it starts from. */
  seed?: number;
  /** In the viewer's mailbox, all folders together. */
  conversations?: number;
  /** Unread among them, all in the inbox folders (Focused and Other). */
  unread?: number;
  /** Unread ones besides, in the archive, spam and requests. */
  unreadElsewhere?: number;
  /** true: the newest conversation is unread, so that /messaging/ marks it read by itself. */
  firstUnread?: boolean;
  key?: string;
  arms?: Partial<Arms>;
  /** What `GET /linkedin/accounts` knows; `absent` answers 404, as older texts have it. */
  accounts?: AccountsMode;
  /** Per key, in any rolling minute; null: none. */
  rateLimit?: { perMinute: number } | null;
  /** Added to each API answer. */
  latencyMs?: number;
  port?: number;
  /** The port on 127.0.0.1 speaks HTTP/2 where the client offers it. Faults of the wire need HTTP/1.1. */
  http2?: boolean;
  /** Epoch ms; for tests of the rolling limit. */
  now?: () => number;
}

export interface World {
  readonly port: number;
  readonly key: string;
  readonly arms: Readonly<Arms>;
  /** Id of the signed-in member, `ACoAA…`. */
  readonly owner: string;
  /** Of the signed-in member. */
  readonly mailbox: Mailbox;
  /** 24 hex, by owner. */
  accountIdOf(owner: string): string;
  /** Signs another member in. `inPlace`: the open page learns it over the stream and redraws without a reload. */
  switchAccount(options?: { inPlace?: boolean }): void;
  readonly api: {
    /** api.connectsafely.ai, OPTIONS included. */
    readonly requests: readonly LoggedRequest[];
    /** URNs of the mark-seen calls that took effect, in order, repeats included. */
    marks(): string[];
    /** The same for mark-unread. */
    unmarks(): string[];
    readonly faults: FaultPlan;
    /** Sets the limit anew, also in the middle of a run; null: none. */
    setRateLimit(limit: { perMinute: number } | null): void;
    /** Another key from now on; the old one is refused. */
    setKey(key: string): void;
    waitFor: RequestLog["waitFor"];
  };
  readonly page: {
    /** www.linkedin.com and static.licdn.com. */
    readonly requests: readonly LoggedRequest[];
    /** URNs of the signed-in mailbox that an answer or event has told the page of, stubs not counted. */
    delivered(): string[];
    /** Reports of broken content security policy; a clean page has none. */
    violations(): string[];
    waitFor: RequestLog["waitFor"];
  };
  /** Breaks all open connections and frees the port. */
  close(): Promise<void>;
}
