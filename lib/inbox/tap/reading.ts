import { apply, overlay, overlayGetter, quietly, whenDone } from "./own";

/** Ways of the page to get at a body that don't give its text. */
const OTHER_WAYS = ["arrayBuffer", "blob", "bytes", "clone", "formData"] as const;

const { parse } = JSON;
const { then } = Promise.prototype;

/** A page that has not asked for the body of an answer by then may never do so. */
const UNREAD_MS = 1_000;

/** From now on `hear` is called once with the text of the response: when the page reads it, or when it does not. */
export type OnRead = (response: Response, hear: (text: string) => void) => void;

/**
 * Hears bodies without a copy: where the page asks for text or JSON, the text that it gets is the one heard. A copy
 * costs it twice, since a body with two readers is slow for both: a third more time until five megabytes are there.
 * Only where the page reads in another way is a copy made, in that moment, and where it leaves the body alone.
 */
export function tapReading(scope: Window & typeof globalThis): OnRead {
  const { setTimeout, clearTimeout } = scope;
  const { prototype } = scope.Response;
  const { clone, text } = prototype;
  const awaited = new WeakMap<Response, { hear(text: string): void; late: number }>();
  const take = (response: Response) => {
    const one = awaited.get(response);
    awaited.delete(response);
    // A timer holds on to its response.
    if (one) clearTimeout(one.late);
    return one?.hear;
  };

  overlay(prototype, "text", {
    apply(target, response: Response, args) {
      const hear = take(response);
      const given: Promise<string> = apply(target, response, args);
      if (hear) whenDone(given, hear);
      return given;
    },
  });
  overlay(prototype, "json", {
    apply(target, response: Response, args) {
      const hear = take(response);
      if (!hear) return apply(target, response, args);
      // What the browser's own does too: it reads to the end, then parses.
      const given: Promise<string> = apply(text, response, []);
      whenDone(given, hear);
      return apply(then, given, [parse]);
    },
  });

  const copyFor = (response: Response) =>
    quietly(() => {
      const hear = take(response);
      if (hear) whenDone<string>(apply(text, apply(clone, response, []), []), hear);
    });
  for (const way of OTHER_WAYS) {
    overlay(prototype, way, {
      apply(target, response: Response, args) {
        copyFor(response);
        return apply(target, response, args);
      },
    });
  }
  overlayGetter(prototype, "body", copyFor);

  return (response, hear) => {
    awaited.set(response, { hear, late: setTimeout(() => copyFor(response), UNREAD_MS) });
  };
}
