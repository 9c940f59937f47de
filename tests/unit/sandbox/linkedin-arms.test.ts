import { describe, expect, it } from "vitest";
import type { Arms } from "../../sandbox/arms.ts";
import { encoded, graphql, page } from "./https";
import { category, list, mailboxOf } from "./messenger";
import { worlds } from "./with-world";

const start = worlds();

describe("the document", () => {
  it("holds Me and no conversation, under a policy without inline scripts and a closed list of Trusted Types", async () => {
    const world = await start();
    const got = await page(world, "/messaging/");
    const csp = String(got.headers["content-security-policy"]);
    expect(got.text).toContain("com.linkedin.voyager.common.Me");
    expect(got.text).toContain(world.owner);
    expect(got.text).not.toContain("msg_conversation");
    expect(csp).not.toContain("unsafe-");
    expect(csp).not.toContain("connectsafely");
    expect(csp).toContain("trusted-types 'allow-duplicates' default jSecure highcharts dompurify");
    expect(csp).toContain("require-trusted-types-for 'script'");
  });

  it("holds no Me on the newer client's pages", async () => {
    expect((await page(await start(), "/feed/")).text).not.toContain("common.Me");
  });

  it.each([
    "/messaging/compose/",
    "/messaging/thread/2-AA==/",
    "/preload/?_bprMode=vanilla",
    "/company/1/admin/inbox/",
    "/sales/inbox/",
    "/talent/inbox/",
  ])("is served at %s", async (path) => {
    expect((await page(await start(), path)).status).toBe(200);
  });
});

describe("arms of the answers", () => {
  const first = async (arms: Partial<Arms>) => {
    const world = await start({ arms });
    return { world, ...(await list(world, category(world, "PRIMARY_INBOX", "count:20"))) };
  };

  it("missingCategories leaves them out everywhere", async () => {
    const { elements } = await first({ missingCategories: true });
    expect(elements.filter((e) => "categories" in e)).toEqual([]);
  });

  it("missingRead leaves read and unreadCount out of every second one", async () => {
    const { elements } = await first({ missingRead: true });
    expect(elements.map((e) => "read" in e || "unreadCount" in e)).toEqual(
      elements.map((_, i) => i % 2 === 1),
    );
  });

  it("bigAnswers pads by megabytes", async () => {
    const { got } = await first({ bigAnswers: 3_000_000 });
    expect(got.text.length).toBeGreaterThan(3_000_000);
  });

  it.each(["truncated", "not-json", "html"] as const)(
    "brokenAnswers %s breaks the first time of asking",
    async (brokenAnswers) => {
      const world = await start({ arms: { brokenAnswers } });
      const variables = `mailboxUrn:${mailboxOf(world)}`;
      const broken = await graphql(world, "messengerConversations", variables);
      expect(() => JSON.parse(broken.text)).toThrow(SyntaxError);
      expect(world.page.delivered()).toEqual([]);
      expect(JSON.parse((await graphql(world, "messengerConversations", variables)).text)).toHaveProperty(
        "data",
      );
    },
  );

  it("oldIds gives numeric addresses beside modern URNs", async () => {
    const { got } = await first({ oldIds: true });
    expect(got.text).toMatch(/"conversationUrl":"https:\/\/www.linkedin.com\/messaging\/thread\/63\d+\/"/);
  });

  it("staleMs keeps telling the state before an API mark for a while", async () => {
    let now = Date.now();
    const world = await start({ arms: { staleMs: 10_000 }, now: () => now });
    const c = world.mailbox.unread().find((one) => one.folder === "focused");
    world.mailbox.setRead(c?.urn ?? "", true, "api");
    const byId = async () =>
      JSON.parse(
        (
          await graphql(
            world,
            "messengerConversations",
            `conversationIds:List(${encoded(c?.urn ?? "")}),count:1`,
          )
        ).text,
      ).data.messengerConversationsByIds[0].read;
    expect(await byId()).toBe(false);
    now += 10_001;
    expect(await byId()).toBe(true);
  });

  it("hostile brings foreign members' conversations and things that only look like a URN", async () => {
    const world = await start({ arms: { hostile: true } });
    const { elements } = await list(world, `mailboxUrn:${mailboxOf(world)}`);
    const strange = elements.map((e) => e.entityUrn).filter((urn) => !urn.includes(world.owner));
    expect(strange.length).toBeGreaterThan(5);
    expect(world.mailbox.all().some((c) => c.name.length > 10_000)).toBe(true);
  });
});
