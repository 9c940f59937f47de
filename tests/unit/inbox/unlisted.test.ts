import { describe, expect, it } from "vitest";
import { readEvidence } from "../../../lib/inbox/answers/read";
import { readRequest } from "../../../lib/inbox/answers/request";
import { Catalogue } from "../../../lib/inbox/catalogue";
import type { Heard } from "../../../lib/inbox/heard";
import { conversationEvent, flatConversation, flatList, listUrl } from "./support/answers";
import { NOW, thread, urnOf } from "./support/people";

/** Seven conversations, a minute apart, of which data tells no category. */
const all = [1, 2, 3, 4, 5, 6, 7].map((id) =>
  thread(id, { at: NOW - id * 60_000, categories: undefined, read: false, unreadCount: 1 }),
);
const some = (...ids: readonly number[]) => all.filter((one) => ids.includes(one.id));
const sync = flatList(all);
const page = (ids: readonly number[], variables = "", category = "PRIMARY_INBOX") => {
  const heard = flatList(some(...ids), { category, at: NOW + 1_000 });
  return { ...heard, url: heard.url.replace("count:20", `count:20${variables}`) };
};

function folders(...heard: readonly Heard[]): Record<number, string | undefined> {
  const catalogue = new Catalogue();
  for (const one of heard) for (const evidence of readEvidence(one)) catalogue.apply(evidence);
  return Object.fromEntries(all.map(({ id }) => [id, catalogue.get(urnOf(id))?.view().folder]));
}

// Seen red with `missedBy` answering nothing, and with its bounds left out.
describe("a conversation whose folder nothing names", () => {
  it("is taken for one of the inbox's while no list of the inbox was heard", () => {
    expect(new Set(Object.values(folders(sync)))).toEqual(new Set(["unknown"]));
  });

  it.each([
    ["before", [page([1, 3, 5]), sync]],
    ["after", [sync, page([1, 3, 5])]],
  ])("is not the inbox's when a list of it goes past its time, heard %s it", (_, heard) => {
    const { 1: first, 2: second, 4: fourth, 6: sixth } = folders(...heard);
    expect([first, second, fourth, sixth]).toEqual(["focused", "unlisted", "unlisted", "unknown"]);
  });

  it("says nothing of what is newer than the newest that a cursor led to", () => {
    expect(folders(sync, page([4, 6], ",nextCursor:YQ"))).toMatchObject({ 2: "unknown", 5: "unlisted" });
  });

  it("says of what is newer that it isn't there, where the list was asked for from now on", () => {
    const asked = page([3, 6], `,lastUpdatedBefore:${NOW}`);
    expect(folders(sync, asked)).toMatchObject({ 1: "unlisted", 2: "unlisted", 3: "focused", 7: "unknown" });
  });

  it.each([",read:false", ",keywords:abc", ",firstDegreeConnections:true"])(
    "learns nothing from a list that leaves others out: %s",
    (filter) => {
      expect(folders(sync, page([1, 3, 5], filter))).toMatchObject({ 2: "unknown", 4: "unknown" });
    },
  );

  it("learns nothing from the list of the archive", () => {
    expect(folders(sync, page([1, 3, 5], "", "ARCHIVE"))).toMatchObject({ 1: "archived", 2: "unknown" });
  });

  it("is in the folder whose list has it, whatever the other tab's lacks", () => {
    const tabs = [page([1, 3, 5]), page([2, 6], "", "SECONDARY_INBOX")];
    expect(folders(sync, ...tabs)).toMatchObject({ 2: "other", 4: "unlisted" });
  });

  it("may be back in the inbox once a message has come", () => {
    const news = conversationEvent(
      flatConversation({ ...thread(2), at: NOW + 5_000, categories: undefined }),
      NOW + 5_000,
    );
    expect(folders(sync, page([1, 3, 5]), news)).toMatchObject({ 2: "unknown" });
  });
});

it.each([
  [listUrl({ category: "PRIMARY_INBOX" }), false],
  [
    listUrl({ category: "PRIMARY_INBOX" }).replace("count:20", "count:20,lastUpdatedBefore:1760000000000"),
    false,
  ],
  [listUrl({ category: "PRIMARY_INBOX" }).replace("count:20", "count:20,read:false"), true],
])("knows whether %s is filtered", (url, filtered) => {
  expect(readRequest(url).isFiltered).toBe(filtered);
});
