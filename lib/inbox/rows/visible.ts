/** Whether the element is drawn: the last thread's DOM, or a list of another view, may stay mounted but hidden. */
export function isVisible(element: Element): boolean {
  if (typeof element.checkVisibility === "function") {
    return element.checkVisibility({ visibilityProperty: true }) && element.closest("[hidden]") === null;
  }
  const view = element.ownerDocument.defaultView;
  for (let at: Element | null = element; at; at = at.parentElement) {
    if (at.hasAttribute("hidden")) return false;
    const style = view?.getComputedStyle(at);
    if (style?.display === "none" || style?.visibility === "hidden") return false;
  }
  return true;
}
