import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { changelogSection } from "../../../scripts/release/changelog";

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-11-24

### Fixed

- A thing.

## [1.1.0] - Unreleased

- Another.

## [1.0.0] - 2026-01-01
`;

describe("the changelog's section of a version", () => {
  it("is what stands between its heading and the next", () => {
    expect(changelogSection(CHANGELOG, "1.2.0")).toEqual({
      date: "2026-11-24",
      text: "### Fixed\n\n- A thing.",
    });
  });

  it("has no date while it says Unreleased", () => {
    expect(changelogSection(CHANGELOG, "1.1.0")).toEqual({ date: undefined, text: "- Another." });
  });

  it.each(["1.0.0", "Unreleased", "9.9.9", "1.2"])("is missing when empty or not there: %s", (version) => {
    expect(changelogSection(CHANGELOG, version)).toBeUndefined();
  });

  it("exists for the version of package.json", () => {
    const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
    const { version } = JSON.parse(read("package.json")) as { version: string };
    expect(changelogSection(read("CHANGELOG.md"), version)?.text).toMatch(/^### /);
  });
});
