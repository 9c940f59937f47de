/**
 * How a row's snippet and the known text of the last message compare. `match` is evidence for, `contradiction`
 * against; `silent`: too short or missing, says nothing.
 */
export type SnippetVerdict = "match" | "contradiction" | "silent";

/** Characters, blanks not counted: below it a text is no evidence ("ok"), beyond the other it need not be compared. */
const ENOUGH = 6;
const COMPARED = 30;
/** Within so many characters a sender ends. */
const SENDER = 80;
/** A text cut without a sign of it is believed to be a part from here on. */
const CUT = 20;

/** A text as it is compared: blanks and line breaks are the page's to arrange, control and bidi marks too. */
export function bareText(text: string): string {
  return text
    .slice(0, COMPARED * 4)
    .normalize("NFKC")
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, "");
}

/** The part of a bare text that is compared. */
export const headOf = (bare: string): string => bare.slice(0, COMPARED);

/** How much a head says: a sign of a script that writes words with one or two of them counts twice. */
export function weightOf(head: string): number {
  return (
    head.length +
    (head.match(/[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0)
  );
}

/**
 * What a snippet may be, bare: all of it, and what follows the sender. "You: …", "Ada: …", "Vous : …", "你：…":
 * whatever the words, a sender ends at a colon; names and texts may hold colons too.
 */
export function drawnTexts(snippet: string | undefined): readonly string[] {
  if (snippet === undefined) return [];
  const texts = [snippet];
  for (const { index } of snippet.slice(0, SENDER).matchAll(/[:：]/g)) texts.push(snippet.slice(index + 1));
  return texts.slice(0, 4).map(bareText);
}

/** Both bare: what a row draws, and what the last message says. */
export function compareTexts(drawn: readonly string[], known: readonly string[]): SnippetVerdict {
  let verdict: SnippetVerdict = drawn.length === 0 || known.length === 0 ? "silent" : "contradiction";
  for (const one of drawn) {
    for (const text of known) {
      const each = compare(one, text);
      if (each === "match") return each;
      if (each === "silent") verdict = each;
    }
  }
  return verdict;
}

function compare(drawn: string, known: string): SnippetVerdict {
  // In compatibility form "…" is three dots.
  const elided = drawn.endsWith("...") && !known.endsWith("...");
  const text = elided ? drawn.slice(0, -3) : drawn;
  const head = headOf(text);
  if (head === headOf(known) && (text.length >= COMPARED || text.length === known.length)) {
    return head.length >= ENOUGH ? "match" : "silent";
  }
  const part = known.startsWith(head) && (elided ? head.length >= ENOUGH : head.length >= CUT);
  return part ? "match" : "contradiction";
}
