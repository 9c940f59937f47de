import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConversationUrn } from "../../../lib/conversation";
import { readEvidence } from "../../../lib/inbox/answers/read";
import type { Evidence } from "../../../lib/inbox/evidence";
import type { Heard } from "../../../lib/inbox/heard";
import {
  conversationEvent,
  flatBody,
  flatConversation,
  flatList,
  flatMessage,
  heardAnswer,
  heardEvent,
  heardWrite,
  listUrl,
  normalizedList,
} from "./support/answers";
import { NOW, OTHER_VIEWER, thread, urnOf, VIEWER } from "./support/people";

const threads = [
  thread(1, { names: [["Ada", "Lovelace"]], categories: ["INBOX", "PRIMARY_INBOX", "STARRED"] }),
  thread(2, {
    names: [
      ["Grace", "Hopper"],
      ["Alan", "Turing"],
    ],
    read: true,
    unreadCount: 0,
  }),
  thread(3, { company: "Acme GmbH", categories: ["ARCHIVE", "INMAIL"], text: undefined }),
  thread(4, {
    title: "Planning",
    names: [
      ["Li", "Wei"],
      ["José", "Núñez"],
    ],
    categories: undefined,
  }),
];

function only(heard: Heard): Evidence {
  const [evidence, ...more] = readEvidence(heard);
  if (!evidence || more.length > 0) throw new Error("one thing was heard");
  return evidence;
}

/** Without the order in which an envelope names things, and messages merged into their conversation. */
function described({ sightings }: Evidence) {
  const full = sightings.filter((one) => one.lastActivityAt !== undefined);
  return full.sort((a, b) => a.urn.localeCompare(b.urn));
}

describe("an answer", () => {
  it("tells the same in the flat and in the normalized envelope", () => {
    expect(described(only(normalizedList(threads)))).toEqual(described(only(flatList(threads))));
    expect(described(only(flatList(threads)))).toHaveLength(4);
  });

  it("is true from the start of its request on", () => {
    expect(only(flatList(threads, { at: NOW - 5 })).at).toBe(NOW - 5);
  });

  it.each([
    [
      0,
      {
        name: { shown: "Ada Lovelace", alternatives: ["Lovelace Ada"] },
        readState: "unread",
        shape: "direct",
      },
    ],
    [
      1,
      { name: { shown: "Grace Hopper, Alan Turing", alternatives: [] }, readState: "read", shape: "group" },
    ],
    [2, { name: { shown: "Acme GmbH", alternatives: [] }, shape: "company", message: undefined }],
    [3, { name: { shown: "Planning", alternatives: ["Li Wei, José Núñez"] }, categories: undefined }],
  ])("reads conversation %i", (i, expected) => {
    const urn = urnOf(threads[i]?.id ?? 0);
    expect(described(only(flatList(threads))).find((one) => one.urn === urn)).toMatchObject(expected);
  });

  it.each([
    [{ read: false, unreadCount: 0 }, "unread"],
    [{ read: true, unreadCount: 0 }, "read"],
    [{ read: undefined, unreadCount: 2 }, "unread"],
    [{ read: undefined, unreadCount: 0 }, "read"],
    [{ read: true, unreadCount: undefined }, "read"],
    [{ read: undefined, unreadCount: undefined }, undefined],
    [{ read: true, unreadCount: 3 }, undefined],
  ] as const)("takes %j for %s", (fields, expected) => {
    expect(described(only(flatList([thread(1, fields)])))[0]?.readState).toBe(expected);
  });

  it("names no group of which a participant is missing", () => {
    const heard = normalizedList(threads);
    const body = JSON.parse(heard.text);
    body.included = body.included.filter(
      (one: { entityUrn: string }) => !one.entityUrn.includes(`ACoAAp2n1`),
    );
    const sighting = described(only({ ...heard, text: JSON.stringify(body) })).find(
      (one) => one.urn === urnOf(2),
    );
    expect(sighting).toMatchObject({ name: undefined, readState: "read" });
  });

  it("learns nothing but the last text of a thread from a message, whose conversation is a stub", () => {
    const body = { data: { messengerMessagesBySyncToken: { elements: [flatMessage(thread(7))] } } };
    expect(
      only(heardAnswer(JSON.stringify(body), listUrl())).sightings.filter((one) => one.readState),
    ).toEqual([]);
  });

  it("takes the folder from the question where categories are missing", () => {
    const { sightings } = only(flatList([thread(1, { categories: undefined })], { category: "ARCHIVE" }));
    expect(sightings[0]).toMatchObject({ categories: undefined, askedFolder: "archived" });
  });

  it.each([
    [{ nextCursor: "x" }, true],
    [{ nextCursor: null }, false],
  ])("tells by %j whether the list goes on", (metadata, goesOn) => {
    const { more } = only(flatList(threads, { category: "PRIMARY_INBOX", metadata }));
    expect(more).toEqual({ category: "PRIMARY_INBOX", goesOn });
    expect(only(flatList(threads)).more).toBeUndefined();
  });

  it("names what is deleted and what to forget", () => {
    const metadata = { deletedUrns: [urnOf(8), "urn:li:nonsense"], shouldClearCache: true };
    expect(only(flatList(threads, { metadata }))).toMatchObject({ removed: [urnOf(8)], forget: true });
  });

  it.each(["", "<html>", '{"data":', "null", "[]", '"text"'])("is lost when it is %j", (text) => {
    expect(only(heardAnswer(text, listUrl()))).toMatchObject({
      lost: true,
      sightings: [],
      viewer: { mailbox: VIEWER },
    });
  });

  it("tells nothing when it was refused", () => {
    const refused = { ...flatList(threads), status: 401 };
    expect(only(refused)).toMatchObject({ sightings: [], lost: false, viewer: {} });
  });

  it("says nothing of the viewer when its owner is not whose mailbox was asked for", () => {
    const body = JSON.stringify(flatBody(threads, { owner: OTHER_VIEWER }));
    expect(only(heardAnswer(body, listUrl())).viewer).toEqual({ mailbox: VIEWER });
  });

  it("takes no conversation of a page's mailbox, no draft, no spoilt URN", () => {
    const bad = [
      "urn:li:msg_conversation:(urn:li:fsd_company:1,2-MDAw==)",
      "urn:li:msg_conversation:(urn:li:fsd_profile:ACoAA,draft)",
      "urn:li:msg_conversation:(urn:li:fsd_profile:ACoAA,2-x)\n",
      "urn:li:fsd_conversation:2-MDAw==",
    ].map((entityUrn) => ({ ...flatConversation(thread(1)), entityUrn, messages: null }));
    const body = { data: { messengerConversationsBySyncToken: { elements: bad } } };
    expect(only(heardAnswer(JSON.stringify(body), listUrl())).sightings).toEqual([]);
  });

  it("reads a name with markup, bidi marks and 10,000 characters as a short line of text", () => {
    const hostile = `<b>\u202Eevil\u2066</b>\u0000${"x".repeat(10_000)}😀`;
    const shown = described(only(flatList([thread(1, { names: [[hostile, "B"]] })])))[0]?.name?.shown ?? "";
    expect(shown.length).toBeLessThanOrEqual(200);
    expect(shown).toMatch(/^<b> evil <\/b> x+$/);
  });
});

describe("a write", () => {
  const read = { patch: { $set: { read: true } } };

  it("counts for each conversation by its own status", () => {
    const heard = heardWrite(
      {
        entities: {
          [urnOf(1)]: read,
          [urnOf(2)]: read,
          [urnOf(3)]: { patch: { $set: { read: false } } },
          x: read,
        },
      },
      { results: { [urnOf(1)]: { status: 204 }, [urnOf(2)]: { status: 500 }, [urnOf(3)]: { status: 200 } } },
    );
    expect(only(heard)).toMatchObject({
      at: NOW,
      written: [
        { urn: urnOf(1), readState: "read" },
        { urn: urnOf(3), readState: "unread" },
      ],
    });
  });

  it.each([
    ["an answer without statuses", heardWrite({ entities: { [urnOf(1)]: read } }, {})],
    [
      "an error beside the status",
      heardWrite(
        { entities: { [urnOf(1)]: read } },
        { results: { [urnOf(1)]: { status: 204 } }, errors: { [urnOf(1)]: {} } },
      ),
    ],
    [
      "a refusal",
      heardWrite(
        { entities: { [urnOf(1)]: read } },
        { results: { [urnOf(1)]: { status: 204 } } },
        { status: 500 },
      ),
    ],
    ["no body", { ...heardWrite({}, { results: { [urnOf(1)]: { status: 204 } } }), requestBody: undefined }],
  ])("proves nothing with %s", (_, heard) => {
    expect(only(heard).written).toEqual([]);
  });

  it.each([
    ["addCategory", true],
    ["removeCategory", false],
  ])("moves by %s", (action, added) => {
    const heard = heardWrite(
      { conversationUrns: [urnOf(1), "x"], category: "ARCHIVE" },
      {},
      { action: `action=${action}` },
    );
    expect(only(heard).moves).toEqual([{ urn: urnOf(1), category: "ARCHIVE", added }]);
  });
});

describe("realtime", () => {
  it("brings full conversations, at their arrival", () => {
    const [evidence] = readEvidence(conversationEvent(flatConversation(thread(5)), NOW + 9));
    expect(evidence).toMatchObject({ at: NOW + 9, viewer: { owner: VIEWER, self: VIEWER } });
    expect(evidence?.sightings[0]).toMatchObject({ urn: urnOf(5), readState: "unread" });
  });

  it("tells of deletions", () => {
    expect(
      only(heardEvent("conversationDeletesTopic", { data: { deep: [{ conversationUrn: urnOf(5) }] } }))
        .removed,
    ).toEqual([urnOf(5)]);
  });

  it("passes over counts, heartbeats and cut lines", () => {
    const count = heardEvent("tabBadgeUpdateTopic", { unreadConversationsCount: 3 });
    const cut = { ...count, text: 'data:{"urn:li:msg_conversation:(\n:\n\n' };
    expect(readEvidence(count)).toEqual([]);
    expect(readEvidence(cut)).toEqual([]);
  });
});

describe("whatever LinkedIn sends", () => {
  const sources: readonly Heard[] = [
    flatList(threads, { metadata: { deletedUrns: [urnOf(8)], nextCursor: "x" } }),
    normalizedList(threads),
    conversationEvent(flatConversation(thread(5))),
    heardWrite(
      { entities: { [urnOf(1)]: { patch: { $set: { read: true } } } } },
      { results: { [urnOf(1)]: { status: 204 } } },
    ),
  ];
  const urns = new Set([1, 2, 3, 4, 5, 8].map((id) => urnOf(id) as string));

  /** Changes some place of a JSON text in one of the ways that answers have been seen to change. */
  const mutated = (text: string) =>
    fc
      .array(fc.record({ at: fc.nat(), how: fc.nat({ max: 6 }) }), { minLength: 1, maxLength: 8 })
      .map((changes) => {
        const root: unknown = { root: JSON.parse(text.replace(/^:\n\ndata:/, "")) };
        for (const { at, how } of changes) {
          const places: [Record<string, unknown>, string][] = [];
          const visit = (value: unknown): void => {
            if (typeof value !== "object" || value === null || places.length > 5_000) return;
            for (const key of Object.keys(value)) {
              places.push([value as Record<string, unknown>, key]);
              visit((value as Record<string, unknown>)[key]);
            }
          };
          visit(root);
          const place = places[at % Math.max(places.length, 1)];
          if (place) change(...place, how);
        }
        return JSON.stringify((root as { root: unknown }).root) ?? "";
      });

  function change(holder: Record<string, unknown>, key: string, how: number): void {
    const value = holder[key];
    if (how === 0) delete holder[key];
    else if (how === 1) {
      holder[`${key}X`] = value;
      delete holder[key];
    } else if (how === 2)
      holder[key] = typeof value === "string" ? 7 : typeof value === "object" ? "text" : {};
    else if (how === 3) holder[key] = null;
    else if (how === 4) holder[key] = [value, value];
    else if (how === 5)
      holder[key] = JSON.parse(`${'{"a":['.repeat(400)}${JSON.stringify(value) ?? 0}${"]}".repeat(400)}`);
    else if (typeof value === "string") holder[key] = value.slice(0, Math.floor(value.length / 2));
  }

  it("the reader never throws, never invents a URN, and rejects what is none", () => {
    const heard = fc.constantFrom(...sources).chain((source) =>
      fc.tuple(mutated(source.text), mutated(source.requestBody ?? "{}"), fc.nat()).map(
        ([text, requestBody, cut]): Heard => ({
          ...source,
          text: (source.kind === "realtime" ? `data:${text}\n` : text).slice(
            0,
            cut % 3 === 0 ? cut % (text.length + 1) : undefined,
          ),
          requestBody,
        }),
      ),
    );
    fc.assert(
      fc.property(heard, (one) => {
        for (const { sightings, written, removed, moves } of readEvidence(one)) {
          for (const { urn } of [
            ...sightings,
            ...written,
            ...moves,
            ...removed.map((gone) => ({ urn: gone })),
          ]) {
            expect(parseConversationUrn(urn)).toBe(urn);
            // A URN may only come whole out of what was sent; cut short in its base64 it still is one.
            expect(urns.has(urn) || one.text.includes(urn) || (one.requestBody ?? "").includes(urn)).toBe(
              true,
            );
          }
          for (const { name, lastActivityAt, readState } of sightings) {
            expect(typeof (name?.shown ?? "")).toBe("string");
            expect(lastActivityAt ?? 1).toBeGreaterThan(0);
            expect(["read", "unread", undefined]).toContain(readState);
          }
        }
      }),
      { numRuns: 500 },
    );
  }, 30_000);

  it("any text at all is read without a throw", () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), (text, json) => {
        for (const one of [text, json]) {
          for (const source of sources)
            readEvidence({ ...source, text: one, requestBody: one, url: source.url + one });
        }
      }),
    );
  });
});
