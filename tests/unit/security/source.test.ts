import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "vite";
import { describe, expect, it } from "vitest";

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const sources = ["lib", "components", "entrypoints"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/")),
);
const nodes = sources.flatMap((file) => {
  const code = readFileSync(join(root, file), "utf8");
  const lang = file.endsWith("x") ? "tsx" : "ts";
  return walk(parseAst(code, { lang }) as unknown as Node).map((node) => ({ file, code, node }));
});

describe("The key in the source", () => {
  it("has a sample to judge", () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(nodes.length).toBeGreaterThan(10_000);
  });

  it("goes into an Authorization header in one file alone", () => {
    const files = nodes
      .filter(({ node }) => /^(?:authorization|bearer\b)/i.test(textOf(node)))
      .map(({ file }) => file);
    expect([...new Set(files)]).toEqual(["lib/connectsafely/exchange.ts"]);
  });

  it("can be sent by one file alone: no other speaks to a network", () => {
    const files = nodes
      .filter(({ file, node }) => {
        // The tap wraps the page's own functions and calls nothing but those.
        if (file.startsWith("lib/inbox/tap/")) return false;
        const callee =
          node.type === "CallExpression" || node.type === "NewExpression" ? node.callee : undefined;
        return /^(?:fetch|ky|XMLHttpRequest|WebSocket|EventSource|sendBeacon)$/.test(nameOf(callee));
      })
      .map(({ file }) => file);
    expect([...new Set(files)]).toEqual(["lib/connectsafely/exchange.ts"]);
  });

  it("is sent to one origin alone", () => {
    const addresses = nodes
      .filter(({ node }) => textOf(node).startsWith("https://") && textOf(node).includes("connectsafely"))
      .map(({ file, node }) => `${file}: ${textOf(node)}`);
    expect([...new Set(addresses)].sort()).toEqual([
      "components/key/KeyForm.tsx: https://connectsafely.ai/api-key",
      "lib/connectsafely/endpoints.ts: https://api.connectsafely.ai/linkedin",
      "lib/extension/permissions.ts: https://api.connectsafely.ai/*",
    ]);
  });

  it("is read from the vault by the accounts alone", () => {
    const files = nodes
      .filter(
        ({ node }) => node.type === "ImportDeclaration" && /\/key-vault$/.test(textOf(node.source as Node)),
      )
      .map(({ file }) => file);
    expect(files.sort()).toEqual(["lib/extension/accounts.ts", "lib/extension/background.ts"]);
    const [background] = nodes.filter(
      ({ file, node }) =>
        file === "lib/extension/background.ts" &&
        node.type === "ImportDeclaration" &&
        /\/key-vault$/.test(textOf(node.source as Node)),
    );
    const names = (background?.node.specifiers as Node[] | undefined)?.map((each) => nameOf(each.imported));
    expect(names).toEqual(["closeStorageToPages"]);
  });
});

describe("The browser's API", () => {
  it("is used only as far as docs/COMPATIBILITY.md says", () => {
    const used = nodes.flatMap(({ node }) =>
      node.type === "MemberExpression" &&
      (node.object as Node).type === "Identifier" &&
      nameOf(node.object) === "browser"
        ? [nameOf(node.property)]
        : [],
    );
    const table = readFileSync(join(root, "docs/COMPATIBILITY.md"), "utf8").split("| Besides |")[0] ?? "";
    const documented = [...table.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
    expect([...new Set(used)].sort()).toEqual([...documented].sort());
  });
});

describe("What is logged", () => {
  const calls = nodes.filter(({ node }) => {
    const callee = node.callee as Node | undefined;
    return node.type === "CallExpression" && nameOf(callee?.object) === "console";
  });

  it("is errors by name, never an error, request or answer object, which could hold the key", () => {
    const wrong = calls.flatMap(({ file, code, node }) =>
      (node.arguments as Node[])
        .filter((argument) => !isPlain(argument))
        .map((argument) => `${file}: ${code.slice(Number(argument.start), Number(argument.end))}`),
    );
    expect(wrong).toEqual([]);
  });

  it("comes from the background alone: what a content script logs, LinkedIn's page can read", () => {
    const files = [...new Set(calls.map(({ file }) => file))];
    expect(files.filter((file) => !file.startsWith("lib/extension/"))).toEqual([]);
  });
});

/** A text, or a choice between texts; `error.name` and `error.message` in a template, not the error itself. */
function isPlain(node: Node): boolean {
  if (node.type === "Literal") return true;
  if (node.type === "ConditionalExpression")
    return [node.consequent, node.alternate].every((each) => isPlain(each as Node));
  if (node.type === "MemberExpression") return /^(?:name|message)$/.test(nameOf(node.property));
  return node.type === "TemplateLiteral" && (node.expressions as Node[]).every(isPlain);
}

function walk(top: Node): Node[] {
  const found: Node[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      if (typeof (value as Node).type === "string") found.push(value as Node);
      Object.values(value).forEach(visit);
    }
  };
  visit(top);
  return found;
}

function nameOf(node: unknown): string {
  const { type, name, property } = (node ?? {}) as Node;
  if (type === "Identifier") return String(name);
  return type === "MemberExpression" ? nameOf(property) : "";
}

function textOf(node: Node): string {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  return node.type === "TemplateElement" ? String((node.value as { raw: string }).raw) : "";
}
