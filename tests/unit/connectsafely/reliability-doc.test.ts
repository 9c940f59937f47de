import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ANSWERS } from "../../../lib/connectsafely/answers";
import messages from "../../../public/_locales/en/messages.json";

const page = readFileSync(new URL("../../../docs/RELIABILITY.md", import.meta.url), "utf8");

/** Rows of the table under a heading, cells trimmed, without its head. */
function table(heading: string): string[][] {
  const section = page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test("the answers table in the documents is the one in the code", () => {
  expect(table("What each answer leads to")).toEqual(ANSWERS.map((row) => [row.when, row.outcome]));
});

test("each reason that the table names has a text, and the documents show it as it is", () => {
  const shown = new Map(table("What people see").map(([state = "", text = ""]) => [state, text]));
  const named = page.matchAll(/\b(pause|fail|skip) `([a-z-]+)`/g);
  const reasons = new Set([...named].map(([, kind, reason]) => `${kind} \`${reason}\``));
  expect([...reasons].sort()).toEqual([...shown.keys()].sort());
  for (const [state, text] of shown) {
    const key = state
      .replaceAll("`", "")
      .replace(/[- ]([a-z])/g, (_, letter: string) => letter.toUpperCase());
    expect(text).toBe((messages as Record<string, { message: string }>)[key]?.message);
  }
});
