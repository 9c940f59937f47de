/**
 * One request and everything that can become of it, as a value. ky sends; what it would decide (retries, errors
 * by status, timeouts) is switched off, because one place decides (`answers.ts`) and ky's errors carry the key.
 */
import ky from "ky";
import type { Endpoint } from "./endpoints";

export type Exchange =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly statusText: string;
      readonly headers: Headers;
      readonly body: Body;
    }
  /** Never followed: the key would go along. */
  | { readonly kind: "redirect" }
  /** No complete head of an answer within the time given. */
  | { readonly kind: "timeout" }
  /** Refused, reset, no DNS, no TLS, aborted: `fetch` doesn't tell them apart. */
  | { readonly kind: "network" };

export type Body =
  | { readonly kind: "json"; readonly value: unknown }
  /** Empty, HTML or other text, cut off, or above the cap: nothing follows from the difference. */
  | { readonly kind: "unreadable" }
  /** Not whole when the time was up. */
  | { readonly kind: "slow" };

export interface Wire {
  readonly base: string;
  readonly key: string;
  /** For headers and body together. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** A mark-seen answer has some 200 bytes, a page of conversations 40 KB; more than this is not an answer. */
const MAX_BODY_BYTES = 1_000_000;

/** Sockets of this API have been seen to stay open after the whole JSON: wait no longer than this for the end. */
const END_GRACE_MS = 1_000;

const UNREADABLE: Body = { kind: "unreadable" };

/** Sends `endpoint` once. Never rejects, and nothing it returns holds the key or the request. */
export async function exchange(endpoint: Endpoint, wire: Wire): Promise<Exchange> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), wire.timeoutMs);
  const signal = wire.signal ? AbortSignal.any([wire.signal, deadline.signal]) : deadline.signal;
  try {
    const response = await ky(`${wire.base}${endpoint.path}`, {
      method: endpoint.method,
      headers: { authorization: `Bearer ${wire.key}`, accept: "application/json" },
      ...(endpoint.body ? { json: endpoint.body } : {}),
      retry: 0,
      throwHttpErrors: false,
      // ky's timeouts end with the headers when the body is read as a stream; ours bounds both.
      timeout: false,
      signal,
      // "error" would look like a network failure. Browsers answer "manual" with an opaque redirect.
      redirect: "manual",
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
      cancel(response.body);
      return { kind: "redirect" };
    }
    return {
      kind: "answer",
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
      body: await readBody(response, signal, deadline.signal),
    };
  } catch {
    return { kind: deadline.signal.aborted ? "timeout" : "network" };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The status stands whatever becomes of the body, so a body that breaks is a value too. The signal is
 * listened to here as well: Node has been seen to forget the request's own link to it once the headers are there.
 */
async function readBody(response: Response, signal: AbortSignal, deadline: AbortSignal): Promise<Body> {
  if (!response.body) return UNREADABLE;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  let complete: Body | undefined;
  const end = aborted(signal);
  try {
    for (;;) {
      const chunk = await Promise.race([reader.read(), end, ...(complete ? [after(END_GRACE_MS)] : [])]);
      if (chunk === "late") break;
      if (chunk.done) return parseBody(text + decoder.decode());
      size += chunk.value.byteLength;
      if (size > MAX_BODY_BYTES) return UNREADABLE;
      text += decoder.decode(chunk.value, { stream: true });
      complete = completeJson(text);
    }
  } catch {
    // What arrived decides below.
  } finally {
    // Harmless after the end; otherwise the socket would be read on.
    reader.cancel().catch(() => {});
  }
  // What parses is whole, even when the connection broke or hung behind it.
  return complete ?? (deadline.aborted ? { kind: "slow" } : UNREADABLE);
}

function parseBody(text: string): Body {
  try {
    return { kind: "json", value: JSON.parse(text) };
  } catch {
    return UNREADABLE;
  }
}

/** Only what ends like an object or a list is tried: a number that was cut would parse as well. */
function completeJson(text: string): Body | undefined {
  const body = /[}\]]\s*$/.test(text) ? parseBody(text) : UNREADABLE;
  return body.kind === "json" ? body : undefined;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(new Error("aborted"));
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
  });
}

function after(ms: number): Promise<"late"> {
  return new Promise((resolve) => setTimeout(() => resolve("late"), ms));
}

function cancel(body: ReadableStream | null): void {
  body?.cancel().catch(() => {});
}
