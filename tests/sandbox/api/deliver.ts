import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { LoggedRequest } from "../request-log.ts";
import type { Answer } from "./answer.ts";
import type { Fault } from "./faults.ts";

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** Below TLS, so that the reset is a real RST. */
function reset(request: IncomingMessage): void {
  const socket = request.socket as Socket & { _parent?: Socket };
  const tcp = socket._parent ?? socket;
  tcp.resetAndDestroy?.();
  socket.destroy();
}

export function sendAnswer(
  response: ServerResponse,
  entry: LoggedRequest,
  answer: Answer,
  headers: Record<string, string>,
): void {
  entry.status = answer.status;
  const text = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...JSON_TYPE,
    ...headers,
    ...answer.headers,
    "content-length": String(Buffer.byteLength(text)),
  });
  response.end(text);
}

export interface FaultDelivery {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly entry: LoggedRequest;
  readonly headers: Record<string, string>;
  /** What the right answer would have been. */
  readonly answer: Answer | undefined;
  readonly about: { accountId: string; conversationUrn: string };
}

export function deliverFault(fault: Fault, d: FaultDelivery): void {
  const { request, response, entry } = d;
  const right = d.answer?.body === undefined ? "" : JSON.stringify(d.answer.body);
  const whole = typeof fault.body === "function" ? fault.body(d.about) : (fault.body ?? right);
  const start = (length: number) => {
    entry.status = fault.status ?? 200;
    response.writeHead(entry.status, {
      ...(fault.body === undefined ? JSON_TYPE : {}),
      ...d.headers,
      ...fault.headers,
      ...(entry.status === 204 ? {} : { "content-length": String(length) }),
    });
  };
  entry.fault = fault.name;
  switch (fault.wire) {
    case "answer":
      start(Buffer.byteLength(whole));
      response.end(whole);
      break;
    case "reset":
    case "reset-before":
      reset(request);
      break;
    case "fin":
    case "reuse-close":
      request.socket.end();
      break;
    case "truncate":
      start(Buffer.byteLength(whole) + 64);
      response.write(whole.slice(0, Math.ceil(whole.length / 2)), () => setTimeout(() => reset(request), 20));
      break;
    case "drip":
      start(Buffer.byteLength(whole));
      response.flushHeaders();
      drip(response, Buffer.from(whole), fault.everyMs ?? 50);
      break;
    case "hang":
      entry.status = 200;
      response.writeHead(200, { ...JSON_TYPE, ...d.headers });
      response.write(whole);
      break;
    case "silence":
      break;
  }
}

function drip(response: ServerResponse, bytes: Buffer, everyMs: number): void {
  let next = 0;
  const timer = setInterval(() => {
    if (response.destroyed || next >= bytes.length) {
      clearInterval(timer);
      response.end();
      return;
    }
    response.write(bytes.subarray(next, next + 1));
    next += 1;
  }, everyMs);
  timer.unref();
  response.once("close", () => clearInterval(timer));
}
