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

test("the first call runs its task as soon as the page is idle", () => {
  const task = vi.fn();
  whenIdle(task)();
  vi.advanceTimersByTime(1);
  expect(task).toHaveBeenCalledOnce();
});

test("calls before the task has run are one", () => {
  const task = vi.fn();
  const call = whenIdle(task);
  call();
  call();
  vi.advanceTimersByTime(5_000);
  expect(task).toHaveBeenCalledOnce();
});

test("while one call follows the other the pause grows to two seconds, and the last is not lost", () => {
  const ran: number[] = [];
  const call = whenIdle(() => ran.push(performance.now()));
  const began = performance.now();
  const calling = setInterval(call, 50);
  vi.advanceTimersByTime(8_000);
  clearInterval(calling);
  call();
  const ended = performance.now();
  vi.advanceTimersByTime(5_000);
  const gaps = ran.slice(1, 5).map((at, index) => at - (ran[index] ?? 0));
  expect(gaps.map((gap) => Math.round(gap / 250) * 250)).toEqual([500, 1000, 2000, 2000]);
  expect(ran[0]).toBeLessThan(began + 100);
  expect(ran.at(-1)).toBeGreaterThan(ended);
});

test("after a quiet time a call runs its task at once again", () => {
  const task = vi.fn();
  const call = whenIdle(task);
  call();
  vi.advanceTimersByTime(3_000);
  call();
  vi.advanceTimersByTime(1);
  expect(task).toHaveBeenCalledTimes(2);
});
