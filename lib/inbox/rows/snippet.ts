/**
 * How a row's snippet and the known text of the last message compare. `match` is evidence for, `contradiction`
 * against; `silent`: too short or missing, says nothing.
 */
export type SnippetVerdict = "match" | "contradiction" | "silent";

/** Characters, blanks not counted: below it a text is no evidence ("ok"), beyond the other it need not be compared. */
const ENOUGH = 6;
const COMPARED = 30;
/** A text cut without a sign of it is believed to be a part from here on. */
const CUT = 20;

export function compareSnippet(snippet: string | undefined, texts: readonly string[]): SnippetVerdict {
  if (snippet === undefined) return "silent";
  const known = texts.map(bare).filter((text) => text !== "");
  if (known.length === 0) return "silent";
  const drawn = withoutSender(snippet.normalize("NFKC"));
  const verdicts = drawn.flatMap((one) => known.map((text) => compare(bare(one), text)));
  if (verdicts.includes("match")) return "match";
  return verdicts.includes("silent") ? "silent" : "contradiction";
}

/** "You: …", "Ada: …", "Vous : …", "你：…": whatever the words, a sender ends at the first colon. */
function withoutSender(snippet: string): string[] {
  const colon = snippet.indexOf(":");
  return colon > 0 && colon <= 60 ? [snippet, snippet.slice(colon + 1)] : [snippet];
}

function compare(drawn: string, known: string): SnippetVerdict {
  // Compatibility form: "…" is three dots here.
  const elided = drawn.endsWith("...") && !known.endsWith("...");
  const text = elided ? drawn.slice(0, -3) : drawn;
  const head = text.slice(0, COMPARED);
  if (head === known.slice(0, COMPARED) && (text.length >= COMPARED || text.length === known.length)) {
    return head.length >= ENOUGH ? "match" : "silent";
  }
  const part = known.startsWith(head) && (elided ? head.length >= ENOUGH : head.length >= CUT);
  return part ? "match" : "contradiction";
}

/** Blanks and line breaks are the page's to arrange; control and bidi marks are dropped by it or not. */
function bare(text: string): string {
  return text.normalize("NFKC").replace(/[\s\p{Cc}\p{Cf}]+/gu, "");
}
