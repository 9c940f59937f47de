import { expect } from "vitest";
import { requestsByUrn } from "./harness/judge.ts";
import { makeUnread, markRequests } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

const COUNT = 6;

// Seen red with leases that no start-up takes back.
test("In Firefox, the event page dies in the hold, with requests on the wire, and in the wait of a 429: nothing is lost", async ({
  openFirefox,
}) => {
  const stage = await openFirefox({
    world: { conversations: 60, unread: 0, unreadElsewhere: 0, rateLimit: null },
  });
  const { world } = stage;
  const { faults } = world.api;
  await stage.openInbox();
  const first = await stage.saveKey();
  await until("the key to be kept", async () => !(await first.has("textbox", "API key")));
  await stage.closePopup();

  const points: Record<string, (since: number) => Promise<unknown>> = {
    hold: async () => {},
    wire: async (since) => {
      faults.every(1, "silence-acted");
      await until("requests on the wire", () => markRequests(world).length - since >= COUNT);
    },
    wait: async (since) => {
      faults.next("limit-429-seconds", { times: COUNT });
      await until("the refusals", () => {
        const own = markRequests(world).slice(since);
        return own.length >= COUNT && own.every(({ endedAt }) => endedAt !== undefined);
      });
    },
  };
  for (const [point, reached] of Object.entries(points)) {
    const before = markRequests(world).length;
    const urns = makeUnread(world, COUNT);
    const popup = await stage.openPopup();
    await until("the conversations", () =>
      popup.has("button", new RegExp(`^Mark all seen\\b.*\\b${COUNT}\\b`)),
    );
    await popup.press(/^Mark all seen/);
    await until("the hold", () => popup.has("button", "Undo"));
    await reached(before);
    expect(await stage.stopBackground(), point).toBe(true);
    expect(markRequests(world).length > before, point).toBe(point !== "hold");
    faults.clear();
    await stage.closePopup();

    const again = await stage.openPopup();
    await again.waitFor("status", new RegExp(`\\b${COUNT} seen\\b`), 60_000);
    await stage.closePopup();
    const requests = requestsByUrn(world, before);
    expect([...requests.keys()].toSorted(), point).toEqual(urns.toSorted());
    for (const own of requests.values()) {
      expect(
        own.some(({ acted }) => acted),
        point,
      ).toBe(true);
      expect(own.length, point).toBeLessThanOrEqual(2);
    }
  }
});
