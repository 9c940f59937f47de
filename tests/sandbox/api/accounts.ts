import { type Answer, notFound } from "./answer.ts";
import { type ApiContext, type ApiRequest, isAccountId, type SandboxAccount } from "./context.ts";

/** `GET /linkedin/accounts`: a bare array. */
export function listAccounts(context: ApiContext, request: ApiRequest): Answer {
  if (context.accountsListed === "absent") return notFound("Route");
  if (context.accountsListed === "none") return { status: 200, body: [] };
  const wanted = (request.query.get("q") ?? "").toLowerCase();
  const rows = context.accounts
    .filter((a) => `${a.firstName} ${a.lastName} ${a.publicId}`.toLowerCase().includes(wanted))
    .map((a) => ({
      id: a.id,
      firstName: a.firstName,
      lastName: a.lastName,
      publicId: a.publicId,
      picture: null,
      status: context.disconnected() ? "ERROR" : "AVAILABLE",
      enabled: true,
      apiSeatAllocated: true,
    }));
  return { status: 200, body: rows };
}

const statusOf = (account: SandboxAccount, disconnected: boolean) => ({
  id: account.id,
  firstName: account.firstName,
  lastName: account.lastName,
  publicId: account.publicId,
  platform: "LINKEDIN",
  status: disconnected ? "ERROR" : "AVAILABLE",
  enabled: true,
  lastUsed: new Date().toISOString(),
  hasTokens: !disconnected,
});

/** `GET /linkedin/account/status[?accountId=]` and `GET /linkedin/account/{id}/status`. */
export function accountStatus(context: ApiContext, id: string | undefined): Answer {
  if (id !== undefined && !isAccountId(id)) return { status: 400, body: { error: "Invalid account id" } };
  const account = id === undefined ? context.accounts[0] : context.accounts.find((a) => a.id === id);
  return account ? { status: 200, body: statusOf(account, context.disconnected()) } : notFound("Account");
}
