import { describe, expect, it } from "vitest";
import { ViewerVotes } from "../../../lib/inbox/viewer";
import { OTHER_VIEWER, VIEWER } from "./support/people";

describe("whose mailbox it is", () => {
  it("is open until two kinds of source agree", () => {
    const votes = new ViewerVotes();
    votes.cast("owner", VIEWER, 1);
    votes.cast("owner", VIEWER, 2);
    expect(votes.viewer()).toBeUndefined();
    votes.cast("self", OTHER_VIEWER, 3);
    expect(votes.viewer()).toBeUndefined();
    votes.cast("document", VIEWER, 4);
    expect(votes.viewer()).toBe(VIEWER);
    expect(votes.sources()).toEqual(["owner", "document"]);
  });

  it("is open again once the page asks for another, and that one when it is confirmed", () => {
    const votes = new ViewerVotes();
    votes.cast("mailbox", VIEWER, 1);
    votes.cast("self", VIEWER, 1);
    votes.cast("document", VIEWER, 1);
    votes.cast("mailbox", OTHER_VIEWER, 2);
    expect(votes.viewer()).toBeUndefined();
    votes.cast("owner", OTHER_VIEWER, 3);
    expect(votes.viewer()).toBe(OTHER_VIEWER);
  });

  it("is not moved by anything that the page didn't ask for, nor by late news of before", () => {
    const votes = new ViewerVotes();
    votes.cast("mailbox", VIEWER, 5);
    votes.cast("owner", VIEWER, 5);
    votes.cast("mailbox", OTHER_VIEWER, 4);
    votes.cast("self", OTHER_VIEWER, 6);
    votes.cast("pane", OTHER_VIEWER, 7);
    expect(votes.viewer()).toBe(VIEWER);
  });
});
