import { describe, expect, it } from "vitest";
import { readEvidence } from "../../../lib/inbox/answers/read";
import { Catalogue } from "../../../lib/inbox/catalogue";
import type { Heard } from "../../../lib/inbox/heard";
import { ECHO_MS } from "../../../lib/inbox/read-state";
import { conversationEvent, flatConversation, flatList, heardWrite } from "./support/answers";
import { NOW, thread, urnOf } from "./support/people";

const unread = thread(1, { read: false, unreadCount: 2 });
const read = { ...unread, read: true, unreadCount: 0 };
const list = (one = unread, at = NOW) => flatList([one, thread(2), thread(3)], { at });
const event = (one: typeof unread, at: number) => conversationEvent(flatConversation(one), at);

function hear(catalogue: Catalogue, ...all: readonly Heard[]): Catalogue {
  for (const heard of all) for (const evidence of readEvidence(heard)) catalogue.apply(evidence);
  return catalogue;
}

// Seen red without `#follow` in `merge`, without it in `mark`, without its reset, and without asking `#wasUnread`.
describe("conversations that became read", () => {
  const write = (state: boolean, at: number) =>
    heardWrite(
      { entities: { [urnOf(1)]: { patch: { $set: { read: state } } } } },
      { results: { [urnOf(1)]: { status: 204 } }, errors: {} },
      { at },
    );

  it.each([
    ["the page's own write", write(true, NOW + 10)],
    ["the event stream", event(read, NOW + 10)],
    ["a later answer", list(read, NOW + 10)],
  ])("are told with the time of the news when it comes by %s", (_, news) => {
    expect(hear(new Catalogue(), list(), news).becameRead()).toEqual([{ urn: urnOf(1), at: NOW + 10 }]);
  });

  it("are told when ConnectSafely has confirmed them, whatever echoes say for a while", () => {
    const catalogue = hear(new Catalogue(), list());
    catalogue.mark(urnOf(1), "read", NOW + 10);
    hear(catalogue, event(unread, NOW + 10 + ECHO_MS / 2));
    expect(catalogue.becameRead()).toEqual([{ urn: urnOf(1), at: NOW + 10 }]);
  });

  // Seen red while a write was taken for one more echo: what the person had marked unread again was not offered.
  it("are unread again when the page has that written a moment after, and stay so for echoes of our mark", () => {
    const catalogue = hear(new Catalogue(), list());
    catalogue.mark(urnOf(1), "read", NOW + 10);
    hear(catalogue, write(false, NOW + 20), event(read, NOW + 30));
    expect(catalogue.becameRead()).toEqual([]);
    expect(catalogue.conversation(urnOf(1)).readState).toBe("unread");
  });

  it("keep the time of the first news however often it is repeated", () => {
    const catalogue = hear(new Catalogue(), list(), event(read, NOW + 10), list(read, NOW + 20));
    expect(catalogue.becameRead()).toEqual([{ urn: urnOf(1), at: NOW + 10 }]);
  });

  it.each([
    ["the page marks them so", write(false, NOW + 20)],
    ["a new message comes", event({ ...unread, at: NOW + 15 }, NOW + 20)],
  ])("are no longer told once they are unread again: %s", (_, news) => {
    expect(hear(new Catalogue(), list(), event(read, NOW + 10), news).becameRead()).toEqual([]);
  });

  it("are not those that were read from the start, nor those of which nothing says that they were unread", () => {
    const { read: _, unreadCount: __, ...silent } = unread;
    expect(hear(new Catalogue(), list(read), event(read, NOW + 10)).becameRead()).toEqual([]);
    expect(hear(new Catalogue(), list(silent), event(read, NOW + 10)).becameRead()).toEqual([]);
  });

  it("are not told by news that is older than what made them unread", () => {
    expect(hear(new Catalogue(), list(unread, NOW), list(read, NOW - 50)).becameRead()).toEqual([]);
  });

  it("are nobody's while the mailbox is not certain", () => {
    const catalogue = hear(new Catalogue(), list(), event(read, NOW + 10));
    catalogue.vote("mailbox", "ACoAAanother" as never, NOW + 20);
    expect(catalogue.becameRead()).toEqual([]);
  });
});
