import { createConnectSafely } from "./api/connectsafely.ts";
import type { FaultPlan } from "./api/faults.ts";
import { type Arms, STANDARD_ARMS } from "./arms.ts";
import { createSite } from "./linkedin/site.ts";
import type { Mailbox } from "./mailbox.ts";
import { makeMembers } from "./members.ts";
import type { LoggedRequest, RequestLog } from "./request-log.ts";
import { hostOf, startServer } from "./server.ts";

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
  /** Told of each API request as its headers arrive. */
  onApiRequest?: (request: LoggedRequest) => void;
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
    /** The accounts have lost their LinkedIn session: status ERROR, marks answer 500. */
    setDisconnected(disconnected: boolean): void;
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

const KEY = "sandbox-key-4f1d9c2e7a";

const DEFAULTS = {
  seed: 5,
  conversations: 50,
  unread: 23,
  unreadElsewhere: 2,
  firstUnread: false,
  key: KEY,
  accounts: "one",
  rateLimit: { perMinute: 60 },
  latencyMs: 0,
  port: 0,
  http2: false,
  now: Date.now,
} satisfies WorldOptions;

/** Starts both stand-ins on one port of 127.0.0.1; the browser is told to find every host there. */
export async function startWorld(given: WorldOptions = {}): Promise<World> {
  const options = { ...DEFAULTS, ...given };
  const arms: Arms = { ...STANDARD_ARMS, ...options.arms };
  const members = makeMembers(options, arms);
  let current = 0;
  let disconnected = false;
  const signedIn = () => members[current % members.length] ?? fail();

  const site = createSite({ arms, session: () => signedIn().session, now: options.now });
  const api = createConnectSafely({
    key: options.key,
    context: {
      accounts: members.slice(0, options.accounts === "several" ? 2 : 1).map((m) => m.account),
      accountsListed:
        options.accounts === "absent" || options.accounts === "none" ? options.accounts : "listed",
      disconnected: () => disconnected,
    },
    rateLimit: options.rateLimit,
    latencyMs: options.latencyMs,
    now: options.now,
    ...(options.onApiRequest ? { onRequest: options.onApiRequest } : {}),
  });
  for (const member of members) {
    member.session.mailbox.onChange((change) => {
      if (member === signedIn()) site.changed(change);
    });
  }

  const server = await startServer(
    { port: options.port, http2: options.http2 },
    async (request, response) => {
      const host = hostOf(request);
      if (host === "api.connectsafely.ai") return api.handle(request, response);
      if (host === "www.linkedin.com" || host === "static.licdn.com") return site.handle(request, response);
      response.writeHead(421);
      response.end();
    },
  );

  const acted = (ending: string) => api.log.requests.filter((r) => r.acted && r.path.endsWith(ending));
  return {
    port: server.port,
    key: options.key,
    arms,
    get owner() {
      return signedIn().session.me.id;
    },
    get mailbox() {
      return signedIn().session.mailbox;
    },
    accountIdOf: (owner) => members.find((m) => m.session.me.id === owner)?.account.id ?? "",
    switchAccount({ inPlace = false } = {}) {
      current += 1;
      if (inPlace) site.dropStreams();
    },
    api: {
      requests: api.log.requests,
      marks: () => acted("/mark-seen").map((r) => String(JSON.parse(r.body).conversationUrn)),
      unmarks: () => acted("/mark-unread").map((r) => decodeURIComponent(r.path.split("/")[3] ?? "")),
      faults: api.faults,
      setRateLimit: (limit) => api.rateLimit.set(limit),
      setDisconnected: (lost) => {
        disconnected = lost;
      },
      setKey: (key) => api.setKey(key),
      waitFor: api.log.waitFor,
    },
    page: {
      requests: site.log.requests,
      delivered: () => [...signedIn().session.delivered],
      violations: () => site.violations(),
      waitFor: site.log.waitFor,
    },
    close: () => server.close(),
  };
}

function fail(): never {
  throw new Error("a world has members");
}
