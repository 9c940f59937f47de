import { describe, expect, it } from "vitest";
import { createRateLimit } from "../../sandbox/api/rate-limit.ts";
import { api, markSeen } from "./https";
import { worlds } from "./with-world";

const start = worlds();

describe("the rolling limit", () => {
  it("never lets more than the limit through in any 60 s, wherever the window begins", () => {
    let now = 1_000_000;
    const limit = createRateLimit({ perMinute: 60 }, () => now);
    const allowed: number[] = [];
    for (let i = 0; i < 4_000; i += 1) {
      now += (i * 7919) % 131;
      if (limit.take().allowed) allowed.push(now);
    }
    expect(allowed.length).toBeGreaterThan(120);
    const most = Math.max(
      ...allowed.map((from) => allowed.filter((t) => t >= from && t < from + 60_000).length),
    );
    expect(most).toBe(60);
  });

  it("tells its state in the documented headers and refuses in the documented form", async () => {
    let now = Date.parse("2026-03-01T10:00:00.000Z");
    const world = await start({ rateLimit: { perMinute: 2 }, now: () => now });
    const first = await api(world, "/accounts");
    expect(first.headers).toMatchObject({
      "x-ratelimit-action": "ACCOUNTS",
      "x-ratelimit-limit": "2",
      "x-ratelimit-used": "1",
      "x-ratelimit-remaining": "1",
      "x-ratelimit-reset": "2026-03-01T10:01:00.000Z",
    });
    now += 20_000;
    expect((await api(world, "/accounts")).headers["x-ratelimit-remaining"]).toBe("0");
    const [conversation] = world.mailbox.unread();
    const refused = await markSeen(world, { conversationUrn: conversation?.urn });
    expect(refused.status).toBe(429);
    expect(refused.headers["retry-after"]).toBe("40");
    expect(refused.text).toBe(
      '{"success":false,"error":"Rate limit exceeded for MARK_SEEN: 2/2 used. Resets at 2026-03-01T10:01:00.000Z","holdUntil":"2026-03-01T10:01:00.000Z"}',
    );
    expect(conversation?.read).toBe(false);
    now += 40_000;
    expect((await markSeen(world, { conversationUrn: conversation?.urn })).status).toBe(200);
    expect((await api(world, "/accounts")).status).toBe(429);
  });

  it("sends no headers when there is no limit", async () => {
    const world = await start({ rateLimit: null });
    const names = Object.keys((await api(world, "/accounts")).headers);
    expect(names.filter((name) => name.startsWith("x-ratelimit"))).toEqual([]);
  });
});
