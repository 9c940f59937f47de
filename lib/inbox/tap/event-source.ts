import { matchRequest } from "./match";
import { construct, now, overlay, quietly } from "./own";
import type { Report } from "./report";

/** Hears the realtime stream where the page opens it as an EventSource. */
export function tapEventSource(scope: Window & typeof globalThis, report: Report): void {
  if (typeof scope.EventSource !== "function") return;
  const { prototype } = scope.EventSource;
  overlay(scope, "EventSource", {
    construct(target, args: unknown[], newTarget) {
      const source = construct(target, args, newTarget) as EventSource;
      quietly(() => {
        const match = matchRequest(source.url, () => scope.document.baseURI);
        if (match?.kind !== "realtime") return;
        const watched = { ...match, method: "GET", startedAt: now() };
        source.addEventListener("message", ({ data }) => {
          if (typeof data === "string") report(watched, 200, `data:${data.replaceAll("\n", "\ndata:")}\n`);
        });
      });
      return source;
    },
  });
  // Otherwise `source.constructor` would give the untouched class away.
  prototype.constructor = scope.EventSource;
}
