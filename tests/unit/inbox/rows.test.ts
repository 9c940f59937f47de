// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { filterOf, findList, goesOn } from "../../../lib/inbox/rows/list";
import { readRows } from "../../../lib/inbox/rows/row";
import { bareText, compareTexts, drawnTexts } from "../../../lib/inbox/rows/snippet";
import { Finder } from "../../../lib/inbox/selectors";
import { drawList, type RowOptions, rowOf } from "./support/page";
import { thread, threadIdOf } from "./support/people";

const find = new Finder();
const ada = thread(1, { names: [["Ada", "Lovelace"]], text: "See you on Monday" });

function read(...options: readonly RowOptions[]) {
  const list = drawList(
    document,
    options.map((one) => rowOf(document, ada, one)),
  );
  return readRows(list, find);
}

describe("a row", () => {
  it.each(["class", "label", "bold", "badge", "snippet"] as const)("is unread by its %s alone", (unread) => {
    expect(read({ unread, isUnread: true }, { unread, isUnread: false }).map((row) => row.unread)).toEqual([
      true,
      false,
    ]);
  });

  it("has a name and a snippet in every nesting, pills and texts for screen readers left out", () => {
    const list = drawList(document, [rowOf(document, ada), rowOf(document, ada, { bare: true })]);
    for (const li of [...list.children].slice(1)) {
      for (const [into, classes] of [
        ["h3", "visually-hidden"],
        ["p", "msg-conversation-card__pill"],
      ] as const) {
        const aside = document.createElement("span");
        aside.className = classes;
        aside.textContent = "Gesponsert";
        li.querySelector(into)?.prepend(aside);
      }
    }
    for (const row of readRows(list, find)) {
      expect(row).toMatchObject({ name: "Ada Lovelace", snippet: "See you on Monday", occluded: false });
    }
  });

  it("has no snippet where none is drawn", () => {
    expect(read({ snippet: undefined })[0]?.snippet).toBeUndefined();
  });

  it("tells its thread by a link where an arm has one", () => {
    expect(read({ link: true }, {}).map((row) => row.threadId)).toEqual([threadIdOf(1), undefined]);
  });

  it.each(["li", "descendant"])("is a shell by the class on the %s", (where) => {
    const list = drawList(document, [rowOf(document, ada, { occluded: true })]);
    if (where === "descendant") {
      const li = list.children[1] as Element;
      li.className = "";
      const child = document.createElement("div");
      child.className = "msg-conversation-card--occluded";
      li.append(child);
    }
    expect(readRows(list, find)).toMatchObject([{ occluded: true, name: "", unread: false }]);
  });

  it("is neither the empty first item nor the one that loads more", () => {
    const more = document.createElement("li");
    more.append(document.createElement("button"));
    const list = drawList(document, [rowOf(document, ada)], [more]);
    expect(readRows(list, find)).toHaveLength(1);
    expect(goesOn(list, find)).toBe(true);
    more.remove();
    expect(goesOn(list, find)).toBe(false);
  });

  it("shows active marks of today and of before", () => {
    const list = drawList(document, [
      rowOf(document, ada, { active: true }),
      rowOf(document, ada),
      rowOf(document, ada),
    ]);
    list.children[2]?.classList.add("msg-conversation-listitem--active");
    expect(readRows(list, find).map((row) => row.active)).toEqual([true, true, false]);
  });
});

describe("the list", () => {
  it("is the visible one in main, not the panel's and not one of a view that is gone", () => {
    const shown = drawList(document, [rowOf(document, ada)]);
    const hidden = shown.cloneNode(true) as HTMLElement;
    hidden.style.display = "none";
    shown.before(hidden);
    const panel = document.createElement("aside");
    panel.id = "msg-overlay";
    panel.append(shown.cloneNode(true));
    document.body.prepend(panel);
    expect(findList(document, find)).toBe(shown);
    shown.remove();
    expect(findList(document, find)).toBeUndefined();
  });

  it.each([
    ["aria-pressed", "UNREAD", "unread"],
    ["aria-checked", "STARRED", "starred"],
    ["aria-pressed", "JOB", "other"],
  ])("is filtered by %s on %s", (attribute, value, filter) => {
    const pill = document.createElement("button");
    pill.setAttribute("data-test-messaging-inbox-filters__filter-pill", value);
    pill.setAttribute(attribute, "true");
    document.body.replaceChildren(pill);
    expect(filterOf(document, undefined, find)).toBe(filter);
    pill.setAttribute(attribute, "false");
    expect(filterOf(document, undefined, find)).toBe("none");
  });

  it.each([
    ["?filter=unread", "unread"],
    ["?searchTerm=ada", "other"],
    ["", "none"],
  ])("is filtered by the address %s", (query, filter) => {
    document.body.replaceChildren();
    expect(filterOf(document, `https://www.linkedin.com/messaging/${query}`, find)).toBe(filter);
  });
});

describe("a snippet", () => {
  it.each([
    ["See you on Monday", "See you on Monday", "match"],
    ["You: See you on Monday", "See you on Monday", "match"],
    ["Vous : See you on Monday", "See you on Monday", "match"],
    ["你：明天下午三点见面吧", "明天下午三点见面吧", "match"],
    ["أنت: أراك يوم الاثنين", "أراك يوم الاثنين", "match"],
    ["See you\u00a0 on  Monday", "See you\non Monday", "match"],
    ["Note: buy milk", "Note: buy milk", "match"],
    ["See you on…", "See you on Monday", "match"],
    [
      "A long message that the page cut somewhere",
      "A long message that the page cut somewhere in the middle",
      "match",
    ],
    ["Thanks", "Thanks for the call", "contradiction"],
    ["Something else entirely", "See you on Monday", "contradiction"],
    ["You: ok", "ok", "silent"],
    ["", "See you on Monday", "contradiction"],
    [undefined, "See you on Monday", "silent"],
    ["Ada sent a photo", undefined, "silent"],
  ])("%j beside %j is a %s", (drawn, known, verdict) => {
    expect(compareTexts(drawnTexts(drawn), known === undefined ? [] : [bareText(known)])).toBe(verdict);
  });
});
