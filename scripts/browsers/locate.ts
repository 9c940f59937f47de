import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

export type BrowserKind = "chromium" | "firefox";

/** What the search may look at; passed in so that it can be tested without three operating systems. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The path is a file that may be run. */
  readonly isProgram: (path: string) => boolean;
}

export class MissingBrowserError extends Error {
  override readonly name = "MissingBrowserError";
}

/** First one set wins; set to a path without a program is an error, never passed over in silence. */
const VARIABLES: Record<BrowserKind, readonly string[]> = {
  chromium: ["CHROMIUM_PATH", "CHROME_PATH"],
  firefox: ["FIREFOX_PATH"],
};

const LINUX: Record<BrowserKind, readonly string[]> = {
  chromium: [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
  ],
  firefox: ["firefox-esr", "firefox"],
};

const MAC: Record<BrowserKind, readonly string[]> = {
  chromium: [
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  firefox: ["Firefox.app/Contents/MacOS/firefox"],
};

const WINDOWS: Record<BrowserKind, readonly string[]> = {
  chromium: [
    "Chromium\\Application\\chrome.exe",
    "Google\\Chrome\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
  ],
  firefox: ["Mozilla Firefox\\firefox.exe"],
};

/** Path of an installed browser, or undefined. */
export function locateBrowser(kind: BrowserKind, at: Surroundings = machine()): string | undefined {
  for (const variable of VARIABLES[kind]) {
    const path = at.env[variable];
    if (!path) continue;
    if (!at.isProgram(path))
      throw new MissingBrowserError(`${variable} is set to ${path}: no program there.`);
    return path;
  }
  return candidates(kind, at).find(at.isProgram);
}

/** Path of a command on the PATH, or undefined. */
export function locateCommand(name: string, at: Surroundings = machine()): string | undefined {
  return onPath(name, at.env).find(at.isProgram);
}

export function machine(): Surroundings {
  return { platform: process.platform, env: process.env, isProgram };
}

function candidates(kind: BrowserKind, { platform, env }: Surroundings): string[] {
  if (platform === "darwin") {
    const roots = ["/Applications", join(env.HOME ?? "/", "Applications")];
    return MAC[kind].flatMap((app) => roots.map((root) => `${root}/${app}`));
  }
  if (platform === "win32") {
    const roots = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((name) => env[name] ?? []);
    return WINDOWS[kind].flatMap((app) => roots.map((root) => `${root}\\${app}`));
  }
  return LINUX[kind].flatMap((name) => onPath(name, env));
}

function onPath(name: string, env: Surroundings["env"]): string[] {
  return (env.PATH ?? "")
    .split(delimiter)
    .filter((directory) => directory !== "")
    .map((directory) => join(directory, name));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
