import type { IncomingMessage } from "node:http";
import type { LoggedRequest } from "./request-log.ts";
import { hostOf } from "./server.ts";

/** Splits a request's address without decoding it: Rest.li punctuation is part of what tests look at. */
export function logEntry(request: IncomingMessage): Omit<LoggedRequest, "seq"> {
  const url = request.url ?? "/";
  const mark = url.indexOf("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    at: Date.now(),
    method: request.method ?? "GET",
    host: hostOf(request),
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? "" : url.slice(mark + 1),
    headers,
    body: "",
    status: undefined,
    endedAt: undefined,
    fault: undefined,
    acted: false,
  };
}

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
