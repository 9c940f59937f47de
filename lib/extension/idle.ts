/** Ms. A page that loads a long list answers many times a second, and telling of it costs the page each time. */
const GAP = 250;

/**
 * Runs tasks when the page is idle: the first at once, others no sooner than a quarter of a second after the last.
 * At most one is outstanding.
 */
export function whenIdle(): (task: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (task) => {
    const run = () => {
      last = performance.now();
      task();
    };
    const idle = () => void requestIdleCallback(run, { timeout: 200 });
    const wait = last + GAP - performance.now();
    if (wait > 0) setTimeout(idle, wait);
    else idle();
  };
}
