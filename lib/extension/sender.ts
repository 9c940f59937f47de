import { type Client, connectSafely } from "../connectsafely/client";
import type { QueueDeps } from "../queue/deps";
import type { Accounts, KeyProbe } from "./accounts";
import { holdsHost } from "./permissions";

function clientFor(key: string): Client {
  return connectSafely({
    key,
    now: () => Date.now(),
    situation: async () => ({
      online: navigator.onLine,
      permitted: await holdsHost("connectsafely"),
    }),
  });
}

/** The client for the kept key; undefined without one. The key is read for each request and held by nobody. */
export async function currentClient(
  accounts: Accounts,
): Promise<{ client: Client; accountId?: string | undefined } | undefined> {
  const credentials = await accounts.credentials();
  return credentials && { client: clientFor(credentials.key), accountId: credentials.accountId };
}

/** Asks ConnectSafely whether it takes the key. */
export async function probeKey(key: string): Promise<KeyProbe> {
  const answer = await clientFor(key).accounts();
  if (answer.ok) {
    return {
      outcome: "ok",
      accounts: answer.accounts.map(({ id, name, status }) => ({ id, name, ...(status ? { status } : {}) })),
    };
  }
  if (answer.reason === "refused" || answer.reason === "no-subscription") return { outcome: answer.reason };
  return { outcome: "unavailable" };
}

/** One request of a run. A refused key is remembered, so that every surface can ask for a new one. */
export function createSender(accounts: Accounts): QueueDeps["send"] {
  return async (item, run, signal) => {
    const current = await currentClient(accounts);
    if (!current) return { kind: "pause", reason: "key-missing" };
    const result =
      run.action === "seen"
        ? await current.client.markSeen(item.urn, run.accountId, signal)
        : await current.client.markUnread(item.urn, signal);
    if (result.kind === "pause" && result.reason === "key-refused") await accounts.refused();
    return result;
  };
}
