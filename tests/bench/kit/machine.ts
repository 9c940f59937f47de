import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem } from "node:os";
import { browserPath } from "../../../scripts/browsers/ensure.ts";

/** What the figures were made on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly chromium: string;
  readonly curl: string;
  readonly commit: string;
  /** Of the last minute, before the first measurement. */
  readonly load: number;
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.versions.node,
    chromium: firstLine(browserPath("chromium"), ["--version"]),
    curl: firstLine("curl", ["--version"]).split(" ").slice(0, 2).join(" "),
    commit: firstLine("git", ["describe", "--always", "--dirty"]),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

function firstLine(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .split("\n", 1)
      .join("")
      .trim();
  } catch {
    return "not found";
  }
}
