import { type Answer, notFound, zodError } from "./answer.ts";
import { type ApiContext, type ApiRequest, isAccountId, type SandboxAccount } from "./context.ts";

const URN = /^urn:li:msg_conversation:\(urn:li:fsd_profile:[A-Za-z0-9_-]+,2-[A-Za-z0-9+/=_-]+\)$/;

/** The account named, or the first; an answer if it is named wrongly. */
export function accountFor(context: ApiContext, accountId: unknown): SandboxAccount | Answer {
  if (accountId === undefined) return context.accounts[0] ?? notFound("LinkedIn account");
  if (!isAccountId(accountId)) return zodError("accountId", "accountId must be a 24 character hex string");
  const account = context.accounts.find((a) => a.id === accountId);
  // What an unknown account is answered is not documented; 400 "bad URN or account" is the nearest.
  return (
    account ?? { status: 400, body: { success: false, error: "accountId does not belong to this user" } }
  );
}

export const isAnswer = (value: SandboxAccount | Answer): value is Answer => "status" in value;

const lost = (about: object): Answer => ({
  status: 500,
  body: { ...about, message: "LinkedIn session expired" },
});

/** `POST /linkedin/messaging/mark-seen`; bodies as documented, in the documented order of keys. */
export function markSeen(context: ApiContext, request: ApiRequest): Answer {
  const { conversationUrn, accountId } = request.body ?? {};
  if (conversationUrn === undefined || conversationUrn === null || conversationUrn === "") {
    return { status: 400, body: { success: false, error: "conversationUrn is required" } };
  }
  // Whether `urn:li:messagingThread:…` or a bare thread id is taken is unknown: not here.
  if (typeof conversationUrn !== "string" || !URN.test(conversationUrn))
    return zodError("conversationUrn", "Invalid conversation URN");
  const account = accountFor(context, accountId);
  if (isAnswer(account)) return account;
  // Undocumented: what a foreign or unknown conversation is answered. 404 with `{error}` is the form used elsewhere.
  if (!account.mailbox.byUrn(conversationUrn)) return notFound("Conversation");
  if (context.disconnected()) return lost({ success: false, accountId: account.id, conversationUrn });
  account.mailbox.setRead(conversationUrn, true, "api");
  return {
    status: 200,
    acted: true,
    body: {
      success: true,
      accountId: account.id,
      conversationUrn,
      message: "Conversation marked as seen successfully",
    },
  };
}

/** `PATCH /linkedin/conversations/{urn}/mark-unread`; the account is found from the conversation. */
export function markUnread(context: ApiContext, encodedUrn: string): Answer {
  let conversationUrn: string;
  try {
    conversationUrn = decodeURIComponent(encodedUrn);
  } catch {
    return notFound("Conversation");
  }
  const account = context.accounts.find((a) => a.mailbox.byUrn(conversationUrn));
  if (!account) return notFound("Conversation");
  if (context.disconnected()) return { status: 500, body: { error: "LinkedIn session expired" } };
  account.mailbox.setRead(conversationUrn, false, "api");
  return { status: 200, acted: true, body: { success: true, conversationUrn } };
}
