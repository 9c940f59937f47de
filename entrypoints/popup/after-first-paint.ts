/** A page in the background is not painted; there the work begins all the same. */
const AT_MOST_MS = 100;

/**
 * The frame that index.html draws is painted first: what is stored can be long, and taking it in would hold up the
 * paint, so that a popup with thousands of conversations would open later than one with ten.
 */
export function afterFirstPaint(work: () => void): void {
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    work();
  };
  requestAnimationFrame(() => setTimeout(begin));
  setTimeout(begin, AT_MOST_MS);
}
