// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { alignRows } from "../../../lib/inbox/align/align";
import { candidateOf } from "../../../lib/inbox/align/candidate";
import { readEvidence } from "../../../lib/inbox/answers/read";
import { Catalogue } from "../../../lib/inbox/catalogue";
import type { Row } from "../../../lib/inbox/rows/row";
import { matchRequest } from "../../../lib/inbox/tap/match";
import { flatList } from "./support/answers";
import { drawList, rowOf } from "./support/page";
import { NOW, nameOf, type Thread, thread } from "./support/people";
import { bench } from "./support/reader";

// The budgets are those of a browser, times ten: this machine shares its cores, and what is looked for is a change
// of order (everything looked at again for each thing heard), not a percent. tests/bench measures in a browser.
const SLACK = 10;

const many = Array.from({ length: 1000 }, (_, i) =>
  thread(i, { names: [["Person", `Number ${i % 700}`]], read: i % 3 === 0, unreadCount: undefined }),
);

/** Best of several, in ms. */
function best(task: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    task();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

function rowFor(one: Thread): Row {
  const blank = { element: document.body, occluded: false, unread: false, active: false, sponsored: false };
  return { ...blank, name: nameOf(one), snippet: one.text, threadId: undefined };
}

describe("1,000 conversations cost", () => {
  it("nothing of another order than 16 ms to read, merge and hand out, heard in pages of 20", () => {
    const pages = Array.from({ length: 50 }, (_, i) =>
      flatList(many.slice(i * 20, i * 20 + 20), { at: NOW + i }),
    );
    const cost = best(() => {
      const page = bench(document);
      for (const one of pages) {
        page.hear(one);
        page.idle();
      }
      expect(page.reader.snapshot().conversations).toHaveLength(666);
    });
    expect(cost).toBeLessThan(16 * SLACK);
  });

  // Counted, not timed. Seen red with all rows read.
  it("a look into the first 40 rows for a snapshot, while data says what is read", () => {
    const page = bench(document);
    page.hear(flatList(many));
    drawList(
      document,
      many.map((one) => rowOf(document, one)),
    );
    const looked = vi.spyOn(Element.prototype, "querySelector");
    page.reader.snapshot();
    const rows = looked.mock.contexts.map((element) => (element as Element).closest("li"));
    looked.mockRestore();
    const lookedAt = new Set(rows.filter((row) => row !== null)).size;
    expect(lookedAt).toBeGreaterThan(30);
    expect(lookedAt).toBeLessThan(50);
  });

  it("less than 50 ms to tell all their rows", () => {
    const catalogue = new Catalogue();
    for (const evidence of readEvidence(flatList(many))) catalogue.apply(evidence);
    const rows = many.map(rowFor);
    const candidates = catalogue.entries().map(candidateOf);
    expect(best(() => alignRows(rows, candidates, "none"))).toBeLessThan(50 * SLACK);
  });

  it("no more than that if all have one name", () => {
    const same = many.map((one) => ({ ...one, names: [["A", "B"]] as const, text: undefined }));
    const catalogue = new Catalogue();
    for (const evidence of readEvidence(flatList(same))) catalogue.apply(evidence);
    const candidates = catalogue.entries().map(candidateOf);
    expect(best(() => alignRows(same.map(rowFor), candidates, "none"))).toBeLessThan(100 * SLACK);
  });
});

describe("a request that is not the messenger's costs", () => {
  it("a look at its address", () => {
    const cost = best(() => {
      for (let i = 0; i < 10_000; i++) {
        matchRequest(`https://www.linkedin.com/voyager/api/feed/updates?count=${i}`, () => "");
      }
    });
    expect(cost / 10_000).toBeLessThan(0.001 * SLACK);
  });
});
