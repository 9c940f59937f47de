import { expect } from "vitest";
import type { LoggedRequest } from "../../sandbox/request-log.ts";
import type { World } from "../../sandbox/world.ts";
import { deathsByChaos } from "./chaos.ts";

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

/**
 * Has someone mark some conversations as unread on another device. Others each time: for a while the page takes what
 * ConnectSafely has confirmed for newer than what LinkedIn says.
 */
export function makeUnread(world: World, count: number): string[] {
  const used = new Set(world.api.marks());
  const chosen = world.mailbox
    .all()
    .filter(({ urn, read, folder }) => read && folder === "focused" && !used.has(urn))
    // The first one is open in the page, which marks it read by itself.
    .slice(1, count + 1);
  for (const { urn } of chosen) world.mailbox.markUnreadElsewhere(urn);
  return chosen.map(({ urn }) => urn);
}

/** The server has marked exactly these conversations, once each, however often they were sent. */
export function expectMarks(world: World, urns: readonly string[]): void {
  expectEachOnce(world, world.api.marks(), urns);
}

/** Each of `urns` once and nothing else; in chaos, once more at most for each death of the worker. */
export function expectEachOnce(world: World, found: readonly string[], urns: readonly string[]): void {
  const deaths = deathsByChaos(world);
  const seen = deaths > 0 ? [...new Set(found)] : found;
  expect(seen.toSorted()).toEqual([...urns].toSorted());
  for (const urn of seen) {
    expect(found.filter((each) => each === urn).length, `times of ${urn}`).toBeLessThanOrEqual(1 + deaths);
  }
}

/** As many requests as one of `counts`; in chaos more, one at most for each death of the worker. */
export function expectCount(world: World, requests: number, counts: readonly number[], what: string): void {
  const deaths = deathsByChaos(world);
  if (deaths === 0) expect(counts, what).toContain(requests);
  expect(requests, what).toBeGreaterThanOrEqual(Math.min(...counts));
  expect(requests, what).toBeLessThanOrEqual(Math.max(...counts) + deaths);
}

/** Exactly these conversations were sent, once each, with the right header and body and nothing else. */
export function expectMarkedOnce(world: World, urns: readonly string[]): void {
  const requests = markRequests(world);
  expectEachOnce(world, urnsOf(requests), urns);
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
