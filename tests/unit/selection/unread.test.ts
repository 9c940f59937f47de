import { describe, expect, test } from "vitest";
import type { Conversation, Folder } from "../../../lib/conversation";
import { enrich, unreadOf } from "../../../lib/selection/unread";
import { conversations, urn } from "../../gallery/fixtures";

function inFolder(folder: Folder, n: number, part: Partial<Conversation> = {}): Conversation {
  return { urn: urn(n), name: `Person ${n}`, readState: "unread", kind: "direct", folder, ...part };
}

const EVERY_FOLDER = [
  inFolder("focused", 1),
  inFolder("other", 2),
  inFolder("inbox", 3),
  inFolder("unknown", 4),
  inFolder("archived", 5),
  inFolder("spam", 6),
  inFolder("requests", 7),
  inFolder("unlisted", 8),
];

describe("What may be marked", () => {
  test("is what the inbox folders show; archive, spam, requests and what no list shows are counted apart", () => {
    const unread = unreadOf(EVERY_FOLDER, new Set());
    expect(unread.conversations.map((each) => each.folder)).toEqual(["focused", "other", "inbox", "unknown"]);
    expect(unread.elsewhere).toEqual({ archived: 1, spam: 1, requests: 1, unlisted: 1 });
  });

  test("includes a folder that was asked for", () => {
    const unread = unreadOf(EVERY_FOLDER, new Set(["archived"] as const));
    expect(unread.conversations.map((each) => each.folder)).toContain("archived");
    expect(unread.conversations.map((each) => each.folder)).not.toContain("spam");
  });

  test("is never what is read or of unknown state; the unknown ones are counted", () => {
    const unread = unreadOf(
      [
        inFolder("focused", 1, { readState: "read" }),
        inFolder("focused", 2, { readState: "unknown" }),
        inFolder("spam", 3, { readState: "unknown" }),
        inFolder("focused", 4),
      ],
      new Set(),
    );
    expect(unread.conversations.map((each) => each.urn)).toEqual([urn(4)]);
    expect(unread.unknown).toBe(1);
  });

  test("is not what a run has already", () => {
    const known = conversations(5);
    const queued = new Set([urn(1), urn(3)]);
    expect(unreadOf(known, new Set(), queued).conversations.map((each) => each.urn)).toEqual([
      urn(0),
      urn(2),
      urn(4),
    ]);
  });
});

describe("ConnectSafely's list", () => {
  const listed = [inFolder("unknown", 1), inFolder("unknown", 2)];

  test("takes star, kind, folder and newest date from the page", () => {
    const page = [inFolder("archived", 2, { starred: true, kind: "inmail", lastActivityAt: 20 })];
    const [first, second] = enrich(
      [listed[0] as Conversation, { ...inFolder("unknown", 2), lastActivityAt: 10 }],
      { conversations: page },
    );
    expect(first).toEqual(listed[0]);
    expect(second).toMatchObject({ folder: "archived", starred: true, kind: "inmail", lastActivityAt: 20 });
  });

  test("keeps a name that the page does not know", () => {
    const [only] = enrich([inFolder("unknown", 1, { name: "Known" })], {
      conversations: [inFolder("focused", 1, { name: "" })],
    });
    expect(only?.name).toBe("Known");
  });

  test("leaves out what was read on the page since its newest message, and only that", () => {
    const list = [
      inFolder("unknown", 1, { lastActivityAt: 100 }),
      inFolder("unknown", 2, { lastActivityAt: 100 }),
      inFolder("unknown", 3),
    ];
    const becameRead = [
      { urn: urn(1), at: 100 },
      { urn: urn(2), at: 99 },
      { urn: urn(3), at: 1 },
    ];
    expect(enrich(list, { conversations: [], becameRead }).map((each) => each.urn)).toEqual([urn(2)]);
  });
});
