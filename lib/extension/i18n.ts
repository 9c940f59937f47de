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
  const form = new Intl.PluralRules(locale()).select(count);
  const values = [formatNumber(count), ...substitutions];
  return message(`${stem}_${form}`, values) || message(`${stem}_other`, values);
}

/** The language of the texts shown, which is not always the browser's: a language not shipped falls back to English. */
export function locale(): string {
  return message("languageTag") || "en";
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}
