import { describe, expect, it } from "vitest";
import { createAccounts, type KeyProbe } from "../../../lib/extension/accounts";
import { forgetSecret } from "../../../lib/extension/key-vault";
import { accountItem } from "../../../lib/extension/storage";

const one = { id: "a".repeat(24), name: "Ada Byron" };
const two = { id: "b".repeat(24), name: "Grace Hopper" };

async function accountsWith(...answers: KeyProbe[]) {
  await forgetSecret();
  const asked: string[] = [];
  const accounts = createAccounts(async (key) => {
    asked.push(key);
    return answers.shift() ?? { outcome: "unavailable" };
  });
  return { accounts, asked };
}

describe("accounts", () => {
  it("keeps a key that ConnectSafely takes, trimmed, with its only account chosen", async () => {
    const { accounts, asked } = await accountsWith({ outcome: "ok", accounts: [one] });
    expect(await accounts.save("  key-123456789\n")).toEqual({ ok: true, checked: true, accountCount: 1 });
    expect(asked).toEqual(["key-123456789"]);
    expect(await accounts.credentials()).toMatchObject({ key: "key-123456789", accountId: one.id });
    expect(await accountItem.get()).toMatchObject({ hasKey: true, keyEnd: "6789", check: "ok" });
  });

  it("tells a key that is kept from the one before, even the same one, and from none", async () => {
    const { accounts } = await accountsWith(
      { outcome: "ok", accounts: [one] },
      { outcome: "ok", accounts: [one] },
    );
    expect(await accounts.keyId()).toBeUndefined();
    await accounts.save("key-1");
    const first = await accounts.keyId();
    expect(first).toBeDefined();
    await accounts.refused();
    await accounts.choose("");
    expect(await accounts.keyId()).toBe(first);
    await accounts.save("key-1");
    expect(await accounts.keyId()).not.toBe(first);
    await accounts.forget();
    expect(await accounts.keyId()).toBeUndefined();
  });

  it("keeps nothing of a key that is refused, and what was kept before stays", async () => {
    const { accounts } = await accountsWith({ outcome: "ok", accounts: [one] }, { outcome: "refused" });
    await accounts.save("good-key-1");
    expect(await accounts.save("wrong-key")).toEqual({ ok: false, reason: "refused" });
    expect(await accounts.credentials()).toMatchObject({ key: "good-key-1" });
  });

  it("keeps a key that could not be checked and says so", async () => {
    const { accounts } = await accountsWith({ outcome: "unavailable" });
    expect(await accounts.save("key-1")).toEqual({ ok: true, checked: false, accountCount: 0 });
    expect(await accountItem.get()).toMatchObject({ hasKey: true, check: "unchecked" });
  });

  it.each(["", "   ", "two words", "schlüssel", "a\u0000b"])(
    "does not ask about %j, which can be no key",
    async (key) => {
      const { accounts, asked } = await accountsWith({ outcome: "ok", accounts: [] });
      expect(await accounts.save(key)).toEqual({ ok: false, reason: "empty" });
      expect(asked).toEqual([]);
    },
  );

  it("chooses none of several accounts by itself, and keeps the choice with a new key of the same accounts", async () => {
    const listed: KeyProbe = { outcome: "ok", accounts: [one, two] };
    const { accounts } = await accountsWith(listed, listed);
    await accounts.save("key-1");
    expect((await accounts.credentials())?.accountId).toBeUndefined();
    await accounts.choose(two.id);
    await accounts.save("key-2");
    expect(await accounts.credentials()).toMatchObject({ key: "key-2", accountId: two.id });
    await accounts.choose("");
    expect((await accounts.credentials())?.accountId).toBeUndefined();
  });

  it("tells no surface more than the last four characters, and nothing of a short key", async () => {
    const { accounts } = await accountsWith({ outcome: "unavailable" }, { outcome: "unavailable" });
    await accounts.save("canary-key-9876");
    expect(JSON.stringify(await accountItem.get())).not.toContain("canary");
    await accounts.save("short");
    expect((await accountItem.get())?.keyEnd).toBeUndefined();
  });
});
