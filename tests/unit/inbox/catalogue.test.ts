import { describe, expect, it } from "vitest";
import { readEvidence } from "../../../lib/inbox/answers/read";
import { Catalogue } from "../../../lib/inbox/catalogue";
import type { Heard } from "../../../lib/inbox/heard";
import {
  conversationEvent,
  flatConversation,
  flatList,
  flatMessage,
  heardAnswer,
  heardEvent,
  heardWrite,
  listUrl,
} from "./support/answers";
import { NOW, OTHER_VIEWER, thread, urnOf } from "./support/people";

const one = thread(1, { names: [["Ada", "Lovelace"]], categories: ["INBOX", "PRIMARY_INBOX", "STARRED"] });

function hear(...all: readonly Heard[]): Catalogue {
  const catalogue = new Catalogue();
  for (const heard of all) for (const evidence of readEvidence(heard)) catalogue.apply(evidence);
  return catalogue;
}

const view = (catalogue: Catalogue, id = 1) => catalogue.get(urnOf(id))?.view();

describe("the catalogue", () => {
  it("hands out nothing before the viewer is certain", () => {
    const heard = flatList([one], { noMailbox: true });
    const text = heard.text.replaceAll('"SELF"', '"DISTANCE_1"');
    const catalogue = hear({ ...heard, text });
    expect(catalogue.entries()).toEqual([]);
    expect(catalogue.size).toBe(1);
    catalogue.vote("document", OTHER_VIEWER, NOW);
    expect(catalogue.entries()).toEqual([]);
  });

  it("lets newer evidence win field by field, in whatever order it arrives", () => {
    const old = flatList([{ ...one, read: false, at: NOW - 500 }], { at: NOW - 100 });
    const fresh = conversationEvent({ entityUrn: urnOf(1), read: true, unreadCount: 0 }, NOW);
    for (const order of [
      [old, fresh],
      [fresh, old],
    ]) {
      expect(view(hear(...order))).toMatchObject({
        name: "Ada Lovelace",
        readState: "read",
        lastActivityAt: NOW - 500,
        folder: "focused",
        starred: true,
      });
    }
  });

  it("leaves all as it is when a stub or a sparse object comes", () => {
    const message = {
      data: { messengerMessagesBySyncToken: { elements: [flatMessage({ ...one, at: one.at - 9 })] } },
    };
    const sparse = conversationEvent({ entityUrn: urnOf(1) }, NOW + 5);
    const before = view(hear(flatList([one])));
    expect(
      view(hear(flatList([one]), heardAnswer(JSON.stringify(message), listUrl(), NOW + 1), sparse)),
    ).toEqual(before);
  });

  it("knows nothing to tell of a conversation that only a stub has named", () => {
    const catalogue = hear(flatList([one]), conversationEvent({ entityUrn: urnOf(2) }));
    expect(catalogue.get(urnOf(2))?.described).toBe(false);
  });

  it("takes a message that arrives as newer activity", () => {
    const event = heardEvent(
      "messagesTopic",
      { result: flatMessage({ ...one, at: NOW + 50, text: "Newest words" }) },
      NOW + 60,
    );
    const catalogue = hear(flatList([one]), event);
    expect(view(catalogue)?.lastActivityAt).toBe(NOW + 50);
    expect(catalogue.get(urnOf(1))?.texts).toEqual(["Newest words"]);
  });

  it("no longer trusts the text when there was activity that brought none", () => {
    const catalogue = hear(
      flatList([one]),
      conversationEvent({ entityUrn: urnOf(1), lastActivityAt: NOW + 50 }, NOW + 60),
    );
    expect(catalogue.get(urnOf(1))?.texts).toEqual([]);
  });

  it("forgets what is deleted, and doesn't take it back from an answer asked for earlier", () => {
    const deleted = heardEvent("conversationDeletesTopic", { urn: urnOf(1) }, NOW + 10);
    expect(
      view(hear(flatList([one], { at: NOW }), deleted, flatList([one], { at: NOW + 5 }))),
    ).toBeUndefined();
    expect(view(hear(flatList([one]), deleted, flatList([one], { at: NOW + 20 })))?.name).toBe(
      "Ada Lovelace",
    );
  });

  it("starts anew when LinkedIn says so", () => {
    const again = flatList([thread(2)], { at: NOW + 10, metadata: { shouldClearCache: true } });
    const catalogue = hear(flatList([one]), again);
    expect(catalogue.entries().map((entry) => entry.urn)).toEqual([urnOf(2)]);
  });

  it.each([
    ["addCategory", "ARCHIVE", "archived"],
    ["addCategory", "SECONDARY_INBOX", "other"],
    ["addCategory", "SPAM", "spam"],
    ["removeCategory", "PRIMARY_INBOX", "inbox"],
    ["removeCategory", "STARRED", "focused"],
  ])("follows %s %s", (action, category, folder) => {
    const move = heardWrite(
      { conversationUrns: [urnOf(1)], category },
      {},
      { at: NOW + 10, action: `action=${action}` },
    );
    expect(view(hear(flatList([one]), move))?.folder).toBe(folder);
  });

  it.each([
    [["INBOX", "PRIMARY_INBOX", "SPAM"], "spam"],
    [["MESSAGE_REQUEST_PENDING"], "requests"],
    [["INBOX"], "inbox"],
    [["STARRED", "SOMETHING_NEW"], "unknown"],
  ])("puts %j into %s", (categories, folder) => {
    expect(view(hear(flatList([thread(1, { categories })])))?.folder).toBe(folder);
  });

  it.each([
    ["direct", {}],
    [
      "group",
      {
        names: [
          ["A", "B"],
          ["C", "D"],
        ] as const,
      },
    ],
    ["company", { company: "Acme" }],
    ["inmail", { categories: ["PRIMARY_INBOX", "INMAIL"] }],
    ["sponsored", { categories: ["ARCHIVE", "INMAIL"], sponsored: true }],
  ])("knows a %s conversation", (kind, more) => {
    expect(view(hear(flatList([thread(1, more)])))?.kind).toBe(kind);
  });

  it("drops another mailbox's conversations, and those of mailboxes never shown", () => {
    const foreign = { ...flatConversation(thread(9), OTHER_VIEWER) };
    const mixed = flatList([one, thread(2), thread(3)]);
    const text = mixed.text.replace('"elements":[{', `"elements":[${JSON.stringify(foreign)},{`);
    expect(
      hear({ ...mixed, text })
        .entries()
        .map((entry) => entry.urn),
    ).toEqual([urnOf(1), urnOf(2), urnOf(3)]);
  });

  it("says that there is more when a list goes on, was cut or too big, but not for the archive", () => {
    const inbox = (nextCursor: string | null, category = "PRIMARY_INBOX") =>
      flatList([one], { category, metadata: { nextCursor } });
    expect(hear(flatList([one])).more).toBe(false);
    expect(hear(inbox("x")).more).toBe(true);
    expect(hear(inbox("x"), inbox(null)).more).toBe(false);
    expect(hear(inbox("x", "ARCHIVE")).more).toBe(false);
    expect(hear(flatList([one]), { ...inbox("x"), text: "", tooBig: true }).more).toBe(true);
    expect(hear(flatList([one]), heardAnswer('{"data"', listUrl())).more).toBe(true);
    expect(hear(heardAnswer('{"data"', listUrl()), flatList([one])).more).toBe(false);
  });

  it("stays flat over an hour of updates", () => {
    const catalogue = hear(flatList([one]));
    for (let second = 0; second < 3600; second++) {
      const at = NOW + second * 1000;
      const event = conversationEvent(
        flatConversation(thread(second % 50, { at, text: `words ${second}` })),
        at,
      );
      const gone = heardEvent("conversationDeletesTopic", { urn: urnOf(10_000 + second) }, at);
      for (const heard of [event, gone])
        for (const evidence of readEvidence(heard)) catalogue.apply(evidence);
    }
    expect(catalogue.size).toBe(50);
  });
});
