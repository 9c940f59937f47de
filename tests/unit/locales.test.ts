import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAst } from "vite";
import { describe, expect, test } from "vitest";

type Messages = Readonly<Record<string, { readonly message: string; readonly description?: string }>>;

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "public/_locales");
const english = messagesOf("en");
const languages = readdirSync(folder).sort();
const sources = ["lib", "components", "entrypoints"].flatMap((room) => filesOf(room, /\.tsx?$/));
const trees = sources.map((file) => ({ file, nodes: walk(parse(file)) }));

/** Keys without plural forms, and the stems of those with. */
const stems = new Set(Object.keys(english).flatMap((key) => /^(.+)_other$/.exec(key)?.[1] ?? []));
const plain = Object.keys(english).filter((key) => !stems.has(key.replace(/_[a-z]+$/, "")));

describe("The languages", () => {
  test("are the ones that are shipped", () => {
    expect(languages).toEqual(["ar", "de", "en", "es", "fr", "pt_BR", "zh_CN"]);
    expect(plain.length).toBeGreaterThan(150);
    expect(stems.size).toBeGreaterThan(20);
  });

  test.each(languages)("%s bears its own tag, which Intl knows", (language) => {
    const tag = messagesOf(language).languageTag?.message ?? "";
    expect(tag).toBe(language.replace("_", "-"));
    expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
    expect(Intl.PluralRules.supportedLocalesOf(tag)).toEqual([tag]);
  });

  test.each(languages)(
    "%s has every key, every plural form of its language, and nothing else",
    (language) => {
      const categories = categoriesOf(language);
      const wanted = [
        ...plain,
        ...[...stems].flatMap((stem) => categories.map((category) => `${stem}_${category}`)),
      ];
      const messages = messagesOf(language);
      expect(Object.keys(messages).sort()).toEqual(wanted.sort());
      expect(Object.entries(messages).filter(([, { message }]) => message.trim() === "")).toEqual([]);
    },
  );

  test.each(languages)("%s has the placeholders of the English texts", (language) => {
    const messages = messagesOf(language);
    const differing = Object.keys(messages).filter((key) => {
      const [, stem = "", category = ""] = /^(.+)_([a-z]+)$/.exec(key) ?? [];
      const wanted = placeholdersOf(english[stems.has(stem) ? `${stem}_other` : key]?.message ?? "");
      const found = placeholdersOf(messages[key]?.message ?? "");
      // "One conversation" needs no digit where the form stands for one number alone.
      const optional = stems.has(stem) && standsForOneNumber(language, category) ? "$1" : "";
      return (
        [...found].some((each) => !wanted.has(each)) ||
        [...wanted].some((each) => !found.has(each) && each !== optional)
      );
    });
    expect(differing).toEqual([]);
  });

  test.each(languages)("%s says the name of a button within its longer name", (language) => {
    const { markUnreadAgain, markOneUnreadAgain } = messagesOf(language);
    // WCAG 2.5.3: who speaks what is seen must reach it.
    expect(markOneUnreadAgain?.message).toContain(markUnreadAgain?.message);
  });
});

describe("The keys", () => {
  const used = new Set(trees.flatMap(({ nodes }) => nodes.flatMap(literalOf)));
  const manifest = readFileSync(join(root, "wxt.config.ts"), "utf8");
  const inManifest = [...manifest.matchAll(/__MSG_(\w+)__/g)].map(([, key = ""]) => key);

  test("are all used", () => {
    const unused = [...plain, ...stems].filter((key) => !used.has(key) && !inManifest.includes(key));
    expect(unused).toEqual([]);
  });

  test("that the manifest names are all there", () => {
    expect(inManifest.length).toBeGreaterThan(2);
    expect(inManifest.filter((key) => !plain.includes(key))).toEqual([]);
  });
});

describe("The source", () => {
  /** Attributes that are read out or shown. */
  const SPOKEN =
    /^(?:alt|aria-(?:description|label|placeholder|roledescription|valuetext)|label|legend|placeholder|summary|title)$/;
  /** A chord is written on the keys. */
  const CHORD = /^(?:(?:Alt|Ctrl|Shift)\+)+\w$/;

  test("has no visible text of its own", () => {
    const found = trees.flatMap(({ file, nodes }) =>
      nodes.flatMap(visibleTexts).map((text) => `${file}: ${text.trim()}`),
    );
    expect(found).toEqual([]);
  });

  test("would be caught with one", () => {
    const code = `<p title="Hello" class="no">{on ? "Yes" : t("no")} {n > 0 && \`\${n} left\`} plain <b>{t("x")}</b></p>`;
    const nodes = walk(parseAst(code, { lang: "tsx" }) as unknown as Node);
    const found = nodes.flatMap(visibleTexts).map((text) => text.trim());
    expect(found.sort()).toEqual(["Hello", "Yes", "left", "plain"]);
  });

  test("has pages that say nothing but the product's name before they are drawn", () => {
    const pages = filesOf("entrypoints", /\.html$/);
    expect(pages.length).toBeGreaterThan(3);
    const texts = pages.flatMap((file) =>
      readFileSync(join(root, file), "utf8")
        .replace(/<!--.*?-->/gs, "")
        .split(/<[^>]*>/)
        .filter((text) => /\p{L}/u.test(text)),
    );
    expect([...new Set(texts)]).toEqual([english.extensionName?.message]);
  });

  function visibleTexts(node: Node): string[] {
    if (node.type === "JSXText") return letters(String(node.value));
    if (node.type === "JSXElement" || node.type === "JSXFragment")
      return (node.children as Node[]).flatMap((child) =>
        child.type === "JSXExpressionContainer" ? shown(child.expression as Node) : [],
      );
    if (node.type === "JSXAttribute") {
      const { name } = node.name as { name: unknown };
      if (!SPOKEN.test(String(name)) || node.value === null) return [];
      const value = node.value as Node;
      return shown(value.type === "JSXExpressionContainer" ? (value.expression as Node) : value);
    }
    return [];
  }

  /** The texts that an expression can come to; what a call answers is not its business. */
  function shown(expression: Node): string[] {
    switch (expression.type) {
      case "Literal":
        return typeof expression.value === "string" ? letters(expression.value) : [];
      case "TemplateLiteral":
        return (expression.quasis as { value: { cooked: string } }[]).flatMap(({ value }) =>
          letters(value.cooked),
        );
      case "ConditionalExpression":
        return [...shown(expression.consequent as Node), ...shown(expression.alternate as Node)];
      case "LogicalExpression":
      case "BinaryExpression":
        return expression.operator === "+" || expression.type === "LogicalExpression"
          ? [...shown(expression.left as Node), ...shown(expression.right as Node)]
          : [];
      default:
        return [];
    }
  }

  function letters(text: string): string[] {
    return /\p{L}/u.test(text) && !CHORD.test(text.trim()) ? [text] : [];
  }
});

function messagesOf(language: string): Messages {
  return JSON.parse(readFileSync(join(folder, language, "messages.json"), "utf8")) as Messages;
}

function categoriesOf(language: string): readonly string[] {
  return new Intl.PluralRules(language.replace("_", "-")).resolvedOptions().pluralCategories;
}

function standsForOneNumber(language: string, category: string): boolean {
  const rules = new Intl.PluralRules(language.replace("_", "-"));
  const numbers = Array.from({ length: 1000 }, (_, n) => n).filter((n) => rules.select(n) === category);
  return numbers.length === 1;
}

function placeholdersOf(message: string): Set<string> {
  return new Set(message.match(/\$\d/g));
}

function filesOf(room: string, name: RegExp): string[] {
  return readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

function parse(file: string): Node {
  const code = readFileSync(join(root, file), "utf8");
  return parseAst(code, { lang: file.endsWith("x") ? "tsx" : "ts" }) as unknown as Node;
}

function literalOf(node: Node): string[] {
  return node.type === "Literal" && typeof node.value === "string" ? [node.value] : [];
}

function walk(node: Node): Node[] {
  const inner = Object.values(node)
    .flat()
    .filter((value): value is Node => typeof (value as Node | null | undefined)?.type === "string");
  return [node, ...inner.flatMap(walk)];
}
