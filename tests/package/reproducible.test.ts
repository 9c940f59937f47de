import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, inject, it } from "vitest";
import { SOURCE_FILES } from "../../scripts/package/contents.ts";
import { copyRepository, hash, lendModules, pack, zipOf } from "./pack.ts";
import { openPackage } from "./packages.ts";
import { readZip, unzip } from "./zip-file.ts";

const folders: string[] = [];

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "caught-up-again-"));
  folders.push(path);
  return path;
}

afterEach(async () => {
  for (const path of folders.splice(0)) await rm(path, { recursive: true, force: true });
});

describe("The packages can be made again", () => {
  it("two builds in different places, at different times, have the same bytes", async () => {
    const again = await folder();
    await copyRepository(again);
    await pack(again, "chrome");
    await pack(again, "firefox");
    for (const kind of ["chrome", "firefox", "sources"] as const) {
      expect(hash(zipOf(again, kind)), kind).toBe(hash(zipOf(inject("packed"), kind)));
    }
  });

  it("the sources zip alone rebuilds the Firefox package and itself", async () => {
    const again = await folder();
    await unzip(zipOf(inject("packed"), "sources"), again);
    await lendModules(again);
    await pack(again, "firefox");
    expect(hash(zipOf(again, "firefox"))).toBe(hash(zipOf(inject("packed"), "firefox")));
    expect(hash(zipOf(again, "sources"))).toBe(hash(zipOf(inject("packed"), "sources")));
  });

  it("the sources zip rebuilds the Chromium package as well", async () => {
    const again = await folder();
    await unzip(zipOf(inject("packed"), "sources"), again);
    await lendModules(again);
    await pack(again, "chrome");
    expect(hash(zipOf(again, "chrome"))).toBe(hash(zipOf(inject("packed"), "chrome")));
  });
});

describe("Only what is meant to be in a package gets in", () => {
  it("the sources zip holds nothing but sources, texts, icons and what builds them", () => {
    const files = [...readZip(zipOf(inject("packed"), "sources")).keys()];
    const odd = files.filter(
      (file) =>
        !SOURCE_FILES.includes(file) &&
        !/^(?:entrypoints|components|lib|scripts\/package)\/[\w./-]+\.(?:tsx?|css|html)$/.test(file) &&
        !/^public\/(?:icon\/\d+\.png|_locales\/\w+\/messages\.json)$/.test(file),
    );
    expect(odd).toEqual([]);
    expect(files).toContain("package-lock.json");
    expect(files).toContain("lib/connectsafely/endpoints.ts");
  });

  it("stray files and keys beside the sources stay out of the sources zip", async () => {
    const again = await folder();
    await unzip(zipOf(inject("packed"), "sources"), again);
    await lendModules(again);
    for (const stray of [
      "key.pem",
      ".env.submit",
      "lib/notes.txt",
      "entrypoints/api-key.json.bak",
      "lib/.secret",
    ]) {
      await writeFile(join(again, stray), "canary-4711");
    }
    await pack(again, "firefox");
    expect(hash(zipOf(again, "sources"))).toBe(hash(zipOf(inject("packed"), "sources")));
    expect(hash(zipOf(again, "firefox"))).toBe(hash(zipOf(inject("packed"), "firefox")));
  });

  it("a stray file in public/, which would be published, stops the packing", async () => {
    const again = await folder();
    await unzip(zipOf(inject("packed"), "sources"), again);
    await lendModules(again);
    await writeFile(join(again, "public/server.pem"), "canary-4711");
    await expect(pack(again, "chrome")).rejects.toThrow(/no place in a package.*server\.pem/s);
  });

  it.each(["chrome", "firefox"] as const)(
    "the %s package holds no source map and no machine's path",
    (browser) => {
      const { files } = openPackage(browser);
      for (const [file, content] of files) {
        if (file.endsWith(".png")) continue;
        const text = content.toString("utf8");
        expect(text, file).not.toMatch(
          /sourceMappingURL|node_modules|\/home\/|\/work\/|\/Users\/|caught-up-package-/,
        );
      }
    },
  );
});
