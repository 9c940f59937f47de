/** Names are handed out up to this length: a page can hold anything. */
export const MAX_NAME = 200;

// Control characters, and the marks that reorder the text around them.
const UNSAFE = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]+/gu;

// Latin letters and signs with single blanks between, as most names are, need no cleaning.
const UNPLAIN = /[^ -~\u00A1-\u02FF]|^ | $| {2}/;

/** Text from the page made safe to show as text: one line, no bidi overrides, no half characters, capped. */
export function cleanText(value: string, max = MAX_NAME): string {
  if (value.length <= max && !UNPLAIN.test(value)) return value;
  const line = value
    .slice(0, max * 4)
    .replace(UNSAFE, " ")
    .replace(/\s+/g, " ")
    .trim();
  return line
    .slice(0, max)
    .replace(/[\uD800-\uDBFF]$/, "")
    .toWellFormed();
}

/**
 * What two spellings of a name have in common: letters and digits, without case, width or punctuation, so that
 * "A, B" and "A、B" compare equal. Names of symbols only are compared as they are.
 */
export function nameKey(name: string): string {
  const plain = cleanText(name).normalize("NFKC").toLowerCase();
  return plain.replace(/[^\p{L}\p{N}\p{M}]+/gu, "") || plain;
}
