// @vitest-environment jsdom
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { heardAnswer } from "./support/answers";
import { rightClick } from "./support/page";
import { bench } from "./support/reader";

// Written after the reference page of that date, people invented. Old ones stay: an arm that is gone may return.
const FOLDER = join(import.meta.dirname, "../../fixtures/linkedin");

interface Expected {
  readonly about: string;
  readonly location: string;
  readonly request: string;
  /** Unread conversations, any folder. */
  readonly unread: readonly string[];
  /** Per drawn row the conversation that it is; null: not certain, or a shell. */
  readonly rows: readonly (string | null)[];
  readonly health: string;
}

describe.each(readdirSync(FOLDER))("%s", (name) => {
  const read = (file: string) => readFileSync(join(FOLDER, name, file), "utf8");
  const expected: Expected = JSON.parse(read("expected.json"));

  function open() {
    document.documentElement.innerHTML = read("page.html").replace(/<!doctype html>\s*/, "");
    const page = bench(document, expected.location);
    page.hear(heardAnswer(read("conversations.json"), expected.request));
    return page.reader;
  }

  it("gives exactly the unread conversations", () => {
    const { conversations, health, hasList, more } = open().snapshot();
    const unread = conversations.filter((one) => one.readState === "unread");
    expect(unread.map((one) => one.urn).sort()).toEqual([...expected.unread].sort());
    expect({ health, hasList, more }).toEqual({ health: expected.health, hasList: true, more: true });
  });

  it("tells each row that was right-clicked, or says that it can't", () => {
    const reader = open();
    const items = [...document.querySelectorAll("main ul > li")].slice(1, -1);
    const told = items.map((item) => {
      reader.rememberRow(rightClick(item.querySelector("time") ?? item));
      const row = reader.resolveRow();
      return row.ok ? row.conversation.urn : null;
    });
    expect(told).toEqual(expected.rows);
  });
});
