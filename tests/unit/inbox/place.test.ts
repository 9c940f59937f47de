import { describe, expect, it } from "vitest";
import { threadOfMessage } from "../../../lib/inbox/message-id";
import { openThread, placeOf, threadOfHref } from "../../../lib/inbox/place";
import { messageUrnOf, threadIdOf, VIEWER } from "./support/people";

const at = (path: string) => `https://www.linkedin.com${path}`;
const id = threadIdOf(1);

describe("the address", () => {
  it.each([
    ["/messaging/", "messaging"],
    [`/messaging/thread/${id}/`, "messaging"],
    ["/messaging", "messaging"],
    ["/messagingx/", "elsewhere"],
    ["/feed/", "elsewhere"],
    ["/company/123/admin/inbox/", "page-inbox"],
    ["/company/123/admin/page/inbox/thread/1", "page-inbox"],
    ["/company/123/posts/", "elsewhere"],
    ["/sales/inbox/2-x", "sales-navigator"],
    ["/sales", "sales-navigator"],
    ["/talent/inbox/0/main", "recruiter"],
  ])("%s is %s", (path, place) => {
    expect(placeOf(at(path))).toBe(place);
  });

  it("of another site's page, or none, is elsewhere", () => {
    expect(placeOf(undefined)).toBe("elsewhere");
    expect(placeOf("not an address")).toBe("elsewhere");
    expect(placeOf("https://example.com/messaging/")).toBe("elsewhere");
  });

  it.each([
    [`/messaging/thread/${id}/`, { kind: "thread", threadId: id }],
    [`/messaging/thread/${id}`, { kind: "thread", threadId: id }],
    [`/messaging/thread/${encodeURIComponent(id)}/`, { kind: "thread", threadId: id }],
    [`/messaging/thread/${id}/?filter=unread`, { kind: "thread", threadId: id }],
    ["/messaging/thread/2-abc_DEF-9/", { kind: "thread", threadId: "2-abc_DEF-9" }],
    ["/messaging/thread/new/?filter=unread", { kind: "draft" }],
    ["/messaging/thread/6371234567890123456/", { kind: "old-id" }],
    ["/messaging/thread/2-%E0%A4%A/", { kind: "none" }],
    ["/messaging/compose/?profileUrn=x", { kind: "none" }],
    ["/messaging/", { kind: "none" }],
    ["/feed/", { kind: "none" }],
  ])("%s has %j open", (path, open) => {
    expect(openThread(at(path))).toEqual(open);
  });

  it("of a link leads to its thread, and to none if it is a draft's, an old one or no address", () => {
    expect(threadOfHref(`/messaging/thread/${id}/`, at("/messaging/"))).toBe(id);
    for (const href of ["/messaging/thread/new/", "/messaging/thread/123/", "http://[", "", null]) {
      expect(threadOfHref(href, at("/messaging/"))).toBeUndefined();
    }
  });
});

describe("a message's URN", () => {
  it("names the mailbox and the thread", () => {
    expect(threadOfMessage(messageUrnOf(1))).toEqual({ owner: VIEWER, threadId: id });
  });

  it.each([
    null,
    "",
    "urn:li:msg_message:(urn:li:fsd_company:1,2-MDAw)",
    `urn:li:msg_message:(urn:li:fsd_profile:${VIEWER},2-MDAw)`,
    `urn:li:msg_message:(urn:li:fsd_profile:${VIEWER},2-====)`,
    messageUrnOf(1).slice(0, -5),
  ])("%j names nothing", (urn) => {
    expect(threadOfMessage(urn)).toBeUndefined();
  });
});
