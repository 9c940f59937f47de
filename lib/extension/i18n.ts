import { browser } from "wxt/browser";
import type messages from "../../public/_locales/en/messages.json";

type MessageKey = keyof typeof messages;
type PluralStem<K> = K extends `${infer Stem}_other` ? Stem : never;

/** Keys of the locale file that have no plural forms. */
export type TextKey = Exclude<MessageKey, `${string}_${"zero" | "one" | "two" | "few" | "many" | "other"}`>;
/** Stems of keys with plural forms: `runSeen` for `runSeen_one`, `runSeen_other`… */
export type PluralKey = PluralStem<MessageKey>;

/** The keys are typed here, from the English file; WXT's own list of them is only as new as the last `wxt prepare`. */
function message(key: string, substitutions?: readonly string[]): string {
  const i18n = browser.i18n as unknown as { getMessage(key: string, substitutions?: string[]): string };
  return i18n.getMessage(key, substitutions && [...substitutions]);
}

/** A text of the locale file, `$1`… replaced in order. */
export function t(key: TextKey, ...substitutions: readonly string[]): string {
  return message(key, substitutions);
}

/**
 * A text in the plural form that its language has for `count`; `$1` is the count, formatted. Further
 * substitutions follow from `$2`. Chrome's i18n has no plurals, so the forms are keys of their own.
 */
export function plural(stem: PluralKey, count: number, ...substitutions: readonly string[]): string {
  const form = formats().plurals.select(count);
  const values = [formatNumber(count), ...substitutions];
  return message(`${stem}_${form}`, values) || message(`${stem}_other`, values);
}

/** The language of the texts shown, which is not always the browser's: a language not shipped falls back to English. */
export function locale(): string {
  return message("languageTag") || "en";
}

/** A whole number as the texts' language writes it. */
export function formatNumber(value: number): string {
  return formats().numbers.format(value);
}

/** A day and month without the year, "4 Nov", as the texts' language writes it. */
export function formatDay(at: number): string {
  return formats().days.format(at);
}

/** Several things in one line, "1 starred, 2 from today", as the texts' language lists them. */
export function formatList(parts: readonly string[]): string {
  return formats().lists.format(parts);
}

interface Formats {
  readonly locale: string;
  readonly plurals: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
  readonly days: Intl.DateTimeFormat;
  readonly lists: Intl.ListFormat;
}

let kept: Formats | undefined;

/** Making a formatter costs a hundred times what using it does, and a list of rows uses some for each. */
function formats(): Formats {
  const tag = locale();
  if (kept?.locale !== tag) {
    kept = {
      locale: tag,
      plurals: new Intl.PluralRules(tag),
      numbers: new Intl.NumberFormat(tag),
      days: new Intl.DateTimeFormat(tag, { day: "numeric", month: "short" }),
      lists: new Intl.ListFormat(tag, { type: "unit", style: "short" }),
    };
  }
  return kept;
}
