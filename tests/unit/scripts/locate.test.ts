import { expect, test } from "vitest";
import { locateBrowser, MissingBrowserError, type Surroundings } from "../../../scripts/browsers/locate.ts";

function surroundings(programs: readonly string[], rest: Partial<Surroundings> = {}): Surroundings {
  return {
    platform: "linux",
    env: { PATH: "/usr/local/bin:/usr/bin" },
    isProgram: (path) => programs.includes(path),
    ...rest,
  };
}

test("an environment variable wins over what is installed", () => {
  const at = surroundings(["/opt/own/chrome", "/usr/bin/chromium"], {
    env: { PATH: "/usr/bin", CHROME_PATH: "/opt/own/chrome" },
  });
  expect(locateBrowser("chromium", at)).toBe("/opt/own/chrome");
});

test("a variable that points nowhere is an error that names it, not a reason to look elsewhere", () => {
  const at = surroundings(["/usr/bin/firefox"], { env: { PATH: "/usr/bin", FIREFOX_PATH: "/nowhere" } });
  expect(() => locateBrowser("firefox", at)).toThrow(MissingBrowserError);
  expect(() => locateBrowser("firefox", at)).toThrow(/FIREFOX_PATH is set to \/nowhere/);
});

test.each([["/usr/bin/chromium"], ["/usr/bin/google-chrome"], ["/usr/local/bin/microsoft-edge-stable"]])(
  "on Linux %s is found on the PATH",
  (program) => {
    expect(locateBrowser("chromium", surroundings([program]))).toBe(program);
  },
);

test("on macOS an app in the person's own Applications folder is found", () => {
  const app = "/Users/ada/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const at = surroundings([app], { platform: "darwin", env: { HOME: "/Users/ada" } });
  expect(locateBrowser("chromium", at)).toBe(app);
});

test("on Windows Edge is found where Chrome is missing", () => {
  const edge = "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe";
  const at = surroundings([edge], {
    platform: "win32",
    env: { PROGRAMFILES: "C:\\Program Files", "PROGRAMFILES(X86)": "C:\\Program Files (x86)" },
  });
  expect(locateBrowser("chromium", at)).toBe(edge);
});

test("without any browser there is none, and nothing is made up", () => {
  expect(locateBrowser("chromium", surroundings([]))).toBeUndefined();
  expect(locateBrowser("firefox", surroundings(["/usr/bin/chromium"]))).toBeUndefined();
});
