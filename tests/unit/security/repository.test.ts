import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const tracked = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\0")
  .filter((path) => path !== "" && existsSync(join(root, path)));
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("The workflows", () => {
  const workflows = readdirSync(join(root, ".github/workflows")).map((name) => `.github/workflows/${name}`);

  it("use Actions by commit, with the version beside it", () => {
    const used = workflows.flatMap((path) =>
      [...read(path).matchAll(/uses:\s*(.+)/g)].map((match) => match[1] ?? ""),
    );
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((use) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use))).toEqual([]);
  });

  it("begin with the right to read alone, and leave no credentials in the clone", () => {
    for (const path of workflows) {
      expect(read(path), path).toMatch(/^permissions:\n {2}contents: read$/m);
      const checkouts = read(path).match(/actions\/checkout@/g) ?? [];
      expect(read(path).match(/persist-credentials: false/g), path).toHaveLength(checkouts.length);
    }
  });

  it("take secrets from GitHub's environment, and only to release", () => {
    const secret = workflows.filter((path) => /secrets\./.test(read(path)));
    expect(secret).toEqual([".github/workflows/release.yml"]);
    expect(read(".github/workflows/release.yml")).toMatch(/environment: release/);
    // An expression inside a script would let its value write the script.
    const scripts = [...read(".github/workflows/release.yml").matchAll(/run: \|\n((?: {10}.*\n)+)/g)];
    expect(scripts.map((match) => match[1]).join("")).not.toContain("${{");
  });
});

describe("The repository", () => {
  it("holds no key, certificate or environment file", () => {
    expect(tracked.filter((path) => /\.(?:pem|key|p12|crx|xpi|zip)$|(?:^|\/)\.env/.test(path))).toEqual([]);
    const keys =
      /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bAIza[\w-]{35}\b/;
    const texts = tracked.filter((path) => !/\.(?:png|ico|woff2?)$/.test(path));
    expect(texts.filter((path) => keys.test(read(path)))).toEqual([]);
  });

  it("has documents whose links to files lead somewhere", () => {
    const broken = tracked
      .filter((path) => path.endsWith(".md"))
      .flatMap((path) =>
        [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g)]
          .map((match) => match[1] ?? "")
          .filter((target) => !existsSync(join(root, normalize(join(dirname(path), target)))))
          .map((target) => `${path} → ${target}`),
      );
    expect(broken).toEqual([]);
  });
});

describe("The store listings", () => {
  const listings = readdirSync(join(root, "docs/store/listing"));

  it("exist in every language that is shipped", () => {
    const shipped = readdirSync(join(root, "public/_locales")).map((locale) => `${locale}.md`);
    expect(shipped.filter((name) => !listings.includes(name))).toEqual([]);
    expect([...listings].sort()).toEqual([
      "ar.md",
      "de.md",
      "en.md",
      "es.md",
      "fr.md",
      "pt_BR.md",
      "zh_CN.md",
    ]);
  });

  it.each(listings)(
    "%s fits the stores, names the paid service and says that we are not affiliated",
    (name) => {
      const text = read(`docs/store/listing/${name}`);
      const [, title, summary, description] =
        /^# (.+)\n\n## Summary\n\n(.+)\n\n## Description\n\n([\s\S]+)$/.exec(text) ?? [];
      expect(title?.length).toBeLessThanOrEqual(45);
      expect(summary?.length).toBeGreaterThan(20);
      expect(summary?.length).toBeLessThanOrEqual(132);
      expect(summary).toContain("ConnectSafely");
      // The same thing has the same name in the store and in the extension.
      const messages = JSON.parse(read(`public/_locales/${name.replace(".md", "")}/messages.json`)) as Record<
        string,
        { message: string }
      >;
      const flowing = description?.replaceAll("\n", " ");
      expect(summary).toBe(messages.extensionDescription?.message);
      expect(flowing).toContain(messages.menuMarkAllSeen?.message);
      expect(flowing).toContain(messages.menuMarkSeen?.message);
      expect(description?.length).toBeLessThan(16_000);
      expect(description).toContain("connectsafely.ai");
      expect(description?.trim().split("\n").at(-1)).toMatch(/LinkedIn.*ConnectSafely/);
    },
  );
});
