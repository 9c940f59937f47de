/** What an answer's JSON says, whatever shape it has. Source of the shapes: the vendor's documents, which differ. */
import * as v from "valibot";
import type { Body } from "./exchange";

const MAX_DETAIL = 300;

const textSchema = v.fallback(v.optional(v.string()), undefined);
const detailsSchema = v.fallback(v.optional(v.object({ message: textSchema })), undefined);
const issueSchema = v.object({ message: textSchema, path: v.fallback(v.array(v.unknown()), []) });

const errorSchema = v.union([
  v.string(),
  v.object({ message: textSchema, issues: v.fallback(v.array(issueSchema), []) }),
]);

const answerSchema = v.object({
  success: v.fallback(v.optional(v.boolean()), undefined),
  message: textSchema,
  error: v.fallback(v.optional(errorSchema), undefined),
  errorDetails: detailsSchema,
  data: v.fallback(v.optional(v.object({ errorDetails: detailsSchema })), undefined),
  holdUntil: v.fallback(v.optional(v.union([v.string(), v.number()])), undefined),
});

export type AnswerBody = v.InferOutput<typeof answerSchema>;

/** The fields that answers of this API share; undefined if the body is not a JSON object. */
export function answerBody(body: Body): AnswerBody | undefined {
  if (body.kind !== "json" || Array.isArray(body.value)) return undefined;
  const parsed = v.safeParse(answerSchema, body.value);
  return parsed.success ? parsed.output : undefined;
}

/**
 * The text to show, first found: `message`, a string `error`, the first issue, the details, the status line.
 * Capped, in one line. A server that repeats the key has it blotted out.
 */
export function detailText(
  answer: { readonly status: number; readonly statusText: string; readonly body: Body },
  key: string,
): string {
  const body = answerBody(answer.body);
  const error = body?.error;
  const found = [
    body?.message,
    typeof error === "string" ? error : error?.issues[0]?.message,
    typeof error === "string" ? undefined : error?.message,
    body?.errorDetails?.message,
    body?.data?.errorDetails?.message,
  ].find((text) => text?.trim());
  const text = found ?? `HTTP ${answer.status} ${answer.statusText}`;
  const line = (key === "" ? text : text.replaceAll(key, "…")).replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > MAX_DETAIL ? `${line.slice(0, MAX_DETAIL - 1)}…` : line;
}

/** Whether a refusal is about `accountId` rather than the conversation. */
export function namesAccount(body: Body): boolean {
  const answer = answerBody(body);
  if (!answer) return false;
  const { error, message } = answer;
  const issues = typeof error === "object" ? error.issues : [];
  if (issues.some((issue) => issue.path.includes("accountId"))) return true;
  const texts = [
    message,
    typeof error === "string" ? error : error?.message,
    ...issues.map((i) => i.message),
  ];
  return texts.some((text) => text !== undefined && /account[ _-]?id\b/i.test(text));
}

/** Whether a 404 says that the conversation (or account) is unknown, and not that there is no such call. */
export function namesConversation(body: Body): boolean {
  const answer = answerBody(body);
  if (!answer) return false;
  const text = `${answer.message ?? ""} ${typeof answer.error === "string" ? answer.error : (answer.error?.message ?? "")}`;
  return (
    /conversation|thread|account/i.test(text) && !/cannot|route|endpoint|path|method|\bPATCH\b/i.test(text)
  );
}
