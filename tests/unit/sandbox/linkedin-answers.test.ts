import { describe, expect, it } from "vitest";
import type { World } from "../../sandbox/world.ts";
import { ask, encoded, graphql, page } from "./https";
import { category, type Item, list, mailboxOf } from "./messenger";
import { worlds } from "./with-world";

const start = worlds();
const NORMALIZED = "application/vnd.linkedin.normalized+json+2.1";

describe("the list on load", () => {
  it("comes flat as application/graphql, newest first, with items of other folders and another mailbox", async () => {
    const world = await start();
    const { got, field, elements, metadata } = await list(world, `mailboxUrn:${mailboxOf(world)}`);
    expect(got.headers["content-type"]).toBe("application/graphql; charset=UTF-8");
    expect(field).toBe("messengerConversationsBySyncToken");
    expect(metadata).toHaveProperty("newSyncToken");
    const own = elements.filter((e) => e.entityUrn.includes(world.owner));
    expect(own.map((e) => e.entityUrn)).toEqual(
      world.mailbox
        .all()
        .slice(0, 20)
        .map((c) => c.urn),
    );
    expect(elements.at(-1)?.entityUrn).toMatch(/^urn:li:msg_conversation:\(urn:li:fsd_company:\d+,2-/);
    expect(own.some((e) => e.categories?.includes("SECONDARY_INBOX"))).toBe(true);
    expect(world.page.delivered()).toHaveLength(20);
  });

  it("tells of every unread conversation that the folder on show will not draw", async () => {
    const world = await start();
    await list(world, `mailboxUrn:${mailboxOf(world)}`);
    const hidden = world.mailbox.unread().filter((c) => c.folder === "other");
    expect(hidden.length).toBeGreaterThan(0);
    expect(world.page.delivered()).toEqual(expect.arrayContaining(hidden.map((c) => c.urn)));
  });

  it("has one participant that is the viewer, and stubs inside messages", async () => {
    const world = await start({ conversations: 200 });
    const { elements } = await list(world, category(world, "PRIMARY_INBOX", "count:25"));
    for (const item of elements) {
      const selves = item.conversationParticipants.filter(
        (p) => p.participantType.member?.distance === "SELF",
      );
      expect(selves).toHaveLength(1);
      const stub = item.messages?.elements[0]?.conversation;
      if (stub) expect(Object.keys(stub)).toEqual(["_type", "_recipeType", "entityUrn"]);
    }
  });

  it("refreshes with what has changed since the sync token, and what is gone", async () => {
    const world = await start();
    const first = await list(world, `mailboxUrn:${mailboxOf(world)}`);
    const [a, b] = world.mailbox.unread();
    world.mailbox.markReadElsewhere(a?.urn ?? "");
    world.mailbox.removeElsewhere(b?.urn ?? "");
    const token = encodeURIComponent(first.metadata.newSyncToken ?? "");
    const next = await list(world, `mailboxUrn:${mailboxOf(world)},syncToken:${token}`);
    expect(next.elements.map((e) => [e.entityUrn, e.read])).toEqual([[a?.urn, true]]);
    expect(next.metadata.deletedUrns).toEqual([b?.urn]);
  });
});

describe("older pages", () => {
  it("go down the folder without a gap or a repeat", async () => {
    const world = await start({ conversations: 120 });
    const seen: string[] = [];
    let from = "lastUpdatedBefore:99999999999999";
    for (;;) {
      const { elements, metadata } = await list(world, category(world, "PRIMARY_INBOX", `count:20,${from}`));
      seen.push(...elements.map((e) => e.entityUrn));
      if (!metadata.nextCursor) break;
      from = `nextCursor:${encodeURIComponent(metadata.nextCursor)}`;
    }
    const focused = world.mailbox.all().filter((c) => c.folder === "focused");
    expect(seen).toEqual(focused.map((c) => c.urn));
  });

  it("come back empty above 25", async () => {
    const world = await start();
    expect((await list(world, category(world, "PRIMARY_INBOX", "count:26"))).elements).toEqual([]);
  });

  it("answers a search by read state over all folders, which the default list never shows whole", async () => {
    const world = await start();
    const variables = `categories:List(INBOX,SPAM,ARCHIVE),count:25,mailboxUrn:${mailboxOf(world)},read:false`;
    const { field, elements } = await list(world, variables);
    expect(field).toBe("messengerConversationsBySearchCriteria");
    expect(elements.every((e) => e.read === false)).toBe(true);
    expect(elements.length).toBeGreaterThan(
      world.mailbox.unread().filter((c) => c.folder === "focused").length,
    );
  });

  it("gives conversations by id as a bare list, also normalized", async () => {
    const world = await start();
    const [a, b] = world.mailbox.all().map((c) => c.urn);
    const ids = `conversationIds:List(${encoded(a ?? "")},${encoded(b ?? "")}),count:2`;
    const flat = JSON.parse((await graphql(world, "messengerConversations", ids)).text);
    expect(flat.data.messengerConversationsByIds.map((c: Item) => c.entityUrn)).toEqual([a, b]);
    const got = await graphql(world, "messengerConversations", ids, NORMALIZED);
    const normalized = JSON.parse(got.text);
    expect(got.headers["content-type"]).toContain(NORMALIZED);
    expect(normalized.data.data["*messengerConversationsByIds"]).toEqual([a, b]);
    const record = normalized.included.find((e: Item) => e.entityUrn === a);
    expect(record.$type).toBe("com.linkedin.messenger.Conversation");
    expect(record["*conversationParticipants"][0]).toMatch(/^urn:li:msg_messagingParticipant:urn:li:fsd_/);
    expect(got.text).not.toContain('"_type"');
  });

  it("answers the messages of a thread with URNs that hold the thread's id", async () => {
    const world = await start();
    const [c] = world.mailbox.all();
    const got = await graphql(world, "messengerMessages", `conversationUrn:${encoded(c?.urn ?? "")}`);
    const [message] = JSON.parse(got.text).data.messengerMessagesBySyncToken.elements;
    const inner = Buffer.from(/,2-(.*)\)$/.exec(message.entityUrn)?.[1] ?? "", "base64").toString();
    expect(inner).toMatch(/^\d{13}b\d{5}-\d{3}&/);
    expect(`2-${Buffer.from(inner.split("&")[1] ?? "").toString("base64")}`).toBe(c?.threadId);
  });
});

describe("writes", () => {
  const ids = (urns: string[]) => `?ids=List(${urns.map(encoded).join(",")})`;
  const post = (world: World, query: string, body: unknown) =>
    page(world, `/voyager/api/voyagerMessagingDashMessengerConversations${query}`, {
      method: "POST",
      body: JSON.stringify(body),
    });

  it("set read for many, and tell each status", async () => {
    const world = await start();
    const urns = world.mailbox
      .unread()
      .slice(0, 2)
      .map((c) => c.urn);
    const missing = (urns[0] ?? "").replace("2-", "2-A");
    const patch = { patch: { $set: { read: true } } };
    const entities = Object.fromEntries([...urns, missing].map((urn) => [urn, patch]));
    const got = JSON.parse((await post(world, ids([...urns, missing]), { entities })).text);
    expect(Object.keys(got.results)).toEqual(urns);
    expect(got.results[urns[0] ?? ""]).toEqual({ status: 204 });
    expect(Object.keys(got.errors)).toEqual([missing]);
    expect(world.mailbox.unread()).toHaveLength(21);
    expect(world.api.marks()).toEqual([]);
  });

  it("move to a category", async () => {
    const world = await start();
    const [c] = world.mailbox.unread();
    await post(world, "?action=addCategory", { conversationUrns: [c?.urn], category: "ARCHIVE" });
    expect(c?.folder).toBe("archived");
  });

  it("are refused without the token of the cookie", async () => {
    const world = await start();
    const got = await ask(world, "/voyager/api/me", {
      host: "www.linkedin.com",
      headers: { "csrf-token": "ajax:1" },
    });
    expect(got.status).toBe(403);
  });
});
