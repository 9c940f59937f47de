import { expect } from "vitest";
import { requestsByUrn } from "./harness/judge.ts";
import { makeUnread, markRequests, unreadUrns } from "./harness/requests.ts";
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

// Seen red without the drain at start-up.
test("Firefox is killed in the middle of a run: started again with nothing open, it goes on by itself", async ({
  openFirefox,
}) => {
  const stage = await openFirefox({ lasting: true, world: { latencyMs: 1_000 } });
  const { world } = stage;
  const urns = unreadUrns(world);
  await stage.openInbox();
  const popup = await stage.saveKey();
  await until("the key to be kept", async () => !(await popup.has("textbox", "API key")));
  await popup.press(/^Mark all seen/);
  await until("some to be marked", () => world.api.marks().length >= 6, { timeout: 30_000 });
  await stage.firefox.restart();
  expect(world.mailbox.unread().length).toBeGreaterThan(0);

  await until("all to be marked", () => world.mailbox.unread().length === 0, { timeout: 60_000 });
  const marks = world.api.marks();
  expect(new Set(marks)).toEqual(new Set(urns));
  // What was on the wire when it died may have been marked twice, no more.
  for (const requests of requestsByUrn(world, 0).values()) expect(requests.length).toBeLessThanOrEqual(2);
  const again = await stage.openPopup();
  await again.waitFor("status", new RegExp(`\\b${urns.length} seen\\b`), 30_000);
});
