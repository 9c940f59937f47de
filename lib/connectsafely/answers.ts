/** What happens next after one exchange. The queue takes it as it is; the two don't know each other. */
export type NextStep = {
  /** The server has nothing left for us: nobody sends for so long, ms. */
  readonly blockMs?: number | undefined;
} & (
  | { readonly kind: "done" }
  | {
      readonly kind: "retry";
      readonly reason: "refused" | "server-error" | "unreadable-answer" | "network" | "timeout";
      readonly detail?: string | undefined;
      readonly waitMs?: number | undefined;
    }
  | { readonly kind: "wait"; readonly waitMs?: number | undefined }
  | { readonly kind: "pause"; readonly reason: PauseReason }
  | {
      readonly kind: "fail";
      readonly reason: "bad-request" | "not-found" | "unsupported";
      readonly detail?: string | undefined;
      readonly suspect?: "account-unknown" | "api-moved" | undefined;
    }
);

export type PauseReason =
  | "key-refused"
  | "no-subscription"
  | "permission-lost"
  | "offline"
  | "account-unknown"
  | "api-moved"
  | "api-redirected";
