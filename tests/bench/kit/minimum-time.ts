/** Requests that the queue has in flight at once. */
export const IN_FLIGHT = 10;

/**
 * The least time that `n` requests can take, ms: a strict rolling window of `perMinute` (null: no limit), `latency`
 * ms a request, ten at once. The last window alone waits for its answers.
 */
export function minimumTime(n: number, perMinute: number | null, latency: number): number {
  if (perMinute === null) return latency * Math.ceil(n / IN_FLIGHT);
  const windows = Math.floor((n - 1) / perMinute);
  return windows * 60_000 + latency * Math.ceil((n - windows * perMinute) / IN_FLIGHT);
}
