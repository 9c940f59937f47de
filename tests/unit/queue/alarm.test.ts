/**
 * The one alarm that wakes the queue, when the browser is slow to grant it or refuses.
 * Seen red by: a refused alarm taken for one that is set; an earlier alarm, refused late, forgetting the one that is
 * set; an alarm that is still asked for taken for one that is set.
 */
import { describe, expect, test } from "vitest";
import { Alarm } from "../../../lib/queue/alarm";

describe("the alarm", () => {
  test("that could not be armed is armed anew by the next who needs it", async () => {
    const { alarm, asked, reported } = setUp();
    const first = alarm.standBy();
    asked[0]?.refuse();
    expect(await first).toBe(false);
    expect(reported).toHaveLength(1);
    const second = alarm.standBy();
    expect(asked).toHaveLength(2);
    asked[1]?.grant();
    expect(await second).toBe(true);
    expect(await alarm.standBy()).toBe(true);
    expect(asked).toHaveLength(2);
  });

  test("is not forgotten because an earlier one is refused late", async () => {
    const { alarm, asked } = setUp();
    const first = alarm.arm(10_000);
    const second = alarm.arm(20_000);
    asked[1]?.grant();
    asked[0]?.refuse();
    expect(await Promise.all([first, second])).toEqual([false, true]);
    expect(await alarm.standBy()).toBe(true);
    expect(asked.map(({ time }) => time)).toEqual([10_000, 20_000]);
  });

  test("is asked for once by two who need it at once, and both learn what came of it", async () => {
    const { alarm, asked } = setUp();
    const both = [alarm.standBy(), alarm.standBy()];
    expect(asked).toHaveLength(1);
    asked[0]?.refuse();
    expect(await Promise.all(both)).toEqual([false, false]);
  });
});

function setUp() {
  const asked: { time: number; grant(): void; refuse(): void }[] = [];
  const reported: unknown[] = [];
  const wake = {
    at: (time: number) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      asked.push({ time, grant: resolve, refuse: () => reject(new Error("No SW")) });
      return promise;
    },
    clear: async () => {},
  };
  const alarm = new Alarm(
    wake,
    () => 0,
    (error) => reported.push(error),
  );
  return { alarm, asked, reported };
}
