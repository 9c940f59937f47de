import { describe, expect, it } from "vitest";
import { api, ask, markSeen } from "./https";
import { worlds } from "./with-world";

const start = worlds();

describe("accounts", () => {
  it("lists a bare array with the documented keys", async () => {
    const world = await start();
    const rows = JSON.parse((await api(world, "/accounts")).text);
    expect(rows).toHaveLength(1);
    expect(Object.keys(rows[0])).toEqual([
      "id",
      "firstName",
      "lastName",
      "publicId",
      "picture",
      "status",
      "enabled",
      "apiSeatAllocated",
    ]);
    expect(rows[0].id).toMatch(/^[0-9a-f]{24}$/);
  });

  it("lists two when there are several, filters by q, and none when there are none", async () => {
    const several = await start({ accounts: "several" });
    expect(JSON.parse((await api(several, "/accounts")).text)).toHaveLength(2);
    expect(JSON.parse((await api(several, "/accounts?q=brandvold")).text)).toHaveLength(1);
    expect((await api(await start({ accounts: "none" }), "/accounts")).text).toBe("[]");
  });

  it("is not there in the older form of the API", async () => {
    expect((await api(await start({ accounts: "absent" }), "/accounts")).status).toBe(404);
  });

  it("wants the key everywhere", async () => {
    const world = await start();
    for (const path of ["/accounts", "/account/status", "/conversations", "/nowhere"]) {
      const got = await ask(world, `/linkedin${path}`);
      expect([got.status, got.text]).toEqual([401, '{"error":"Unauthorized - Invalid credentials"}']);
    }
  });

  it("refuses the old key once it has been changed", async () => {
    const world = await start();
    world.api.setKey("another");
    expect((await api(world, "/accounts")).status).toBe(401);
    expect((await api(world, "/accounts", { headers: { authorization: "Bearer another" } })).status).toBe(
      200,
    );
  });

  it("says so of a disconnected account, and answers its marks with 500", async () => {
    const world = await start();
    world.api.setDisconnected(true);
    const [c] = world.mailbox.unread();
    expect(JSON.parse((await api(world, "/account/status")).text)).toMatchObject({
      status: "ERROR",
      hasTokens: false,
    });
    const got = await markSeen(world, { conversationUrn: c?.urn });
    expect(got.status).toBe(500);
    expect(Object.keys(JSON.parse(got.text))).toEqual(["success", "accountId", "conversationUrn", "message"]);
    expect(c?.read).toBe(false);
  });

  it("tells the status of an account by query and by path", async () => {
    const world = await start();
    const id = world.accountIdOf(world.owner);
    for (const path of ["/account/status", `/account/status?accountId=${id}`, `/account/${id}/status`]) {
      expect(JSON.parse((await api(world, path)).text)).toMatchObject({
        id,
        status: "AVAILABLE",
        hasTokens: true,
      });
    }
    expect((await api(world, "/account/acc_1/status")).status).toBe(400);
    expect((await api(world, `/account/${"0".repeat(24)}/status`)).status).toBe(404);
  });
});

describe("mark-unread", () => {
  it("puts the unread mark back", async () => {
    const world = await start();
    const [conversation] = world.mailbox.unread();
    const urn = conversation?.urn ?? "";
    await markSeen(world, { conversationUrn: urn });
    const got = await api(world, `/conversations/${encodeURIComponent(urn)}/mark-unread`, {
      method: "PATCH",
    });
    expect([got.status, got.text]).toEqual([200, `{"success":true,"conversationUrn":"${urn}"}`]);
    expect(world.mailbox.unread()).toHaveLength(23);
    expect(world.api.unmarks()).toEqual([urn]);
  });

  it("answers 404 with an error text for a conversation that is not there", async () => {
    const got = await api(await start(), "/conversations/urn%3Ax/mark-unread", { method: "PATCH" });
    expect([got.status, got.text]).toEqual([404, '{"error":"Conversation not found"}']);
  });
});

describe("conversations", () => {
  type Row = { conversationUrn: string; unreadCount: number; source: string };
  type Page = { conversations: Row[]; nextCursor: string | null; hasMore: boolean };

  it("pages through the inbox folders once each, newest first, with the Sales Navigator rows set apart", async () => {
    const world = await start();
    const rows: Row[] = [];
    let query = "count=9";
    for (;;) {
      const page = JSON.parse((await api(world, `/conversations?${query}`)).text) as Page;
      rows.push(...page.conversations);
      if (!page.hasMore) break;
      query = `count=9&nextCursor=${page.nextCursor}`;
    }
    const sales = rows.filter((r) => r.source === "sales_navigator");
    expect(sales.map((r) => r.conversationUrn.slice(0, 25))).toEqual(
      Array(2).fill("urn:li:salesNav_thread:2-"),
    );
    expect(new Set(rows.map((r) => r.conversationUrn)).size).toBe(rows.length);
    const inbox = world.mailbox.all().filter((c) => c.folder === "focused" || c.folder === "other");
    expect(rows.filter((r) => r.source === "messaging").map((r) => r.conversationUrn)).toEqual(
      inbox.map((c) => c.urn),
    );
  });

  it("keeps to the unread when asked", async () => {
    const world = await start();
    const page = JSON.parse((await api(world, "/conversations?unreadOnly=true&count=100")).text) as Page;
    const own = page.conversations.filter((r) => r.source === "messaging");
    expect(own.map((r) => r.conversationUrn)).toEqual(world.mailbox.unread().map((c) => c.urn));
  });
});

describe("the log", () => {
  it("keeps method, address, headers, body and status of each request in order", async () => {
    const world = await start();
    await api(world, "/conversations?count=1");
    await markSeen(world, {});
    await world.api.waitFor((all) => all.length === 2 && all.every((r) => r.endedAt !== undefined));
    expect(world.api.requests).toMatchObject([
      {
        seq: 1,
        method: "GET",
        host: "api.connectsafely.ai",
        path: "/linkedin/conversations",
        query: "count=1",
        status: 200,
      },
      {
        seq: 2,
        method: "POST",
        body: "{}",
        status: 400,
        acted: false,
        headers: { "content-type": "application/json" },
      },
    ]);
  });

  it("says what it holds when it was waited for in vain", async () => {
    const world = await start();
    await api(world, "/accounts");
    await expect(world.api.waitFor((all) => all.length === 2, 20)).rejects.toThrow(
      "GET /linkedin/accounts 200",
    );
  });
});
