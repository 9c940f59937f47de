import { describe, expect, it, vi } from "vitest";
import { browser } from "wxt/browser";
import { forgetSecret, loadSecret, type Secret, saveSecret } from "../../../lib/extension/key-vault";

const secret: Secret = {
  key: "cs-canary-4711",
  check: "ok",
  accounts: [{ id: "a".repeat(24), name: "Ada Byron" }],
};

async function everythingStored(): Promise<string> {
  const [local, session] = await Promise.all([
    browser.storage.local.get(null),
    browser.storage.session.get(null),
  ]);
  return JSON.stringify({ local, session });
}

describe("key vault", () => {
  it("gives back what was kept", async () => {
    await saveSecret(secret, "device");
    expect(await loadSecret()).toEqual(secret);
  });

  it("stores neither key nor account name in clear", async () => {
    await saveSecret(secret, "device");
    const stored = await everythingStored();
    expect(stored).toContain("sealed:v1");
    expect(stored).not.toContain("canary");
    expect(stored).not.toContain("Byron");
  });

  it("moves between device and session without leaving a copy", async () => {
    await saveSecret(secret, "device");
    await saveSecret(secret, "session");
    expect(Object.keys(await browser.storage.local.get(null))).not.toContain("sealed:v1");
    expect(await loadSecret()).toEqual(secret);
    await saveSecret(secret, "device");
    expect(Object.keys(await browser.storage.session.get(null))).not.toContain("sealed:v1");
    expect(await loadSecret()).toEqual(secret);
  });

  it("seals the same secret differently each time", async () => {
    await saveSecret(secret, "device");
    const first = await everythingStored();
    await saveSecret(secret, "device");
    expect(await everythingStored()).not.toBe(first);
  });

  it("knows no secret after it was forgotten, nor from a ciphertext of another key", async () => {
    await saveSecret(secret, "device");
    const stolen = await browser.storage.local.get(null);
    await forgetSecret();
    expect(await loadSecret()).toBeUndefined();
    await browser.storage.local.set(stolen);
    expect(await loadSecret()).toBeUndefined();
  });

  it("reads once for all that ask together, and never hands out what was read before a change", async () => {
    await saveSecret(secret, "device");
    const reads = vi.spyOn(crypto.subtle, "decrypt");
    const before = [loadSecret(), loadSecret(), loadSecret()];
    const saving = saveSecret({ ...secret, key: "cs-other" }, "device");
    expect(await Promise.all(before)).toEqual([secret, secret, secret]);
    expect(reads).toHaveBeenCalledOnce();
    await saving;
    expect((await loadSecret())?.key).toBe("cs-other");
    const late = loadSecret();
    await forgetSecret();
    expect(await loadSecret()).toBeUndefined();
    await late;
  });

  it("takes damaged storage for no key instead of failing", async () => {
    await browser.storage.local.set({ "sealed:v1": { iv: "%%%", data: 7 } });
    expect(await loadSecret()).toBeUndefined();
  });
});
