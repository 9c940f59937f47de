import { MAX_ANSWER } from "../heard";
import { createLineCutter } from "./lines";
import { matchRequest } from "./match";
import { apply, now, overlay, quietly, whenDone } from "./own";
import { tapReading } from "./reading";
import type { Report, Watched } from "./report";

type Scope = Window & typeof globalThis;

/**
 * Hears the answers to the page's own `fetch`. The page gets its own promise and its own response, untouched. Answers
 * are heard as the page reads them (`tapReading`). Of writes and streams a clone is read, made in the first reaction:
 * the page need not look at what a write returns, and a stream has no end.
 */
export function tapFetch(scope: Scope, report: Report): void {
  const { Request, Response } = scope;
  const { clone, text } = Response.prototype;
  const streams = new RealtimeStreams(report);
  const onRead = tapReading(scope);

  overlay(scope, "fetch", {
    apply(target, receiver, args: unknown[]) {
      const watched = quietly(() => watch(scope, Request, args));
      const answer: unknown = apply(target, receiver, args);
      if (watched && answer instanceof Promise) whenDone(answer, (response) => hear(watched, response));
      return answer;
    },
  });

  function hear(watched: Watched, response: Response): void {
    if (Number(response.headers.get("content-length")) > MAX_ANSWER) {
      report(watched, response.status, "", true);
      return;
    }
    const hand = (body: string) => report(watched, response.status, body);
    if (watched.kind === "answer") {
      onRead(response, hand);
      return;
    }
    const copy: Response = apply(clone, response, []);
    if (watched.kind === "realtime") streams.follow(watched, copy);
    else whenDone<string>(apply(text, copy, []), hand);
  }
}

/** What the request is, read before the page's call: a request's body can be read only once. */
function watch(scope: Scope, RequestClass: typeof Request, args: unknown[]): Watched | undefined {
  const [input, init] = args;
  const request = input instanceof RequestClass ? input : undefined;
  const address = request ? request.url : input instanceof URL ? input.href : input;
  const match = typeof address === "string" ? matchRequest(address, () => scope.document.baseURI) : undefined;
  if (!match) return undefined;
  const options = (typeof init === "object" && init !== null ? init : {}) as RequestInit;
  const watched: Watched = {
    ...match,
    method: String(options.method ?? request?.method ?? "GET"),
    startedAt: now(),
  };
  if (match.kind === "write") {
    if (typeof options.body === "string") watched.requestBody = options.body;
    else if (request && !options.body) {
      whenDone(request.clone().text(), (body) => {
        watched.requestBody = body;
      });
    }
  }
  return watched;
}

/** Reads endless answers line by line. One at a time: the page has dropped the last when it opens another. */
class RealtimeStreams {
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;

  constructor(readonly report: Report) {}

  follow(watched: Watched, response: Response): void {
    this.#reader?.cancel().catch(() => {});
    const reader = response.body?.getReader();
    if (!reader) return;
    this.#reader = reader;
    const decoder = new TextDecoder();
    const cut = createLineCutter(MAX_ANSWER);
    const next = () =>
      whenDone(reader.read(), ({ value, done }) => {
        if (done) return;
        const lines = cut(decoder.decode(value, { stream: true }));
        if (lines) this.report(watched, response.status, lines);
        next();
      });
    next();
  }
}
