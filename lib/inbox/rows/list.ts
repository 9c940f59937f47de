import { FILTER_ATTRIBUTE, type Finder } from "../selectors";
import { isVisible } from "./visible";

/** What hides conversations from the drawn list. `other`: a search or a filter that data says nothing about. */
export type Filter = "none" | "unread" | "starred" | "other";

/** The drawn conversation list, the hidden ones of other views and the panel's not counted. */
export function findList(document: Document, find: Finder): Element | undefined {
  const first = find.first(document, "list");
  if (!first || isVisible(first)) return first;
  return find.all(document, "list").find(isVisible);
}

/** The list offers more than it has drawn: a beacon, or a button outside of any row. */
export function goesOn(list: Element, find: Finder): boolean {
  if (find.first(list, "beacon")) return true;
  const last = list.lastElementChild;
  return last !== null && !find.first(last, "name") && last.querySelector("button") !== null;
}

export function filterOf(document: Document, location: string | undefined, find: Finder): Filter {
  const query = location !== undefined && URL.canParse(location) ? new URL(location).searchParams : undefined;
  if (query?.get("searchTerm")) return "other";
  const pill = find.first(document, "filter")?.getAttribute(FILTER_ATTRIBUTE) ?? query?.get("filter");
  if (!pill) return "none";
  const name = pill.toUpperCase();
  if (name === "UNREAD") return "unread";
  return name === "STARRED" ? "starred" : "other";
}
