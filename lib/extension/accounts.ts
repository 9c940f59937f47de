import type { AccountView } from "../connectsafely/account";
import { forgetSecret, keptKeyId, loadSecret, type Secret, saveSecret } from "./key-vault";
import type { KeySaved } from "./messages";
import { accountItem, NO_ACCOUNT, settingsItem } from "./storage";

/** How ConnectSafely took a key; `unavailable`: it could not be asked (no network, no such endpoint). */
export type KeyProbe =
  | { readonly outcome: "ok"; readonly accounts: Secret["accounts"] }
  | { readonly outcome: "refused" | "no-subscription" | "unavailable" };

export interface Accounts {
  /** Checks a key and keeps it, unless it is refused: then what was kept before stays. */
  save(key: string): Promise<KeySaved>;
  forget(): Promise<void>;
  /** An empty id lets ConnectSafely pick. */
  choose(accountId: string): Promise<boolean>;
  /** For the request that is about to go out; nobody else is given the key. */
  credentials(): Promise<{ key: string; accountId?: string | undefined } | undefined>;
  /** Tells the kept key from any kept before; undefined: none is kept. */
  keyId(): Promise<string | undefined>;
  /** A request was answered 401. */
  refused(): Promise<void>;
  /** Moves the key where the settings now say. */
  rekeep(): Promise<void>;
  /** Tells the surfaces what is known; at start-up, since session storage is empty after the browser was closed. */
  publish(): Promise<AccountView>;
}

export function createAccounts(probe: (key: string) => Promise<KeyProbe>): Accounts {
  const keep = async (secret: Secret) => saveSecret(secret, (await settingsItem.get()).keepKey);

  const publish = async () => {
    const secret = await loadSecret();
    const view: AccountView = secret
      ? {
          hasKey: true,
          keyEnd: secret.key.length > 8 ? secret.key.slice(-4) : undefined,
          check: secret.check,
          accounts: secret.accounts,
          accountId: secret.accountId,
        }
      : NO_ACCOUNT;
    await accountItem.set(view);
    return view;
  };

  const update = async (change: (secret: Secret) => Secret) => {
    const secret = await loadSecret();
    if (secret) await keep(change(secret));
    await publish();
    return secret !== undefined;
  };

  return {
    publish,
    credentials: loadSecret,
    keyId: keptKeyId,
    refused: async () => void (await update((secret) => ({ ...secret, check: "refused" }))),
    rekeep: async () => void (await update((secret) => secret)),
    choose: (accountId) =>
      update(({ accountId: _previous, ...secret }) => (accountId ? { ...secret, accountId } : secret)),
    forget: async () => {
      await forgetSecret();
      await publish();
    },
    save: async (entered) => {
      const key = entered.trim();
      // A key has no inner whitespace, and an HTTP header takes only visible ASCII.
      if (!/^[\x21-\x7e]+$/.test(key)) return { ok: false, reason: "empty" };
      const probed = await probe(key);
      if (probed.outcome === "refused" || probed.outcome === "no-subscription") {
        return { ok: false, reason: probed.outcome };
      }
      const accounts = probed.outcome === "ok" ? probed.accounts : [];
      const before = await loadSecret();
      const kept = accounts.find((account) => account.id === before?.accountId)?.id;
      const accountId = accounts.length === 1 ? accounts[0]?.id : kept;
      try {
        await keep({
          key,
          id: crypto.randomUUID(),
          check: probed.outcome === "ok" ? "ok" : "unchecked",
          accounts,
          ...(accountId ? { accountId } : {}),
        });
      } catch {
        return { ok: false, reason: "not-stored" };
      }
      await publish();
      return { ok: true, checked: probed.outcome === "ok", accountCount: accounts.length };
    },
  };
}
