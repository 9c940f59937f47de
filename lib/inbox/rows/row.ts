import type { ThreadId } from "../../conversation";
import { threadOfHref } from "../place";
import { type Finder, SELECTORS, type SelectorName } from "../selectors";
import { cleanText } from "../text";

/** What a drawn row shows, read at one moment: rows are re-sorted and refilled in place, nothing of it lasts. */
export interface Row {
  readonly element: Element;
  /** An empty shell: out of sight, without name or sign. */
  readonly occluded: boolean;
  /** Empty when it has none. */
  readonly name: string;
  /** As drawn, sender prefix and all; undefined when the row has none. */
  readonly snippet: string | undefined;
  readonly unread: boolean;
  readonly active: boolean;
  readonly sponsored: boolean;
  /** From a link; most arms have none. */
  readonly threadId: ThreadId | undefined;
}

export const UNREAD_SIGNS = [
  "unreadCount",
  "unreadCard",
  "unreadSnippet",
  "unreadBadge",
  "unreadBold",
] as const satisfies readonly SelectorName[];

const ASIDE = SELECTORS.aside.join(",");

/** Rows in the order drawn, empty shells among them. `limit`: the first so many will do. */
export function readRows(list: Element, find: Finder, limit = Number.POSITIVE_INFINITY): Row[] {
  // Signs are looked up once for the whole list: asking each row for each of them costs ten times as much.
  const occluded = find.items(list, "occluded");
  const active = find.items(list, "active");
  const sponsored = find.items(list, "sponsored");
  const links = find.items(list, "link");
  const signs = UNREAD_SIGNS.map((sign) => find.items(list, sign));
  const rows: Row[] = [];
  for (const element of list.children) {
    if (rows.length >= limit) break;
    const name = find.first(element, "name");
    // Neither: the empty first item, or the one that loads more.
    if (!name && !occluded.has(element)) continue;
    const snippet = name && find.first(element, "snippet");
    rows.push({
      element,
      occluded: !name,
      name: name ? cleanText(textWithin(find.first(name, "nameText") ?? name)) : "",
      snippet: snippet && (cleanText(textWithin(snippet), 300) || undefined),
      unread: signs.some((items) => items.has(element)),
      active: active.has(element),
      sponsored: sponsored.has(element),
      threadId: threadOfHref(links.get(element)?.getAttribute("href"), element.ownerDocument.baseURI),
    });
  }
  return rows;
}

/** Text without pills and what only screen readers get. Not `innerText`: that would lay the page out. */
function textWithin(element: Element): string {
  if (element.querySelector(ASIDE) === null) return element.textContent ?? "";
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === node.TEXT_NODE) text += node.nodeValue;
    else if (node.nodeType === node.ELEMENT_NODE && !(node as Element).matches(ASIDE)) {
      text += textWithin(node as Element);
    }
  }
  return text;
}
