/** The local calendar day of a moment, `2026-11-03`. */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Epoch ms of the next local midnight, or of a later one. Not 24 h further: days with a clock change have 23 or 25. */
export function nextDay(time: number, days = 1): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}
