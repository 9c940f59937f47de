import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** Rooms, and what each may import besides itself. A file or folder that is in no room fails: decide where it belongs. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "lib/conversation.ts": [],
  "lib/settings.ts": ["lib/conversation.ts"],
  "lib/inbox": ["lib/conversation.ts", "lib/settings.ts"],
  "lib/connectsafely": ["lib/conversation.ts", "lib/settings.ts"],
  "lib/queue": ["lib/conversation.ts", "lib/settings.ts"],
  // What people are shown of conversations and runs: decided without a browser, drawn by components.
  "lib/selection": ["lib/conversation.ts", "lib/settings.ts", "lib/queue"],
  "lib/outcome": ["lib/conversation.ts", "lib/settings.ts", "lib/queue"],
  "lib/extension": [
    "lib/conversation.ts",
    "lib/settings.ts",
    "lib/inbox",
    "lib/connectsafely",
    "lib/queue",
    "lib/selection",
    "lib/outcome",
    "public",
  ],
  components: [
    "lib/conversation.ts",
    "lib/settings.ts",
    "lib/inbox",
    "lib/connectsafely",
    "lib/queue",
    "lib/selection",
    "lib/outcome",
    // Texts and the protocol's types; the rest of the seam would bring the browser's API along.
    "lib/extension/host.ts",
    "lib/extension/i18n.ts",
    "lib/extension/messages.ts",
  ],
  entrypoints: ["components", "lib"],
};

/** The only rooms that may import these packages. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  "wxt/browser": ["lib/extension"],
  idb: ["lib/extension", "lib/queue"],
  ky: ["lib/connectsafely"],
  preact: ["components", "entrypoints"],
};

const root = fileURLToPath(new URL("../..", import.meta.url));
const sources = ["lib", "components", "entrypoints"].flatMap((folder) => sourceFiles(folder));

describe("The arrows between layers run one way", () => {
  test("every source file is in a room", () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  test("a room imports only what it may", () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((target) => target.path !== undefined && !mayImport(file, target.path))
        .map((target) => `${file} → ${target.path}`),
    );
    expect(wrong).toEqual([]);
  });

  test("a package stays in the rooms that own it", () => {
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .filter((target) => !mayUsePackage(file, target.specifier))
        .map((target) => `${file} → ${target.specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test("only lib/extension touches the browser's extension API", () => {
    const wrong = sources.filter(
      (file) =>
        !file.startsWith("lib/extension/") && /(?<![\w.$])(?:browser|chrome)\s*\??\./.test(codeOf(file)),
    );
    expect(wrong).toEqual([]);
  });
});

describe("House rules that a reader relies on", () => {
  test("no barrel files and no utils", () => {
    const named = sources.filter((file) => /^(?:index|utils?|helpers?)\.tsx?$/.test(basename(file)));
    const passingOn = sources.filter((file) =>
      /^\s*export\s+(?:type\s+)?[*{][^;]*\bfrom\b/m.test(codeOf(file)),
    );
    expect([...named, ...passingOn]).toEqual([]);
  });

  test("what matches LinkedIn's markup is in lib/inbox/selectors.ts alone", () => {
    // A tag or [hidden] is HTML's own; a class, an id or any other attribute is LinkedIn's.
    const asked =
      /\b(?:querySelector(?:All)?|closest|matches)\(\s*(["'`])(?:(?!\1).)*(?:[.#]|\[(?!hidden\]))/;
    const classes = /["'`][^"'`\n]*\b(?:msg-|artdeco-|scaffold-)/;
    const wrong = sources
      .filter((file) => file.startsWith("lib/") && file !== "lib/inbox/selectors.ts")
      .filter((file) => asked.test(codeOf(file)) || classes.test(codeOf(file)));
    expect(wrong).toEqual([]);
  });

  test("files are named in kebab-case, those of one component in PascalCase", () => {
    const wrong = sources.filter((file) => {
      const name = basename(file).replace(/\.(?:content\.)?tsx?$/, "");
      const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
      const pascal = /^[A-Z][A-Za-z0-9]*$/;
      const component = file.startsWith("components/") && file.endsWith(".tsx");
      return !(kebab.test(name) || (component && pascal.test(name)));
    });
    expect(wrong).toEqual([]);
  });
});

interface Import {
  readonly specifier: string;
  /** Repository-relative, for what is imported by a relative path. */
  readonly path: string | undefined;
}

function importsOf(file: string): Import[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s(?:[^;"']*?\sfrom\s*)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/g;
  return [...readFileSync(join(root, file), "utf8").matchAll(pattern)].map((match) => {
    const specifier = match[1] ?? match[2] ?? "";
    const path = specifier.startsWith(".") ? normalize(join(dirname(file), specifier)) : undefined;
    return { specifier, path: path === undefined ? undefined : existing(path) };
  });
}

/** The path with the extension that an import leaves out. */
function existing(path: string): string {
  const found = ["", ".ts", ".tsx"].map((end) => path + end).find((each) => sources.includes(each));
  return found ?? path;
}

function mayImport(from: string, to: string): boolean {
  const room = roomOf(from);
  if (room === undefined) return false;
  return [room, ...(ROOMS[room] ?? [])].some((allowed) => to === allowed || to.startsWith(`${allowed}/`));
}

function mayUsePackage(file: string, specifier: string): boolean {
  const owners = Object.entries(PACKAGES).find(
    ([name]) => specifier === name || specifier.startsWith(`${name}/`),
  )?.[1];
  if (owners) return owners.some((owner) => file.startsWith(`${owner}/`));
  if (specifier.startsWith("wxt/")) return /^wxt\/utils\/define-[a-z-]+$/.test(specifier);
  return specifier !== "webextension-polyfill" && !specifier.startsWith("#");
}

function roomOf(file: string): string | undefined {
  return Object.keys(ROOMS).find((room) => file === room || file.startsWith(`${room}/`));
}

/** Source without comments, so that prose about `browser.*` does not count. */
function codeOf(file: string): string {
  return readFileSync(join(root, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|(?<![:"'`\w])\/\/[^\n]*/g, "");
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}
