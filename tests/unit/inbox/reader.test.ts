// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { flatList, heardEvent, heardWrite, normalizedList } from "./support/answers";
import { drawList, rightClick, rowOf } from "./support/page";
import { NOW, OTHER_VIEWER, thread, threadIdOf, urnOf, VIEWER } from "./support/people";
import { bench } from "./support/reader";

const inbox = [
  thread(1, { names: [["Ada", "Lovelace"]] }),
  thread(2, { names: [["Grace", "Hopper"]], read: true, unreadCount: 0 }),
  thread(3, { names: [["José", "Ñandú"]], categories: ["ARCHIVE"] }),
];

describe("what was heard", () => {
  it.each([
    ["flat", flatList],
    ["normalized", normalizedList],
  ])("hands out unread conversations of a %s answer and counts the read ones", (_, list) => {
    const { reader, hear } = bench(document);
    hear(list(inbox));
    const snapshot = reader.snapshot();
    expect(snapshot.viewer).toBe(VIEWER);
    expect(snapshot.conversations.map(({ urn, name, folder }) => ({ urn, name, folder }))).toEqual([
      { urn: urnOf(1), name: "Ada Lovelace", folder: "focused" },
      { urn: urnOf(3), name: "José Ñandú", folder: "archived" },
    ]);
    expect(snapshot.readCount).toBe(1);
  });

  it("calls back once for many answers, in the scheduled task", () => {
    const { reader, hear, idle } = bench(document);
    let calls = 0;
    reader.onChange(() => {
      calls += 1;
    });
    hear(flatList(inbox), flatList(inbox));
    expect(calls).toBe(0);
    expect(idle()).toBe(true);
    expect(calls).toBe(1);
    expect(idle()).toBe(false);
  });

  it("does not call back for a heartbeat, which would keep the background awake for as long as the tab is open", () => {
    const { reader, hear, idle } = bench(document);
    hear(flatList(inbox));
    idle();
    let calls = 0;
    reader.onChange(() => {
      calls += 1;
    });
    const event = heardEvent("conversationsTopic", {});
    hear({ ...event, text: 'data: {"com.linkedin.realtimefrontend.Heartbeat":{}}\n\n' });
    expect(idle()).toBe(true);
    expect(calls).toBe(0);
  });

  it("drops the old mailbox's conversations when the page shows another mailbox", () => {
    const { reader, hear } = bench(document);
    hear(flatList(inbox), flatList([thread(9)], { owner: OTHER_VIEWER, at: NOW + 1000 }));
    expect(reader.snapshot().conversations.map((one) => one.urn)).toEqual([urnOf(9, OTHER_VIEWER)]);
    expect(reader.snapshot().viewer).toBe(OTHER_VIEWER);
  });

  it("follows the page's own write for the conversations whose status says so, and no other", () => {
    const { reader, hear } = bench(document);
    hear(flatList(inbox));
    const patch = { patch: { $set: { read: true } } };
    hear(
      heardWrite(
        { entities: { [urnOf(1)]: patch, [urnOf(3)]: patch } },
        { results: { [urnOf(1)]: { status: 204 }, [urnOf(3)]: { status: 500 } }, errors: {} },
        { at: NOW + 1000 },
      ),
    );
    expect(reader.snapshot().conversations.map((one) => one.urn)).toEqual([urnOf(3)]);
  });
});

describe("rows", () => {
  it("tells the row that was right-clicked by its text", () => {
    const { reader, hear } = bench(document);
    hear(flatList(inbox));
    const rows = inbox.slice(0, 2).map((one) => rowOf(document, one));
    drawList(document, rows);
    reader.rememberRow(rightClick(rows[1]?.querySelector("h3") as Element));
    expect(reader.resolveRow()).toMatchObject({
      ok: true,
      conversation: { urn: urnOf(2) },
      evidence: "alignment",
    });
  });

  it("takes the thread from a link even where nothing was heard of it", () => {
    const { reader, hear } = bench(document);
    hear(flatList([thread(50)]));
    const rows = inbox.map((one) => rowOf(document, one, { link: true }));
    drawList(document, rows);
    reader.rememberRow(rightClick(rows[0] as Element));
    expect(reader.resolveRow()).toMatchObject({
      ok: true,
      conversation: { urn: urnOf(1), readState: "unread", name: "Ada Lovelace" },
      evidence: "link",
    });
    expect(reader.snapshot().conversations.map((one) => one.urn)).toContain(urnOf(1));
  });

  it("tells the open conversation by the address, however it is written", () => {
    const page = bench(document);
    page.hear(flatList(inbox));
    document.body.replaceChildren();
    for (const id of [threadIdOf(1), encodeURIComponent(threadIdOf(1))]) {
      page.location = `https://www.linkedin.com/messaging/thread/${id}?filter=unread`;
      expect(page.reader.resolveCurrent()).toMatchObject({ ok: true, conversation: { urn: urnOf(1) } });
    }
  });
});
