import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { strangers } from "../../scripts/package/contents.ts";
import { CHROME_BUILD, FIREFOX_BUILD } from "../e2e/harness/builds.ts";
import { zipOf } from "./pack.ts";
import { BROWSERS, openPackage } from "./packages.ts";

interface Lint {
  readonly summary: { readonly errors: number; readonly warnings: number };
  readonly errors: readonly unknown[];
  readonly warnings: readonly unknown[];
}

describe("What the stores check", () => {
  it("addons-linter finds neither an error nor a warning in the Firefox package", async () => {
    const { summary, errors, warnings } = await lint(zipOf(inject("packed"), "firefox"));
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
    expect(summary).toMatchObject({ errors: 0, warnings: 0 });
  });

  it.each(BROWSERS)("the %s package holds only intended files and is small", (browser) => {
    const { files, path } = openPackage(browser);
    expect(files.size).toBeGreaterThan(8);
    expect(strangers([...files.keys()])).toEqual([]);
    expect(statSync(path).size).toBeLessThanOrEqual(200 * 1024);
  });

  it.each([
    ["chrome", CHROME_BUILD],
    ["firefox", FIREFOX_BUILD],
  ] as const)("the %s package is what the end-to-end tests drive", (browser, folder) => {
    const built = new Map(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [relative(folder, path).replaceAll(sep, "/"), readFileSync(path)] as const),
    );
    const { files } = openPackage(browser);
    expect([...built.keys()].sort(), "Older build? npm run test:package makes it anew").toEqual(
      [...files.keys()].sort(),
    );
    expect([...files].filter(([file, content]) => !built.get(file)?.equals(content))).toEqual([]);
  });

  it.each(BROWSERS)("every language of the %s package has a name and description that fit", (browser) => {
    const { files, text } = openPackage(browser);
    const locales = [...files.keys()].filter((file) => file.startsWith("_locales/"));
    expect(locales).toContain("_locales/en/messages.json");
    for (const file of locales) {
      const messages = JSON.parse(text(file)) as Record<string, { message: string }>;
      const length = (key: string) => messages[key]?.message.length ?? 0;
      // addons.mozilla.org takes 45 characters of a name, the Chrome Web Store 132 of a description.
      expect(length("extensionName"), file).toBeGreaterThan(1);
      expect(length("extensionName"), file).toBeLessThanOrEqual(45);
      expect(length("extensionDescription"), file).toBeGreaterThan(20);
      expect(length("extensionDescription"), file).toBeLessThanOrEqual(132);
    }
  });
});

/** The command as a reviewer runs it; its exit code is 1 when it finds an error, so only the report counts. */
function lint(path: string): Promise<Lint> {
  const command = join(
    dirname(createRequire(import.meta.url).resolve("addons-linter/package.json")),
    "bin/addons-linter",
  );
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [command, "--output", "json", path],
      { maxBuffer: 16e6 },
      (error, stdout, stderr) => {
        try {
          resolve(JSON.parse(stdout) as Lint);
        } catch {
          reject(new Error(`addons-linter gave no report: ${stderr}`, { cause: error }));
        }
      },
    );
  });
}
