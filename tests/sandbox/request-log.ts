/** One request as the server saw it. `status` and what follows are filled in when it ends. */
export interface LoggedRequest {
  /** From 1, in order of arrival. */
  readonly seq: number;
  /** Epoch ms at which its headers had arrived. */
  readonly at: number;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Raw, without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text as received; empty if the server broke off before reading it. */
  body: string;
  /** What was answered; undefined: no answer (yet, or never). */
  status: number | undefined;
  endedAt: number | undefined;
  /** Name of the fault that was served. */
  fault: string | undefined;
  /** The server did what was asked, whatever it answered. */
  acted: boolean;
}

/** A client that is interrupted on purpose (`npm run test:chaos`) needs longer. */
const PATIENCE = process.env.CHAOS ? 6 : 1;

export interface RequestLog {
  readonly requests: LoggedRequest[];
  add(request: Omit<LoggedRequest, "seq">): LoggedRequest;
  /** To be called when an entry has changed. */
  changed(): void;
  /** Resolves once `predicate` holds for the log, rejects after `timeoutMs` with what the log holds. */
  waitFor(predicate: (requests: readonly LoggedRequest[]) => boolean, timeoutMs?: number): Promise<void>;
}

export function createRequestLog(onAdded: (request: LoggedRequest) => void = () => {}): RequestLog {
  const requests: LoggedRequest[] = [];
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  return {
    requests,
    changed,
    add(request) {
      const entry: LoggedRequest = { seq: requests.length + 1, ...request };
      requests.push(entry);
      onAdded(entry);
      changed();
      return entry;
    },
    waitFor(predicate, timeoutMs = 10_000) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          watchers.delete(check);
          const seen = requests.map((r) => `${r.method} ${r.path} ${r.status ?? "–"}`).slice(-20);
          reject(
            new Error(`not so within ${timeoutMs} ms; ${requests.length} requests:\n${seen.join("\n")}`),
          );
        }, timeoutMs * PATIENCE);
        const check = () => {
          if (!predicate(requests)) return;
          clearTimeout(timer);
          watchers.delete(check);
          resolve();
        };
        watchers.add(check);
        check();
      });
    },
  };
}
