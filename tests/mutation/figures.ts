import { KINDS, kindOf } from "./kinds.ts";
import { type Mutant, type Report, type Survivor, survivors } from "./report.ts";

const FOLDERS = ["lib/queue", "lib/connectsafely"];

/** What docs/RELIABILITY.md shows of a run over everything. */
export function figures(report: Report): string {
  const all = Object.values(report.files).flatMap(({ mutants }) => mutants);
  const left = survivors(report);
  return [
    "| | Mutants | Noticed by a test | By a test that no longer ends | Survived | Reached by no test | Score |",
    "|---|---|---|---|---|---|---|",
    ...FOLDERS.map((folder) => row(`\`${folder}\``, inFolder(report, folder))),
    row("All", all),
    "",
    `Left out by a comment in the code: ${count(all, "Ignored")}. What the survivors are:`,
    "",
    "| Survivors | What was changed | Why no test can or need notice |",
    "|---|---|---|",
    ...sorted(left).map(([kind, why, n]) => `| ${n} | ${kind} | ${why} |`),
  ].join("\n");
}

function inFolder(report: Report, folder: string): readonly Mutant[] {
  return Object.entries(report.files).flatMap(([file, { mutants }]) =>
    file.startsWith(`${folder}/`) ? mutants : [],
  );
}

function row(name: string, mutants: readonly Mutant[]): string {
  const [killed, timeout, survived, unreached] = (
    ["Killed", "Timeout", "Survived", "NoCoverage"] as const
  ).map((status) => count(mutants, status)) as [number, number, number, number];
  const valid = killed + timeout + survived + unreached;
  const score = ((100 * (killed + timeout)) / valid).toFixed(1);
  return `| ${name} | ${valid} | ${killed} | ${timeout} | ${survived} | ${unreached} | ${score} % |`;
}

function count(mutants: readonly Mutant[], status: Mutant["status"]): number {
  return mutants.filter((mutant) => mutant.status === status).length;
}

/** The largest kind first; what nobody has looked at last, by its place. */
function sorted(left: readonly Survivor[]): readonly (readonly [string, string, number])[] {
  const known = KINDS.map(
    ({ name, why }, n) => [name, why, left.filter((survivor) => kindOf(survivor) === n).length] as const,
  );
  const strange = left.filter((survivor) => kindOf(survivor) < 0);
  const places = [...new Set(strange.map(({ file, line }) => `${file}: \`${line.replaceAll("|", "\\|")}\``))];
  return [
    ...known.filter(([, , n]) => n > 0).sort((a, b) => b[2] - a[2]),
    ...(strange.length > 0 ? [["Not looked at yet", places.join("<br>"), strange.length] as const] : []),
  ];
}
