import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whenIdle } from "../../../lib/extension/idle";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("requestIdleCallback", (task: () => void) => void setTimeout(task, 1));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("the first task runs as soon as the page is idle", () => {
  const task = vi.fn();
  whenIdle()(task);
  vi.advanceTimersByTime(1);
  expect(task).toHaveBeenCalledOnce();
});

test("tasks that follow at once keep a distance, and none is lost", () => {
  const ran: number[] = [];
  const schedule = whenIdle();
  const again = () => {
    ran.push(performance.now());
    if (ran.length < 4) schedule(again);
  };
  schedule(again);
  vi.advanceTimersByTime(2_000);
  expect(ran).toHaveLength(4);
  expect(Math.min(...ran.slice(1).map((at, index) => at - (ran[index] ?? 0)))).toBeGreaterThanOrEqual(250);
});

test("after a pause the next one runs at once again", () => {
  const schedule = whenIdle();
  schedule(() => {});
  vi.advanceTimersByTime(1_000);
  const task = vi.fn();
  schedule(task);
  vi.advanceTimersByTime(1);
  expect(task).toHaveBeenCalledOnce();
});
