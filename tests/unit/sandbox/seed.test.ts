import { describe, expect, it } from "vitest";
import { isInInboxFolders } from "../../sandbox/conversation.ts";
import { parseRestli } from "../../sandbox/linkedin/restli.ts";
import { worlds } from "./with-world";

const start = worlds();

describe("a mailbox", () => {
  it("has 50 conversations, 23 of them unread and in the inbox folders, by default", async () => {
    const { mailbox } = await start();
    expect(mailbox.all()).toHaveLength(50);
    expect(mailbox.unread()).toHaveLength(23);
    expect(mailbox.unread().every(isInInboxFolders)).toBe(true);
    expect(mailbox.all().filter((c) => !c.read && !isInInboxFolders(c))).toHaveLength(2);
    expect(mailbox.all()[0]?.read).toBe(true);
  });

  it.each([
    [1, 1],
    [5, 5],
    [20, 0],
    [300, 140],
    [5000, 5000],
  ])("of %i has exactly %i unread", async (conversations, unread) => {
    const { mailbox } = await start({ conversations, unread });
    expect(mailbox.all()).toHaveLength(conversations);
    expect(mailbox.unread()).toHaveLength(unread);
  });

  it("is the same for the same seed, and another for another", async () => {
    const urns = async (seed: number) => (await start({ seed })).mailbox.all().map((c) => c.urn);
    expect(await urns(4)).toEqual(await urns(4));
    expect(await urns(4)).not.toEqual(await urns(5));
  });

  it("bears ids as LinkedIn's are", async () => {
    const world = await start({ conversations: 200 });
    expect(world.owner).toMatch(/^ACoAA[A-Za-z0-9_-]{34}$/);
    for (const c of world.mailbox.all()) {
      expect(c.threadId).toMatch(/^2-[A-Za-z0-9]{54}==$/);
      expect(Buffer.from(c.threadId.slice(2), "base64").toString()).toMatch(/^[0-9a-f-]{36}_100$/);
      expect(c.urn).toBe(`urn:li:msg_conversation:(urn:li:fsd_profile:${world.owner},${c.threadId})`);
    }
  });

  it("holds every trap: namesakes, two threads with one person, groups, companies, deleted, InMail, sponsored", async () => {
    const all = (await start({ conversations: 300, unread: 100 })).mailbox.all();
    for (const kind of ["direct", "group", "company", "inmail", "sponsored"]) {
      expect(all.some((c) => c.kind === kind)).toBe(true);
    }
    for (const folder of ["focused", "other", "archived", "spam", "requests"]) {
      expect(all.some((c) => c.folder === folder)).toBe(true);
    }
    const direct = all.filter((c) => c.kind === "direct");
    const twice = (key: (c: (typeof direct)[number]) => string | undefined) =>
      direct.length - new Set(direct.map(key)).size;
    expect(twice((c) => c.others[0]?.id)).toBeGreaterThan(0);
    expect(twice((c) => c.name)).toBeGreaterThan(twice((c) => c.others[0]?.id));
    expect(all.filter((c) => c.kind === "group").map((c) => c.title === null)).toEqual(
      expect.arrayContaining([true, false]),
    );
    expect(all.filter((c) => c.name === "LinkedIn Member").length).toBeGreaterThan(1);
    expect(all.some((c) => c.starred)).toBe(true);
  });

  it("names deleted members in the page's language", async () => {
    const { mailbox } = await start({ arms: { language: "ar" } });
    expect(mailbox.byName("عضو LinkedIn").length).toBeGreaterThan(0);
  });
});

describe("Rest.li variables", () => {
  it.each([
    ["(a:b)", { a: "b" }],
    ["(a:List(b,c),d:(e:f))", { a: ["b", "c"], d: { e: "f" } }],
    ["(u:urn%3Ali%3Ax%3A%281%2C2-Q%3D%3D%29)", { u: "urn:li:x:(1,2-Q==)" }],
    ["List()", []],
    ["(a:b", undefined],
    ["(a)", undefined],
    ["%E0%A4%A", undefined],
  ])("reads %s", (text, value) => {
    expect(parseRestli(text)).toEqual(value);
  });
});
