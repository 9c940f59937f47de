import { describe, expect } from "vitest";
import { expectMarkedOnce, markRequests, urnsOf } from "./harness/requests.ts";
import type { Surface } from "./harness/surface.ts";
import { until } from "./harness/until.ts";
import { ALL, SOME } from "./inbox/arms.ts";
import { test } from "./inbox/test.ts";

const CASES = process.env.MATRIX === "full" ? ALL : SOME;

// Seen red with every folder let into "all" (standard), without the tap of XHR (xhr-json), without its
// blobs and buffers (combinations), and before conversations
// that no list of the inbox has were kept apart (no-categories).
describe("Of the unread conversations that the page has received all are sent, and no other", () => {
  test.for(CASES)("$name", async ({ arms }, { traveller }) => {
    const visit = await traveller.visit({ arms, unreadElsewhere: 4 });
    await visit.openWholeInbox();
    const popup = await visit.openPopup();
    const unread = visit.unreadDelivered();
    expect(unread.size).toBeGreaterThan(5);
    const offered = await offeredOf(popup, unread.size);

    await popup.press(/^Mark all seen/);
    await popup.waitForStatus(new RegExp(`\\b${offered.count} seen\\b`), 30_000);
    const sent = [...new Set(urnsOf(markRequests(visit.world)))];
    expect(sent.filter((urn) => !unread.has(urn))).toEqual([]);
    expectMarkedOnce(visit.world, sent);
    expect(sent).toHaveLength(offered.count);

    const left = visit.world.mailbox.unread().filter(({ urn }) => unread.has(urn));
    // What LinkedIn has not said is left alone and said to be so; nothing else is left out.
    if (arms.missingRead) expect(left.length).toBeLessThanOrEqual(offered.unknown + offered.unlisted);
    else expect(offered.unknown).toBe(0);
    // Nothing tells a conversation of a tab never looked at from an archived one.
    if (arms.missingCategories) expect(left.length).toBeLessThanOrEqual(offered.unknown + offered.unlisted);
    if (!arms.missingRead && !arms.missingCategories) expect(left).toEqual([]);
    if (!arms.missingRead) expect(left.filter(({ folder }) => folder === "focused")).toEqual([]);
    await leave(popup);
  });
});

interface Offered {
  /** What a press would send. */
  readonly count: number;
  /** Said to be neither read nor unread, and said to be unread outside of the inbox's list. */
  readonly unknown: number;
  readonly unlisted: number;
}

/** The numbers that the popup settles on. */
async function offeredOf(popup: Surface, wanted: number): Promise<Offered> {
  let last: Offered | undefined;
  const count = async () => {
    const button = await popup.node("button", /^Mark all seen/);
    const text = await popup.text();
    const number = (pattern: RegExp, within: string) => Number(pattern.exec(within)?.[1] ?? 0);
    last = {
      count: number(/\((\d+)\)/, button?.name ?? ""),
      unknown: number(/(\d+) not readable/, text),
      unlisted: number(/Not in the inbox list \((\d+)\)/, text),
    };
    return last;
  };
  await popup.press(/^Filter/);
  try {
    return await until("the popup to account for all", async () => {
      const { count: sent, unknown, unlisted } = await count();
      const known = unknown + unlisted > 0 ? sent + unknown + unlisted >= wanted : sent === wanted;
      return known && last;
    });
  } catch (error) {
    throw new Error(`${wanted} are unread, the popup says ${JSON.stringify(last)}`, { cause: error });
  }
}

/** The next world begins without this one's outcome in the popup. */
async function leave(popup: Surface): Promise<void> {
  await popup.press("Dismiss");
  await until("the outcome to be gone", async () => !(await popup.has("button", "Dismiss")));
}
