import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { CONTENT_SCRIPT_APIS, leaner, USED_APIS } from "../../../scripts/package/lean-polyfill.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const polyfill = readFileSync(
  join(root, "node_modules/webextension-polyfill/dist/browser-polyfill.js"),
  "utf8",
);

test("Every API that the source calls is in the polyfill's shortened tables, or not in the long ones either", () => {
  const called = new Set(
    ["lib/extension", "entrypoints"]
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
          .filter((file) => /\.tsx?$/.test(file))
          .map((file) => readFileSync(join(root, folder, file), "utf8")),
      )
      .flatMap((code) => [...code.matchAll(/\bbrowser\.(\w+)[.[?]/g)].map(([, name = ""]) => name)),
  );
  expect(called.size).toBeGreaterThan(5);
  const tabled = [...called].filter((name) => new RegExp(`^ {8}"${name}": `, "m").test(polyfill));
  // The tables of i18n hold what only asks for languages, which nothing here does.
  expect(tabled.filter((name) => name !== "i18n" && !USED_APIS.includes(name))).toEqual([]);
});

test("The lean polyfill turns callbacks into promises as the long one does", async () => {
  const lean = leaner(polyfill);
  if (lean === undefined) throw new Error("not made lean");
  expect(lean.length).toBeLessThan(polyfill.length - 8_000);
  const script = lean.replace("export default module.exports;", "made(module.exports);");
  const browser = await new Promise<Promised>((made) =>
    runInNewContext(script, { made, chrome: callbacks() }),
  );
  expect(await browser.storage.local.get("a")).toEqual({ a: 1 });
  expect(await browser.alarms.clear("drain")).toBe(true);
  expect(browser.runtime.id).toBe("x");
});

// Seen red with no API left for them.
test("In a content script, what is sent to the background is a promise still", async () => {
  const script = leaner(polyfill, CONTENT_SCRIPT_APIS)?.replace(
    "export default module.exports;",
    "made(module.exports);",
  );
  const browser = await new Promise<Promised>((made) =>
    runInNewContext(script ?? "", { made, chrome: callbacks() }),
  );
  expect(await browser.runtime.sendMessage("hello")).toBe("hello, yourself");
});

test("A browser that has promises by itself is taken as it is", async () => {
  const script = (leaner(polyfill) ?? "").replace("export default module.exports;", "made(module.exports);");
  const chrome = callbacks();
  const browser = { runtime: { id: "x" } };
  const made = await new Promise((done) => runInNewContext(script, { made: done, chrome, browser }));
  expect(made).toBe(browser);
});

test("A polyfill of another shape is refused, so that somebody looks", () => {
  expect(leaner(polyfill.replace("const apiMetadata", "const metadata"))).toBeUndefined();
  expect(leaner(`export default ${polyfill}`)).toBeUndefined();
});

interface Promised {
  readonly runtime: { readonly id: string; sendMessage(message: string): Promise<unknown> };
  readonly storage: { readonly local: { get(key: string): Promise<unknown> } };
  readonly alarms: { clear(name: string): Promise<boolean> };
}

/** As Chrome was before it had promises. */
function callbacks() {
  return {
    runtime: {
      id: "x",
      onMessage: {},
      lastError: undefined,
      sendMessage: (message: string, done: (answer: string) => void) => done(`${message}, yourself`),
    },
    devtools: { network: { onRequestFinished: {} } },
    storage: { local: { get: (key: string, done: (found: object) => void) => done({ [key]: 1 }) } },
    alarms: { clear: (_name: string, done: (cleared: boolean) => void) => done(true) },
  };
}
