import { parseAst } from "vite";
import { describe, expect, it } from "vitest";
import { BROWSERS, openPackage } from "./packages.ts";

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const FORBIDDEN_MEMBERS = new Set([
  "innerHTML",
  "outerHTML",
  "insertAdjacentHTML",
  "createContextualFragment",
]);

describe.each(BROWSERS)("The code in the %s package", (browser) => {
  const { files, scripts, text } = openPackage(browser);
  const nodes = [...scripts].flatMap(([file, code]) => walk(parseAst(code) as unknown as Node, file));

  it("makes no code from text", () => {
    const found = nodes.filter(({ node }) => {
      if (node.type !== "CallExpression" && node.type !== "NewExpression") return false;
      const callee = nameOf(node.callee);
      const [first] = node.arguments as Node[];
      const evaluates = callee === "eval" || callee === "Function" || callee === "importScripts";
      const timed = (callee === "setTimeout" || callee === "setInterval") && isText(first);
      return evaluates || timed;
    });
    expect(places(found)).toEqual([]);
  });

  it("loads no code but its own chunks", () => {
    const found = nodes.filter(({ node }) => {
      if (node.type !== "ImportExpression" && node.type !== "ImportDeclaration") return false;
      return !/^\.\.?\/[\w./-]+\.js$/.test(String((node.source as Node).value));
    });
    expect(places(found)).toEqual([]);
    for (const file of [...files.keys()].filter((name) => name.endsWith(".html"))) {
      const sources = [...text(file).matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? "");
      expect(
        sources.filter((source) => !/^\/(?:chunks|assets|icon)\/[\w-]+\.(?:js|css|png)$/.test(source)),
      ).toEqual([]);
      expect(text(file)).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+=|<style|javascript:/i);
    }
  });

  it("writes no markup from text", () => {
    const found = nodes.filter(({ node }) => {
      if (node.type === "MemberExpression") return FORBIDDEN_MEMBERS.has(nameOf(node.property) ?? "");
      if (node.type !== "CallExpression") return false;
      const member = node.callee as Node;
      return nameOf(member.object) === "document" && /^write(?:ln)?$/.test(nameOf(member.property) ?? "");
    });
    expect(places(found)).toEqual([]);
  });

  it("knows no address but LinkedIn's, ConnectSafely's and names of standards", () => {
    const hosts = new Set(
      nodes.flatMap(({ node }) =>
        [...textOf(node).matchAll(/\b(?:https?|wss?):\/\/([^\s/"'`]+)/g)].map((match) => match[1]),
      ),
    );
    expect([...hosts].sort()).toEqual([
      "api.connectsafely.ai",
      "connectsafely.ai",
      // ky asks the browser whether a Request takes a stream; it is never fetched.
      "empty.invalid",
      // ky's advice in an error text.
      "github.com",
      "www.linkedin.com",
      // Names of XML namespaces.
      "www.w3.org",
    ]);
  });

  it("can build an Authorization header in the background alone", () => {
    const holders = [...scripts]
      .filter(([, code]) => /bearer|authorization/i.test(code))
      .map(([file]) => file);
    expect(holders).toEqual(["background.js"]);
  });

  it("has no other way to send than fetch, and that in the background alone", () => {
    const callers = nodes
      .filter(({ file, node }) => {
        // The tap wraps the page's own; that it sends nothing itself, the page tests see.
        if (file === "content-scripts/tap.js") return false;
        const name = node.type === "MemberExpression" ? nameOf(node.property) : nameOf(node);
        return /^(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection)$/.test(
          name ?? "",
        );
      })
      .map(
        ({ file, node }) =>
          `${file}: ${node.type === "MemberExpression" ? nameOf(node.property) : nameOf(node)}`,
      );
    expect([...new Set(callers)]).toEqual(["background.js: fetch"]);
  });

  it("keeps the page's world free of the extension's API, its name and its address", () => {
    const tap = text("content-scripts/tap.js");
    expect(tap).not.toMatch(/\b(?:chrome|browser)\b|extension:\/\/|caught.?up|connectsafely/i);
    // Of WXT no more than its word for a script that broke, which production builds never print.
    expect(tap).not.toMatch(/wxt/i);
    expect(tap).not.toMatch(/^\s*(?:import|export)\b/);
    const [statement, ...more] = (parseAst(tap).body as unknown as Node[]).filter(
      (each) => each.type !== "EmptyStatement",
    );
    // One anonymous function, called at once: no declaration at the top that would become a global.
    expect(more).toEqual([]);
    expect(statement?.type).toBe("ExpressionStatement");
    expect((statement?.expression as Node | undefined)?.type).toBe("CallExpression");
  });

  it("stores nothing beside the extension's own storage and never in the page's", () => {
    const found = nodes.filter(({ node }) =>
      /^(?:localStorage|sessionStorage|cookie)$/.test(nameOf(node) ?? ""),
    );
    expect(places(found)).toEqual([]);
  });
});

interface Place {
  readonly file: string;
  readonly node: Node;
}

function walk(root: Node, file: string): Place[] {
  const found: Place[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null) {
      if (typeof (value as Node).type === "string") found.push({ file, node: value as Node });
      Object.values(value).forEach(visit);
    }
  };
  visit(root);
  return found;
}

function nameOf(node: unknown): string | undefined {
  const { type, name, value } = (node ?? {}) as Node;
  if (type === "Identifier") return String(name);
  return type === "Literal" && typeof value === "string" ? value : undefined;
}

function textOf(node: Node): string {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  return node.type === "TemplateElement" ? String((node.value as { raw: string }).raw) : "";
}

function isText(node: Node | undefined): boolean {
  return node?.type === "TemplateLiteral" || (node?.type === "Literal" && typeof node.value === "string");
}

function places(found: readonly Place[]): string[] {
  return found.map(({ file, node }) => `${file}: ${node.type} at ${String(node.start)}`);
}
