import type { Heard } from "../heard";

/**
 * Whether the page's request is of interest, by path and query name. The first test is all that other requests cost.
 * `hay` may be relative; `base` is asked for only when it looks right.
 */
export function matchRequest(
  hay: string,
  base: () => string,
): { kind: Heard["kind"]; url: string } | undefined {
  if (!hay.includes("/voyager/api/voyagerMessaging") && !hay.includes("/realtime/connect")) return undefined;
  const here = base();
  if (!URL.canParse(hay, here)) return undefined;
  const url = new URL(hay, here);
  if (url.origin !== new URL(here).origin) return undefined;
  const kind = kindOf(url);
  return kind && { kind, url: url.href };
}

function kindOf(url: URL): Heard["kind"] | undefined {
  if (url.pathname === "/realtime/connect") return "realtime";
  // The name only: the hash behind the dot changes with every release of LinkedIn's.
  if (url.pathname === "/voyager/api/voyagerMessagingGraphQL/graphql") {
    return /[?&]queryId=messenger(?:Conversations|Messages)/.test(url.search) ? "answer" : undefined;
  }
  return /^\/voyager\/api\/voyagerMessagingDashMessengerConversations(?:\/|$)/.test(url.pathname)
    ? "write"
    : undefined;
}
