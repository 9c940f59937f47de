import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type BrowserKind, locateBrowser, locateCommand, MissingBrowserError } from "./locate.ts";

/** What stands in for a screen, a window manager and a keyboard where there are none. Linux only. */
const DISPLAY_TOOLS: Readonly<Record<string, string>> = {
  Xvfb: "xvfb",
  openbox: "openbox",
  xdotool: "xdotool",
};
const PACKAGES: Readonly<Record<BrowserKind, string>> = { chromium: "chromium", firefox: "firefox-esr" };
const NAMES: Readonly<Record<BrowserKind, string>> = {
  chromium: "Chromium, Chrome or Edge",
  firefox: "Firefox",
};
const VARIABLE: Readonly<Record<BrowserKind, string>> = {
  chromium: "CHROMIUM_PATH",
  firefox: "FIREFOX_PATH",
};

export interface Needs {
  readonly browsers: readonly BrowserKind[];
  /** Xvfb, openbox and xdotool, for tests that press real keys. */
  readonly display?: boolean;
}

/**
 * Finds what is needed, installing it on Debian and Ubuntu as root. Throws `MissingBrowserError` with what to
 * install otherwise: a missing browser is a failure, never a reason to skip.
 */
export function ensure(needs: Needs, log: (line: string) => void): void {
  const packages = missingPackages(needs);
  if (packages.length === 0) return;
  if (canInstall()) install(packages, log);
  const still = missingPackages(needs);
  if (still.length > 0) throw new MissingBrowserError(advice(needs, still));
}

/** The browser's path, once `ensure` has returned. */
export function browserPath(kind: BrowserKind): string {
  const path = locateBrowser(kind);
  if (path === undefined) throw new MissingBrowserError(advice({ browsers: [kind] }, [PACKAGES[kind]]));
  return path;
}

function missingPackages({ browsers, display = false }: Needs): string[] {
  const tools = display ? Object.entries(DISPLAY_TOOLS) : [];
  return [
    ...browsers.filter((kind) => locateBrowser(kind) === undefined).map((kind) => PACKAGES[kind]),
    ...tools.filter(([command]) => locateCommand(command) === undefined).map(([, name]) => name),
  ];
}

function canInstall(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  if (locateCommand("apt-get") === undefined) return false;
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

function install(packages: readonly string[], log: (line: string) => void): void {
  log(`Installing ${packages.join(", ")} with apt-get…`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]]) {
    const { status, stdout, stderr } = spawnSync("apt-get", args, { env, encoding: "utf8" });
    if (status !== 0) log(`apt-get ${args.join(" ")} failed:\n${stdout}${stderr}`);
  }
}

function advice({ browsers, display = false }: Needs, packages: readonly string[]): string {
  const lines = browsers
    .filter((kind) => packages.includes(PACKAGES[kind]))
    .map((kind) => `  ${NAMES[kind]}: install it, or set ${VARIABLE[kind]} to its program.`);
  const tools = Object.values(DISPLAY_TOOLS).filter((name) => display && packages.includes(name));
  if (tools.length > 0) lines.push(`  ${tools.join(", ")}: a screen and a keyboard for the tests.`);
  return [
    "Missing:",
    ...lines,
    `On Debian or Ubuntu: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(" ")}`,
  ].join("\n");
}
