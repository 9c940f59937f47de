import fc from "fast-check";
import type { Conversation } from "../../../../lib/conversation";
import type { Candidate } from "../../../../lib/inbox/align/candidate";
import { folderOf } from "../../../../lib/inbox/answers/request";
import type { Row } from "../../../../lib/inbox/rows/row";
import { bareText } from "../../../../lib/inbox/rows/snippet";
import { nameKey } from "../../../../lib/inbox/text";
import { NOW, urnOf } from "./people";

/** How hard an inbox is to read. Chances are in percent. */
export interface Hardness {
  /** Drawn, but never heard of. */
  readonly unheard: number;
  /** Rows without a snippet. */
  readonly bare: number;
  /** Data without categories. */
  readonly uncategorised: number;
  /** A message arrived that the page has drawn and nobody has heard of. */
  readonly late: number;
  /** Heard of, but archived and so not drawn. */
  readonly archived: number;
  readonly occluded: number;
  /** Heard of as in the inbox, but never drawn in it: known from the Unread filter (nine on 2026-10-03). */
  readonly undrawn?: number;
  /** The list is that of one tab, and the other tab's conversations are heard of too. */
  readonly oneTab?: boolean;
}

/** One invented conversation, its row and what is known of it. */
interface Seed {
  readonly name: number;
  readonly text: number;
  readonly minutes: number;
  readonly dice: readonly number[];
}

export interface InventedInbox {
  readonly rows: readonly Row[];
  readonly candidates: readonly Candidate[];
  /** The truth, in the order of `rows`. */
  readonly urns: readonly string[];
  /** By the evidence drawn and heard, nobody could take the row for another conversation. */
  readonly clear: readonly boolean[];
}

const FAMILIAR = ["Ada Lovelace", "Li Wei", "José Núñez", "Acme GmbH", "Ada, Bruno", "李伟"];
const COMMON = ["Thanks a lot!", "Hi, thanks for connecting", "ok", "Are you free next week?"];

/** A small pool of names and texts, so that namesakes with the same words are common. */
export function inboxes(hardness: Hardness, least = 1): fc.Arbitrary<InventedInbox> {
  const dice = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 8, maxLength: 8 });
  const seed: fc.Arbitrary<Seed> = fc.record({
    name: fc.integer({ min: 0, max: 17 }),
    text: fc.integer({ min: 0, max: 15 }),
    minutes: fc.integer({ min: 1, max: 60 }),
    dice,
  });
  return fc
    .tuple(
      fc.array(seed, { minLength: least, maxLength: 45, size: "max" }),
      fc.integer({ min: least, max: 45 }),
    )
    .map(([seeds, drawn]) => invent(seeds, drawn, hardness));
}

function invent(seeds: readonly Seed[], drawnCount: number, hardness: Hardness): InventedInbox {
  let at = NOW;
  const all = seeds.map((seed, id) => {
    at -= seed.minutes * 60_000;
    const [
      unheard = 0,
      bare = 0,
      uncategorised = 0,
      late = 0,
      archived = 0,
      occluded = 0,
      wordless = 0,
      undrawn = 0,
    ] = seed.dice;
    const name = FAMILIAR[seed.name] ?? `Unique ${id} Person`;
    const text = COMMON[seed.text] ?? `Invented message ${id} about nothing`;
    return {
      urn: urnOf(id),
      name,
      text,
      at,
      heard: unheard >= hardness.unheard,
      bare: bare < hardness.bare,
      categories:
        uncategorised < hardness.uncategorised
          ? []
          : archived < hardness.archived
            ? ["ARCHIVE"]
            : seed.text % 3 === 0
              ? ["SECONDARY_INBOX"]
              : ["PRIMARY_INBOX"],
      late: late < hardness.late,
      archived: archived < hardness.archived,
      occluded: occluded < hardness.occluded,
      wordless: wordless < 3,
      undrawn: undrawn < (hardness.undrawn ?? 0),
    };
  });
  const shown = all.filter(
    (one) =>
      !one.archived && !one.undrawn && !(hardness.oneTab && one.categories.includes("SECONDARY_INBOX")),
  );
  const order = [...shown.filter((one) => one.late), ...shown.filter((one) => !one.late)].slice(
    0,
    drawnCount,
  );
  const rows = order.map(
    (one): Row => ({
      element: null as unknown as Element,
      occluded: one.occluded,
      name: one.occluded ? "" : one.name,
      snippet: one.occluded || one.bare ? undefined : one.late ? "A newer message" : `You: ${one.text}`,
      unread: false,
      active: false,
      sponsored: false,
      threadId: undefined,
    }),
  );
  const candidates = all
    .filter((one) => one.heard)
    .map(
      (one): Candidate => ({
        conversation: {
          urn: one.urn,
          name: one.name,
          readState: "unread",
          lastActivityAt: one.at,
          kind: "direct",
          folder: folderOf(one.categories),
        } satisfies Conversation,
        keys: new Set([nameKey(one.name)]),
        texts: one.wordless ? [] : [bareText(one.text)],
        isWordless: false,
      }),
    );
  const clear = order.map((one) => {
    if (!one.heard || one.late || one.occluded) return false;
    const namesakes = all.filter((other) => other !== one && other.name === one.name);
    const allHeard = all.every((other) => other.heard);
    if (allHeard && namesakes.length === 0) return true;
    if (one.bare || one.wordless || one.text.length < 7) return false;
    // With conversations about that nobody heard of, words that several people write tell nothing apart.
    if (!allHeard && COMMON.includes(one.text)) return false;
    return namesakes.every((other) => !other.wordless && other.text !== one.text);
  });
  // Data comes in no order that could be relied on.
  return { rows, candidates: [...candidates].reverse(), urns: order.map((one) => one.urn), clear };
}
