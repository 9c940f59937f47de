import { expect } from "vitest";
import type { Fault } from "../../sandbox/api/faults.ts";

/** Long and like nothing else, so that it is found wherever it is. */
export const KEY = "canary-5b1e90d7c24f4a86-key";

/** The key as it is, and as base64 would hide it, at each of the three places where it can begin. */
export const FORMS = [KEY, ...[0, 1, 2].map((shift) => base64Core(shift))];

export function expectClean(text: string, where: string): void {
  for (const form of FORMS) expect(text.includes(form), `${where}: ${around(text, form)}`).toBe(false);
}

/** A server that repeats what it was sent, in head and body. */
export function echo(status: number, body: object): Fault {
  const headers = { "content-type": "application/json", "x-echo": `Bearer ${KEY}` };
  return { name: `echo-${status}`, wire: "answer", acts: false, status, headers, body: JSON.stringify(body) };
}

function base64Core(shift: number): string {
  const encoded = Buffer.from("x".repeat(shift) + KEY).toString("base64");
  // The first and last characters depend on what stands around the key.
  return encoded.slice(shift === 0 ? 0 : 4, -4);
}

function around(text: string, form: string): string {
  const at = text.indexOf(form);
  return at === -1 ? "" : text.slice(Math.max(0, at - 80), at + form.length + 40);
}
