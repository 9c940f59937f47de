import { MAX_ANSWER } from "../heard";
import { createLineCutter } from "./lines";
import { matchRequest } from "./match";
import { apply, now, overlay, quietly, whenDone } from "./own";
import type { Report, Watched } from "./report";

/** As `tapFetch`, for XMLHttpRequest. */
export function tapXhr(scope: Window & typeof globalThis, report: Report): void {
  const { prototype } = scope.XMLHttpRequest;
  const { Response } = scope;
  const { text } = Response.prototype;
  const textIn = (bytes: Blob | ArrayBuffer) => apply(text, new Response(bytes), []);
  const opened = new WeakMap<object, { kind: Watched["kind"]; url: string; method: string }>();

  overlay(prototype, "open", {
    apply(target, receiver, args: unknown[]) {
      quietly(() => {
        opened.delete(receiver);
        const [method, address] = args;
        const url = typeof address === "string" ? address : address instanceof URL ? address.href : undefined;
        const match = url === undefined ? undefined : matchRequest(url, () => scope.document.baseURI);
        if (match) opened.set(receiver, { ...match, method: String(method) });
      });
      return apply(target, receiver, args);
    },
  });

  overlay(prototype, "send", {
    apply(target, receiver, args: unknown[]) {
      quietly(() => {
        const request = opened.get(receiver);
        if (request) listen(receiver, { ...request, ...bodyOf(args[0]), startedAt: now() });
      });
      return apply(target, receiver, args);
    },
  });

  function listen(xhr: XMLHttpRequest, watched: Watched): void {
    if (watched.kind === "realtime") {
      followLines(xhr, watched);
      return;
    }
    const heard = () =>
      quietly(() => {
        const { status } = xhr;
        if (status === 0) return;
        const text = textOf(xhr);
        const bytes = bytesOf(xhr);
        if (text !== undefined) report(watched, status, text);
        else if (bytes && sizeOf(bytes) > MAX_ANSWER) report(watched, status, "", true);
        else if (bytes) whenDone<string>(textIn(bytes), (decoded) => report(watched, status, decoded));
      });
    xhr.addEventListener("loadend", heard, { once: true });
  }

  function followLines(xhr: XMLHttpRequest, watched: Watched): void {
    const cut = createLineCutter(MAX_ANSWER);
    let read = 0;
    const more = () =>
      quietly(() => {
        const text = textOf(xhr) ?? "";
        const lines = cut(text.slice(read));
        read = text.length;
        if (lines) report(watched, xhr.status, lines);
      });
    xhr.addEventListener("progress", more);
    xhr.addEventListener("loadend", () => xhr.removeEventListener("progress", more), { once: true });
  }
}

const bodyOf = (body: unknown) => (typeof body === "string" ? { requestBody: body } : {});

/** What the page has as a blob or a buffer; undefined for any other type, and where nothing came. */
function bytesOf({ responseType, response }: XMLHttpRequest): Blob | ArrayBuffer | undefined {
  return responseType === "blob" || responseType === "arraybuffer" ? (response ?? undefined) : undefined;
}

const sizeOf = (bytes: Blob | ArrayBuffer) => (bytes instanceof Blob ? bytes.size : bytes.byteLength);

/** A parsed answer (`responseType` "json") is written back as text: nothing else of it can be handed over. */
function textOf(xhr: XMLHttpRequest): string | undefined {
  if (xhr.responseType === "" || xhr.responseType === "text") return xhr.responseText;
  return xhr.responseType === "json" && xhr.response !== null ? JSON.stringify(xhr.response) : undefined;
}
