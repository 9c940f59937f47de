import type { Arms } from "../../sandbox/arms.ts";
import { ARMS } from "../../sandbox/check/arm-list.ts";

export interface Case {
  readonly name: string;
  readonly arms: Partial<Arms>;
}

const LANGUAGES: readonly Arms["language"][] = ["en", "de", "fr", "es", "pt", "zh", "ar"];

/** What has broken readers, several at once. */
const NASTY: readonly Case[] = [
  {
    name: "links, label only, Arabic",
    arms: { rowLink: "anchor", unreadSign: "label-only", language: "ar", urlForm: "no-slash" },
  },
  {
    name: "inner frame, normalized, XHR, Chinese cards",
    arms: { frame: "inner", envelope: "normalized", transport: "xhr", language: "zh", nesting: "card" },
  },
  {
    name: "preloaded frame, expanded panel, parsed XHR, German",
    arms: { frame: "inner-preloaded", overlay: "expanded", transport: "xhr-json", language: "de" },
  },
  {
    name: "neither read nor categories",
    arms: { missingRead: true, missingCategories: true },
  },
  {
    name: "bold only, neither read nor snippets, French",
    arms: { unreadSign: "bold-only", missingRead: true, missingSnippets: true, language: "fr" },
  },
  {
    name: "cards, shells on a descendant, label only, XHR buffers",
    arms: {
      nesting: "card",
      occludedOn: "descendant",
      unreadSign: "label-only",
      activeSign: "listitem",
      transport: "xhr-arraybuffer",
    },
  },
  { name: "percent address, old ids, tabs", arms: { urlForm: "percent", oldIds: true, folderTabs: "tabs" } },
  { name: "big and cut answers", arms: { bigAnswers: 3_000_000, brokenAnswers: "truncated" } },
  {
    name: "HTML answers, normalized, slow fill, Spanish",
    arms: { brokenAnswers: "html", envelope: "normalized", slowFill: true, language: "es" },
  },
  {
    name: "event source, no repaint, stale, Portuguese",
    arms: { realtimeTransport: "eventsource", markRepaint: false, staleMs: 1_000, language: "pt" },
  },
  {
    name: "counts only, XHR stream and blobs, one inbox",
    arms: { realtimeForm: "count", realtimeTransport: "xhr", transport: "xhr-blob", focusedInbox: false },
  },
  {
    name: "hostile, inner frame, Arabic",
    arms: { hostile: true, frame: "inner", language: "ar", missingSnippets: true },
  },
];

const single: readonly Case[] = Object.entries(ARMS).map(([name, arms]) => ({ name, arms }));

/** Everything: each arm in each language, and the combinations. */
export const ALL: readonly Case[] = [
  ...LANGUAGES.flatMap((language) =>
    single
      // An arm that is about another language is had there already.
      .filter(({ arms }) => language === "en" || arms.language === undefined)
      .map(({ name, arms }) =>
        arms.language ? { name, arms } : { name: `${name} in ${language}`, arms: { ...arms, language } },
      ),
  ),
  ...NASTY,
];

const HERE = [
  "standard",
  "anchor",
  "sign-label",
  "sign-bold",
  "inner",
  "no-categories",
  "no-read",
  "normalized",
  "xhr-json",
  "count-only",
  "truncated",
  "one-inbox",
  "unread-filter",
];

/** What each change is tried against: the arms that ask most of the reader, the languages in the combinations. */
export const SOME: readonly Case[] = [...single.filter(({ name }) => HERE.includes(name)), ...NASTY];
