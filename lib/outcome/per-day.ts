export interface DayCount {
  /** Local calendar day, `2026-11-03`. */
  readonly day: string;
  readonly count: number;
}

/** The last `days` local days up to today, oldest first, those without anything included. */
export function everyDay(counted: readonly DayCount[], days: number, now: number): readonly DayCount[] {
  const counts = new Map(counted.map(({ day, count }) => [day, count]));
  const today = new Date(now);
  return Array.from({ length: days }, (_, i) => {
    // By the calendar, not by 24 hours: a day of the time change has 23 or 25.
    const day = localDay(new Date(today.getFullYear(), today.getMonth(), today.getDate() - (days - 1 - i)));
    return { day, count: counts.get(day) ?? 0 };
  });
}

/** The start of a local day as epoch ms. */
export function dayStart(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date).getTime();
}

function localDay(date: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
