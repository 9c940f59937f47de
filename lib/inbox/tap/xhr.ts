import { MAX_ANSWER } from "../heard";
import { createLineCutter } from "./lines";
import { matchRequest } from "./match";
import { apply, now, overlay, quietly } from "./own";
import type { Report, Watched } from "./report";

/** As `tapFetch`, for XMLHttpRequest. */
export function tapXhr(scope: Window & typeof globalThis, report: Report): void {
  const { prototype } = scope.XMLHttpRequest;
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
        const text = textOf(xhr);
        if (xhr.status !== 0 && text !== undefined) report(watched, xhr.status, text);
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

/** A parsed answer (`responseType` "json") is written back as text: nothing else of it can be handed over. */
function textOf(xhr: XMLHttpRequest): string | undefined {
  if (xhr.responseType === "" || xhr.responseType === "text") return xhr.responseText;
  return xhr.responseType === "json" && xhr.response !== null ? JSON.stringify(xhr.response) : undefined;
}
