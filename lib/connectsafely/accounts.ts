/** The two answers about accounts. */
import * as v from "valibot";
import type { Account } from "./account";

const text = v.fallback(v.optional(v.string()), undefined);

const accountSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  firstName: text,
  lastName: text,
  publicId: text,
  status: text,
});

const statusSchema = v.object({ status: text, hasTokens: v.fallback(v.optional(v.boolean()), undefined) });

export type AccountCondition = "fine" | "disconnected" | "unknown";

/** `GET /accounts` is a bare array. undefined: not a list of accounts. Rows that can't be read are left out. */
export function parseAccounts(value: unknown): readonly Account[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((row: unknown) => {
    const parsed = v.safeParse(accountSchema, row);
    if (!parsed.success) return [];
    const { id, firstName, lastName, publicId, status } = parsed.output;
    const name = [firstName, lastName].join(" ").trim() || publicId || id;
    return [{ id, name: name.slice(0, 400), status }];
  });
}

/** Only what is documented for a lost connection counts; the list of statuses has changed before. */
export function parseCondition(value: unknown): AccountCondition {
  const parsed = v.safeParse(statusSchema, value);
  if (!parsed.success) return "unknown";
  const { status, hasTokens } = parsed.output;
  if (status === "ERROR" || hasTokens === false) return "disconnected";
  return status === undefined && hasTokens === undefined ? "unknown" : "fine";
}
