import { expect } from "vitest";
import type { LoggedRequest } from "../../sandbox/request-log.ts";
import type { World } from "../../sandbox/world.ts";

/** The mark-seen requests that the server received, in order. */
export function markRequests(world: World): LoggedRequest[] {
  return world.api.requests.filter(({ path }) => path === "/linkedin/messaging/mark-seen");
}

export function urnsOf(requests: readonly LoggedRequest[]): string[] {
  return requests.map(({ body }) => (JSON.parse(body) as { conversationUrn: string }).conversationUrn);
}

export function unreadUrns(world: World): string[] {
  return world.mailbox.unread().map(({ urn }) => urn);
}

/** Exactly these conversations were sent, once each, with the right header and body and nothing else. */
export function expectMarkedOnce(world: World, urns: readonly string[]): void {
  const requests = markRequests(world);
  expect(urnsOf(requests).toSorted()).toEqual([...urns].toSorted());
  for (const request of requests) {
    expect(request.method).toBe("POST");
    expect(request.headers.authorization).toBe(`Bearer ${world.key}`);
    expect(request.headers["content-type"]).toMatch(/^application\/json\b/);
    expect(request.headers.cookie).toBeUndefined();
    const { conversationUrn: _, accountId, ...rest } = JSON.parse(request.body) as Record<string, unknown>;
    expect(rest).toEqual({});
    expect([undefined, world.accountIdOf(world.owner)]).toContain(accountId);
  }
}
