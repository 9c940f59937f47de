/** What an API handler decides; sending it, or failing to, is another file's work. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** It changed the mailbox. */
  readonly acted?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export const unauthorized: Answer = { status: 401, body: { error: "Unauthorized - Invalid credentials" } };

export const notFound = (what: string): Answer => ({ status: 404, body: { error: `${what} not found` } });

/** 400 of the validating layer. */
export const zodError = (path: string, message: string): Answer => ({
  status: 400,
  body: {
    success: false,
    error: { name: "ZodError", issues: [{ code: "invalid_string", path: [path], message }] },
  },
});
