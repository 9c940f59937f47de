import { describe, expect, it } from "vitest";
import type { World } from "../../sandbox/world.ts";
import { api, ask, markSeen } from "./https";
import { worlds } from "./with-world";

const start = worlds();

function firstUnread(world: World) {
  const [conversation] = world.mailbox.unread();
  if (!conversation) throw new Error("nothing unread");
  return conversation;
}

describe("mark-seen", () => {
  it("answers 200 with the documented body, byte for byte, and marks the conversation", async () => {
    const world = await start();
    const { urn } = firstUnread(world);
    const account = world.accountIdOf(world.owner);
    const got = await markSeen(world, { conversationUrn: urn });
    expect(got.status).toBe(200);
    expect(got.text).toBe(
      `{"success":true,"accountId":"${account}","conversationUrn":"${urn}","message":"Conversation marked as seen successfully"}`,
    );
    expect(world.mailbox.byUrn(urn)).toMatchObject({ read: true, unreadCount: 0 });
    expect(world.api.marks()).toEqual([urn]);
  });

  it("reaches the same state when it is repeated", async () => {
    const world = await start();
    const { urn } = firstUnread(world);
    await markSeen(world, { conversationUrn: urn });
    expect((await markSeen(world, { conversationUrn: urn })).status).toBe(200);
    expect(world.mailbox.unread()).toHaveLength(22);
    expect(world.api.marks()).toEqual([urn, urn]);
  });

  it.each([
    ["no body", undefined],
    ["an empty object", "{}"],
    ["not JSON", "{"],
    ["a list", "[]"],
    ["an empty URN", '{"conversationUrn":""}'],
    ["null", '{"conversationUrn":null}'],
  ])("answers 400 with the documented body to %s", async (_name, body) => {
    const world = await start();
    const got = await markSeen(world, body ?? "");
    expect(got.status).toBe(400);
    expect(got.text).toBe('{"success":false,"error":"conversationUrn is required"}');
  });

  it("does not see a body without the JSON content type", async () => {
    const world = await start();
    const body = { conversationUrn: firstUnread(world).urn };
    const got = await markSeen(world, body, { headers: { "content-type": "text/plain" } });
    expect(got.text).toBe('{"success":false,"error":"conversationUrn is required"}');
    expect(world.mailbox.unread()).toHaveLength(23);
  });

  it.each([
    "urn:li:messagingThread:2-AA==",
    "2-AA==",
    "urn:li:msg_conversation:(urn:li:fsd_company:1,2-AA==)",
  ])("refuses %s as a conversation URN, with an error object", async (conversationUrn) => {
    const got = await markSeen(await start(), { conversationUrn });
    expect(got.status).toBe(400);
    expect(JSON.parse(got.text)).toMatchObject({
      success: false,
      error: { name: "ZodError", issues: [{ path: ["conversationUrn"] }] },
    });
  });

  it("does not know a thread under another owner, nor a thread that is not there", async () => {
    const world = await start();
    const { urn, threadId } = firstUnread(world);
    const foreign = urn.replace(world.owner, `ACoAA${"z".repeat(34)}`);
    for (const conversationUrn of [foreign, urn.replace(threadId, "2-AAAA")]) {
      const got = await markSeen(world, { conversationUrn });
      expect(got.status).toBe(404);
      expect(JSON.parse(got.text)).toEqual({ error: "Conversation not found" });
    }
    expect(world.mailbox.unread()).toHaveLength(23);
  });

  it("takes the account that owns the mailbox and refuses others, naming accountId", async () => {
    const world = await start({ accounts: "several" });
    const { urn } = firstUnread(world);
    const own = world.accountIdOf(world.owner);
    expect((await markSeen(world, { conversationUrn: urn, accountId: own })).status).toBe(200);
    for (const accountId of ["acc_1", "0".repeat(24), 7]) {
      const got = await markSeen(world, { conversationUrn: urn, accountId });
      expect(got.status).toBe(400);
      expect(got.text).toContain("accountId");
    }
  });

  it("answers 404 when the account given is another member's", async () => {
    const world = await start({ accounts: "several" });
    const { urn } = firstUnread(world);
    world.switchAccount();
    const other = world.accountIdOf(world.owner);
    expect((await markSeen(world, { conversationUrn: urn, accountId: other })).status).toBe(404);
  });

  it("answers 401 with the documented body without the right key, and marks nothing", async () => {
    const world = await start();
    const body = { conversationUrn: firstUnread(world).urn };
    for (const authorization of ["Bearer nope", world.key, `bearer ${world.key}`, ""]) {
      const got = await markSeen(world, body, { headers: { authorization } });
      expect(got.status).toBe(401);
      expect(got.text).toBe('{"error":"Unauthorized - Invalid credentials"}');
    }
    expect(world.api.marks()).toEqual([]);
  });

  it("answers 500 with the documented keys on demand", async () => {
    const world = await start();
    const { urn } = firstUnread(world);
    world.api.faults.next("error-500");
    const got = await markSeen(world, { conversationUrn: urn });
    expect(got.status).toBe(500);
    expect(got.text).toBe(
      `{"success":false,"accountId":"${world.accountIdOf(world.owner)}","conversationUrn":"${urn}","message":"Failed to mark conversation as seen"}`,
    );
    expect(world.mailbox.byUrn(urn)?.read).toBe(false);
  });

  it("is a POST and nothing else", async () => {
    const world = await start();
    expect((await api(world, "/messaging/mark-seen")).status).toBe(405);
    expect((await api(world, "/conversations/mark-seen", { method: "POST" })).status).toBe(404);
  });
});

describe("cross-origin", () => {
  it("knows no preflight and no CORS header on any answer", async () => {
    const world = await start();
    const preflight = await ask(world, "/linkedin/messaging/mark-seen", {
      method: "OPTIONS",
      headers: { origin: "https://www.linkedin.com", "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(404);
    const answers = [preflight, await api(world, "/accounts"), await markSeen(world, {})];
    const names = answers.flatMap((a) => Object.keys(a.headers));
    expect(names.filter((name) => name.startsWith("access-control-"))).toEqual([]);
    expect(world.api.requests.map((r) => r.method)).toEqual(["OPTIONS", "GET", "POST"]);
  });

  it("does not answer for a host that is not there", async () => {
    const world = await start();
    expect((await ask(world, "/", { host: "elsewhere.example" })).status).toBe(421);
  });
});
