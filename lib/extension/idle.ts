/** Ms between tasks. While they follow one another it doubles: a page that loads a long list answers many times a second. */
const GAP = 250;
const LONGEST_GAP = 2_000;

/**
 * Runs the task when the page is idle: at once the first time, then after a pause that grows as long as one call
 * follows the other. Calls that come before it has run are one.
 */
export function whenIdle(task: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let gap = GAP;
  let waits = false;
  const run = () => {
    waits = false;
    last = performance.now();
    task();
  };
  const idle = () => void requestIdleCallback(run, { timeout: 200 });
  return () => {
    if (waits) return;
    waits = true;
    const now = performance.now();
    gap = now > last + 2 * gap ? GAP : Math.min(LONGEST_GAP, 2 * gap);
    const wait = last + gap - now;
    if (wait > 0) setTimeout(idle, wait);
    else idle();
  };
}
