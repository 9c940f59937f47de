import type { FailReason, ItemFailure } from "../queue/run";

export interface FailureGroup {
  readonly reason: FailReason;
  readonly failures: readonly ItemFailure[];
}

/** By cause, the most frequent first. */
export function groupFailures(failures: readonly ItemFailure[]): readonly FailureGroup[] {
  const groups = new Map<FailReason, ItemFailure[]>();
  for (const failure of failures) {
    const group = groups.get(failure.reason);
    if (group) group.push(failure);
    else groups.set(failure.reason, [failure]);
  }
  return [...groups]
    .map(([reason, members]) => ({ reason, failures: members }))
    .sort((a, b) => b.failures.length - a.failures.length);
}

/** One line per conversation for "Copy details". `causes` gives the text of a reason in the person's language. */
export function failureDetails(
  failures: readonly ItemFailure[],
  causes: (reason: FailReason) => string,
): string {
  return failures
    .map(({ name, urn, reason, detail, attempts }) =>
      [name || urn, causes(reason), detail, `×${attempts}`, urn].filter(Boolean).join(" | "),
    )
    .join("\n");
}
