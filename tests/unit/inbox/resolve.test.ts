// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import type { InboxReader } from "../../../lib/inbox/reader";
import { conversationEvent, flatConversation, flatList } from "./support/answers";
import { drawList, rightClick, rowOf } from "./support/page";
import { messageUrnOf, NOW, OTHER_VIEWER, thread, threadIdOf, urnOf, VIEWER } from "./support/people";
import { type Bench, bench } from "./support/reader";

const LINKEDIN = "https://www.linkedin.com";
const inbox = [1, 2, 3, 4, 5].map((id) =>
  thread(id, { names: [["Person", ["", "One", "Two", "Three", "Four", "Five"][id] ?? ""]] }),
);

let page: Bench;
let reader: InboxReader;

beforeEach(() => {
  document.body.replaceChildren();
  page = bench(document);
  reader = page.reader;
});

function click(row: Element | undefined) {
  reader.rememberRow(rightClick(row as Element));
  return reader.resolveRow();
}

/** Draws a visible thread beside the list. */
function drawThread(id: number, { hidden = false, owner = VIEWER } = {}): void {
  const pane = document.createElement("div");
  pane.hidden = hidden;
  const message = document.createElement("li");
  message.setAttribute("data-event-urn", messageUrnOf(id, owner));
  pane.append(message);
  const main = document.querySelector("main") ?? document.body.appendChild(document.createElement("main"));
  main.append(pane);
}

describe("the row right-clicked last", () => {
  it("is each row of an inbox, and stays what it was when the list moves afterwards", () => {
    page.hear(flatList(inbox));
    const rows = inbox.map((one) => rowOf(document, one));
    const list = drawList(document, rows);
    rows.forEach((row, i) => {
      expect(click(row)).toMatchObject({ ok: true, conversation: { urn: urnOf(i + 1) } });
    });
    for (const row of rows) list.prepend(row);
    page.hear(conversationEvent({ ...flatConversation(inbox[4] as never), lastActivityAt: NOW + 9 }));
    expect(reader.resolveRow()).toMatchObject({
      ok: true,
      conversation: { urn: urnOf(5), lastActivityAt: inbox[4]?.at },
    });
  });

  it("is no row before any click, outside of the list, or in the panel", () => {
    page.hear(flatList(inbox));
    const rows = inbox.map((one) => rowOf(document, one));
    const list = drawList(document, rows);
    expect(reader.resolveRow()).toEqual({ ok: false, reason: "not-a-row" });
    click(rows[0]);
    const panel = document.createElement("aside");
    panel.id = "msg-overlay";
    panel.append(list.cloneNode(true));
    document.body.append(panel);
    for (const place of [document.body, list, list.firstElementChild, panel.querySelector("h3")]) {
      expect(click(place as Element)).toEqual({ ok: false, reason: "not-a-row" });
    }
  });

  it("is not moved by an event that the page made up", () => {
    page.hear(flatList(inbox));
    const rows = inbox.map((one) => rowOf(document, one));
    drawList(document, rows);
    click(rows[0]);
    const forged = new MouseEvent("contextmenu", { bubbles: true, composed: true });
    rows[1]?.addEventListener("contextmenu", (event) => reader.rememberRow(event));
    rows[1]?.dispatchEvent(forged);
    expect(reader.resolveRow()).toMatchObject({ conversation: { urn: urnOf(1) } });
  });

  it("is unsure for namesakes with the same words, and certain for those that differ in them", () => {
    const names = [["Ada", "Lovelace"]] as const;
    const twins = [
      thread(1, { names, text: "Same words for both" }),
      thread(2, { names, text: "Same words for both", categories: ["ARCHIVE"] }),
      thread(3, { names, text: "Words of the third one" }),
      ...[4, 5, 6].map((id) => thread(id)),
    ];
    page.hear(flatList(twins));
    const rows = [twins[1], twins[2], twins[3], twins[4]].map((one) => rowOf(document, one as never));
    drawList(document, rows);
    expect(click(rows[1])).toMatchObject({ conversation: { urn: urnOf(3) } });
    expect(click(rows[2])).toMatchObject({ conversation: { urn: urnOf(4) } });
    expect(reader.resolveRow()).not.toMatchObject({ conversation: { urn: urnOf(2) } });
  });

  it.each([
    [
      "its text contradicts the only one of that name",
      { snippet: "Something nobody has heard" },
      "ambiguous",
    ],
    ["nobody of that name was heard of", { name: "A Stranger" }, "not-heard"],
    ["it is an empty shell", { occluded: true }, "occluded"],
  ])("is unsure when %s", (_, look, reason) => {
    page.hear(flatList(inbox));
    const rows = inbox.map((one, i) => rowOf(document, one, i === 2 ? look : {}));
    drawList(document, rows);
    expect(click(rows[2])).toEqual({ ok: false, reason });
    expect(click(rows[3])).toMatchObject({ ok: true, conversation: { urn: urnOf(4) } });
  });

  it.each([
    [
      "groups",
      {
        names: [
          ["A", "One"],
          ["B", "Two"],
        ] as const,
      },
      "A One, B Two",
    ],
    [
      "groups as another language joins them",
      {
        names: [
          ["A", "One"],
          ["B", "Two"],
        ] as const,
      },
      "A One、B Two",
    ],
    [
      "titled groups",
      {
        title: "Planning",
        names: [
          ["A", "One"],
          ["B", "Two"],
        ] as const,
      },
      "Planning",
    ],
    ["companies", { company: "Acme GmbH" }, "Acme GmbH"],
    ["names written family first", { names: [["伟", "王"]] as const }, "王伟"],
    ["names in capitals and with a mark", { names: [["José", "Núñez"]] as const }, "JOSÉ NÚÑEZ ✓"],
    [
      "deleted members, whom the page names in its language",
      { names: [["", ""]] as const },
      "Utilisateur LinkedIn",
    ],
  ])("is told for %s", (_, more, name) => {
    const list = inbox.map((one, i) => (i === 1 ? thread(2, more) : one));
    page.hear(flatList(list));
    const rows = list.map((one) => rowOf(document, one, one.id === 2 ? { name } : {}));
    drawList(document, rows);
    expect(click(rows[1])).toMatchObject({ ok: true, conversation: { urn: urnOf(2) } });
  });

  it("is the open one by the address, when it is marked active and has its name", () => {
    const list = [...inbox, thread(6, { names: [["Person", "Two"]], text: inbox[1]?.text })];
    page.hear(flatList(list));
    const rows = list.map((one) => rowOf(document, one, { active: one.id === 6 }));
    drawList(document, rows);
    page.location = `${LINKEDIN}/messaging/thread/${threadIdOf(6)}/`;
    expect(click(rows[5])).toMatchObject({ ok: true, evidence: "open", conversation: { urn: urnOf(6) } });
    // The address is ahead of the list: the name says so.
    page.location = `${LINKEDIN}/messaging/thread/${threadIdOf(1)}/`;
    expect(click(rows[5])).not.toMatchObject({ conversation: { urn: urnOf(1) } });
  });

  // Seen red while the active row was the address's whatever it said.
  it("is not the open one when its words are another thread's of the same name", () => {
    const twin = thread(6, { names: [["Person", "Two"]], text: "Words that only the other thread has" });
    const list = [...inbox, twin];
    page.hear(flatList(list));
    const named = list.find((one) => one.id === 2);
    const rows = list.map((one) => rowOf(document, one, { active: one.id === 6 }));
    drawList(document, rows);
    page.location = `${LINKEDIN}/messaging/thread/${threadIdOf(named?.id ?? 0)}/`;
    expect(click(rows.at(-1))).toEqual({ ok: false, reason: "ambiguous" });
  });

  it("is left alone in other products, and while the viewer is not certain", () => {
    const rows = inbox.map((one) => rowOf(document, one));
    drawList(document, rows);
    expect(click(rows[0])).toEqual({ ok: false, reason: "no-viewer" });
    page.hear(flatList(inbox));
    for (const path of ["/company/1/admin/inbox/", "/sales/inbox/", "/talent/inbox/"]) {
      page.location = LINKEDIN + path;
      expect(click(rows[0])).toEqual({ ok: false, reason: "other-product" });
      expect(reader.resolveCurrent()).toEqual({ ok: false, reason: "other-product" });
    }
  });

  it("is given up when the mailbox changes", () => {
    page.hear(flatList(inbox));
    const rows = inbox.map((one) => rowOf(document, one));
    drawList(document, rows);
    click(rows[0]);
    page.hear(flatList(inbox, { owner: OTHER_VIEWER, at: NOW + 10 }));
    reader.snapshot();
    expect(reader.resolveRow()).toEqual({ ok: false, reason: "no-viewer" });
  });
});

describe("a row and everything older", () => {
  it("are its conversation and the older ones of the inbox that aren't read", () => {
    const list = inbox.map((one) => ({
      ...one,
      read: one.id === 4,
      unreadCount: undefined,
      categories: one.id === 5 ? ["SPAM"] : one.id === 3 ? ["SECONDARY_INBOX"] : one.categories,
    }));
    page.hear(flatList([...list, thread(9)]));
    const rows = list.map((one) => rowOf(document, one));
    drawList(document, rows);
    click(rows[1]);
    const older = reader.resolveRowAndOlder();
    expect(Array.isArray(older) && older.map((one) => one.urn)).toEqual([urnOf(2), urnOf(3), urnOf(9)]);
    click(document.body);
    expect(reader.resolveRowAndOlder()).toEqual({ ok: false, reason: "not-a-row" });
  });
});

describe("the open conversation", () => {
  const open = (path: string) => {
    page.location = LINKEDIN + path;
    return reader.resolveCurrent();
  };
  const one = `/messaging/thread/${threadIdOf(1)}/`;

  it("is told by the address even if nothing was heard of it", () => {
    page.hear(flatList([thread(9)]));
    expect(open(one)).toMatchObject({
      ok: true,
      conversation: { urn: urnOf(1), readState: "unknown", name: "" },
    });
  });

  it("is told by the messages on show where the address doesn't say, hidden ones of before not counted", () => {
    page.hear(flatList(inbox));
    drawThread(2, { hidden: true });
    drawThread(3);
    expect(open("/messaging/")).toMatchObject({
      ok: true,
      evidence: "open",
      conversation: { urn: urnOf(3) },
    });
  });

  it("is told by the active row where neither does", () => {
    page.hear(flatList(inbox));
    drawList(
      document,
      inbox.map((each) => rowOf(document, each, { active: each.id === 3 })),
    );
    expect(open("/messaging/")).toMatchObject({ ok: true, conversation: { urn: urnOf(3) } });
  });

  it("is unsure while the page is on its way from one to another", () => {
    page.hear(flatList(inbox));
    drawThread(2);
    expect(open(one)).toEqual({ ok: false, reason: "ambiguous" });
    drawThread(1);
    expect(open(one)).toMatchObject({ ok: true });
    expect(open("/messaging/")).toEqual({ ok: false, reason: "ambiguous" });
  });

  it.each([
    ["/messaging/thread/new/?filter=unread", "draft"],
    ["/messaging/thread/6371234567890123456/", "old-id"],
    ["/messaging/", "nothing-open"],
    ["/messaging/compose/", "nothing-open"],
    ["/feed/", "nothing-open"],
  ])("is none at %s: %s", (path, reason) => {
    page.hear(flatList(inbox));
    expect(open(path)).toEqual({ ok: false, reason });
  });

  it("is not told without the viewer, nor if its messages are another mailbox's", () => {
    expect(open(one)).toEqual({ ok: false, reason: "no-viewer" });
    page.hear(flatList(inbox));
    drawThread(1, { owner: OTHER_VIEWER });
    expect(open(one)).toEqual({ ok: false, reason: "no-viewer" });
  });
});
