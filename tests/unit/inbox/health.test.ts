// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { conversationEvent, flatConversation, flatList, heardAnswer, listUrl } from "./support/answers";
import { drawList, rightClick, rowOf } from "./support/page";
import { messageUrnOf, NOW, type Thread, thread, urnOf } from "./support/people";
import { type Bench, bench } from "./support/reader";

const inbox = [1, 2, 3, 4, 5, 6].map((id) =>
  thread(id, { names: [["Person", `N${id}`]], read: id % 2 === 0, unreadCount: undefined }),
);
let page: Bench;

beforeEach(() => {
  document.body.replaceChildren();
  page = bench(document);
});

const health = () => page.reader.snapshot().health;
const draw = (look: (one: Thread) => Parameters<typeof rowOf>[2] = () => ({}), threads = inbox) =>
  drawList(
    document,
    threads.map((one) => rowOf(document, one, look(one))),
  );

describe("the self-check", () => {
  it("has nothing to judge on an empty page", () => {
    expect(health()).toBe("empty");
  });

  it("is content when rows and data agree", () => {
    page.hear(flatList(inbox));
    expect(health()).toBe("ok");
    draw();
    expect(health()).toBe("ok");
  });

  it("finds nothing readable when rows are drawn but nothing was heard", () => {
    draw();
    expect(health()).toBe("unreadable");
  });

  it.each([
    [
      "rows have no name any more",
      () => {
        const list = draw();
        for (const h3 of list.querySelectorAll("h3")) h3.remove();
      },
    ],
    ["names are not those of the data", () => draw((one) => ({ name: `Someone else ${one.id}` }))],
    ["no row shows its unread sign and others do", () => draw((one) => ({ isUnread: one.read === true }))],
  ])("finds drift when %s", (_, drawn) => {
    page.hear(flatList(inbox));
    drawn();
    expect(health()).toBe("drift");
  });

  it("finds drift when the list stays away though its data came, and gives it time first", () => {
    page.hear(flatList(inbox));
    expect(health()).toBe("ok");
    page.clock += 60_000;
    expect(health()).toBe("drift");
    page.location = "https://www.linkedin.com/feed/";
    expect(health()).toBe("ok");
  });

  it("is not upset by marks of ours that the page hasn't repainted", () => {
    page.hear(flatList(inbox));
    draw();
    page.reader.marked(
      inbox.map((one) => urnOf(one.id)),
      "read",
      NOW + 1000,
    );
    expect(health()).toBe("ok");
    expect(page.reader.snapshot().conversations).toEqual([]);
  });
});

describe("rows as evidence", () => {
  const silent = inbox.map((one) => ({ ...one, read: undefined }));

  it("speak where data is silent", () => {
    page.hear(flatList(silent));
    expect(page.reader.snapshot().conversations.every((one) => one.readState === "unknown")).toBe(true);
    draw((one) => ({ isUnread: one.id % 2 === 1 }), silent);
    const { conversations, readCount } = page.reader.snapshot();
    expect(conversations.map((one) => [one.urn, one.readState])).toEqual(
      [1, 3, 5].map((id) => [urnOf(id), "unread"]),
    );
    expect(readCount).toBe(3);
  });

  it("say nothing by a sign that no row shows", () => {
    page.hear(flatList(silent));
    draw(() => ({ isUnread: false }), silent);
    expect(page.reader.snapshot().conversations.every((one) => one.readState === "unknown")).toBe(true);
  });

  it("lose against data, and against a mark of ours until its echo is over", () => {
    page.hear(flatList(inbox));
    draw(() => ({ isUnread: true }));
    expect(page.reader.snapshot().readCount).toBe(3);
    page.reader.marked([urnOf(1)], "read", NOW);
    page.hear(conversationEvent(flatConversation(inbox[0] as Thread), NOW + 5_000));
    expect(page.reader.snapshot().readCount).toBe(4);
  });

  it("tell sponsored conversations by the hook of their avatar", () => {
    const list = silent.map((one) => ({ ...one, sponsored: one.id === 3 }));
    page.hear(flatList(silent));
    draw(() => ({ isUnread: true }), list);
    expect(
      page.reader
        .snapshot()
        .conversations.filter((one) => one.kind === "sponsored")
        .map((one) => one.urn),
    ).toEqual([urnOf(3)]);
  });
});

describe("diagnostics", () => {
  it("tell structure and counts, and no name, text, URN or id", () => {
    const canary = "Kanarienvogel";
    const threads = inbox.map((one) => ({
      ...one,
      names: [[canary, `${one.id}`]] as const,
      text: `${canary} sings ${one.id}`,
    }));
    page.location = `https://www.linkedin.com/messaging/thread/2-${canary}/?searchTerm=${canary}`;
    page.hear(flatList(threads), heardAnswer(`{"${canary}`, listUrl()));
    const list = drawList(
      document,
      threads.map((one) => rowOf(document, one)),
    );
    const row = list.children[1] as Element;
    row.id = canary;
    row.classList.add(canary, `msg-${canary}`);
    row.setAttribute("aria-label", canary);
    row.setAttribute(`data-${canary.toLowerCase()}-1`, "x");
    row.setAttribute("data-event-urn", messageUrnOf(1));
    page.reader.rememberRow(rightClick(row));
    const diagnostics = page.reader.diagnostics();
    expect(diagnostics).toMatchObject({
      place: "messaging",
      heard: { answer: 2, lost: 1 },
      viewerKnown: true,
      known: { all: 6, unread: 3, read: 3 },
      list: { drawn: true, filter: "other", check: { readable: 6, known: 6 } },
      selectors: { list: 0, name: 0, snippet: 0 },
    });
    expect(diagnostics.list.outline.length).toBeGreaterThan(5);
    expect(JSON.stringify(diagnostics)).not.toMatch(/kanarienvogel|urn:li|2-[A-Za-z0-9+/]{8}|ACoAA|sings/i);
  });
});
