const EDITORS = 'textarea, [contenteditable=""], [contenteditable="true"], [role="textbox"]';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whether something that a person writes in lies under the box (of the window's own coordinates), inner frames included. */
export function coversEditor(box: Box, document: Document): boolean {
  const here = [...document.querySelectorAll(EDITORS)].some((editor) =>
    overlap(box, editor.getBoundingClientRect()),
  );
  return here || [...document.querySelectorAll("iframe")].some((frame) => coversInner(box, frame));
}

function coversInner(box: Box, frame: HTMLIFrameElement): boolean {
  // Null for another site's frame.
  const inner = frame.contentDocument;
  const place = frame.getBoundingClientRect();
  if (!inner || !overlap(box, place)) return false;
  const moved = {
    left: box.left - place.left,
    top: box.top - place.top,
    right: box.right - place.left,
    bottom: box.bottom - place.top,
  };
  return coversEditor(moved, inner);
}

function overlap(one: Box, other: Box): boolean {
  const isDrawn = other.right > other.left && other.bottom > other.top;
  return (
    isDrawn &&
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}
