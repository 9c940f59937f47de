/** Of Stryker's JSON report what is used here. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

export interface Mutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status:
    | "Killed"
    | "Timeout"
    | "Survived"
    | "NoCoverage"
    | "Ignored"
    | "CompileError"
    | "RuntimeError";
  readonly statusReason?: string;
  readonly location: { readonly start: Place; readonly end: Place };
}

/** Both from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Survivor {
  readonly file: string;
  /** The line in which it begins, trimmed. */
  readonly line: string;
  readonly mutator: string;
  readonly before: string;
  readonly after: string;
}

/** The mutants that no test has noticed. */
export function survivors(report: Report): readonly Survivor[] {
  return Object.entries(report.files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split("\n");
    return mutants
      .filter(({ status }) => status === "Survived" || status === "NoCoverage")
      .map(({ mutatorName, replacement, location: { start, end } }) => {
        const line = lines[start.line - 1] ?? "";
        const to = start.line === end.line ? end.column - 1 : undefined;
        const before = line.slice(start.column - 1, to);
        return { file, line: line.trim(), mutator: mutatorName, before, after: replacement };
      });
  });
}
