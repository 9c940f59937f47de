import { describe, expect, it } from "vitest";
import { readyStores, STORES } from "../../../scripts/release/stores";

const firefox = { FIREFOX_EXTENSION_ID: "a@b", FIREFOX_JWT_ISSUER: "user:1", FIREFOX_JWT_SECRET: "s" };

describe("stores that a release can go to", () => {
  it("are none when nothing is set, and each left out says what it lacks", () => {
    const { ready, left } = readyStores({});
    expect(ready).toEqual([]);
    expect(left.map(({ missing }) => missing)).toEqual(STORES.map((store) => store.needs));
  });

  it("are those whose every secret is set; an empty one counts as not set", () => {
    expect(readyStores(firefox).ready.map(({ name }) => name)).toEqual(["addons.mozilla.org"]);
    const { ready, left } = readyStores({ ...firefox, FIREFOX_JWT_SECRET: "" });
    expect(ready).toEqual([]);
    expect(left.find(({ store }) => store.name === "addons.mozilla.org")?.missing).toEqual([
      "FIREFOX_JWT_SECRET",
    ]);
  });

  it("are told files only: no secret is ever an argument, which other programs could read", () => {
    const flags = STORES.flatMap((store) => store.flags((kind) => `${kind}.zip`));
    expect(flags).not.toContain(undefined);
    expect(flags.join(" ")).not.toMatch(/secret|private-key|api-key|jwt|token/);
    expect(flags).toContain("sources.zip");
  });
});
