import { type IDBPDatabase, openDB } from "idb";
import * as v from "valibot";
import { browser } from "wxt/browser";
import { type Sealed, sealedForSession, sealedOnDevice } from "./storage";

/**
 * The API key and what belongs to it, at rest. Storage holds AES-GCM ciphertext only; the AES key is a
 * non-extractable CryptoKey in IndexedDB of the extension's origin, which no content script reaches.
 * This keeps the key from pages, content scripts and casual reading of the profile; it does not protect from
 * somebody who can run code as the extension, and removing it promises no erasure of the disk.
 */
const secretSchema = v.object({
  key: v.pipe(v.string(), v.minLength(1)),
  check: v.picklist(["ok", "unchecked", "refused"]),
  accounts: v.array(v.object({ id: v.string(), name: v.string(), status: v.optional(v.string()) })),
  accountId: v.optional(v.string()),
  id: v.optional(v.string()),
});
export type Secret = v.InferOutput<typeof secretSchema>;

export type KeepSecret = "device" | "session";

/** The secret, or undefined when there is none or it can't be opened (the AES key was lost with site data). */
export function loadSecret(): Promise<Secret | undefined> {
  if (reading) return reading;
  const own = unseal().finally(() => {
    if (reading === own) reading = undefined;
  });
  reading = own;
  return own;
}

/** A read that is on its way: requests that begin together need one, not ten. Nothing is kept once it has arrived. */
let reading: Promise<Secret | undefined> | undefined;

async function unseal(): Promise<Secret | undefined> {
  const sealed = await readSealed();
  if (!sealed) return undefined;
  try {
    const aesKey = await readAesKey();
    if (!aesKey) return undefined;
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: fromBase64(sealed.iv) },
      aesKey,
      fromBase64(sealed.data),
    );
    const result = v.safeParse(secretSchema, JSON.parse(new TextDecoder().decode(plain)));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** Which key is kept, as `Secret.id` has it; cheap enough to be asked before each request. undefined: none is. */
export async function keptKeyId(): Promise<string | undefined> {
  return (await readSealed())?.id;
}

async function readSealed(): Promise<Sealed | null> {
  const [session, device] = await Promise.all([sealedForSession.get(), sealedOnDevice.get()]);
  return session ?? device;
}

/** Seals and stores; the other place is emptied only after this one holds it, so that a full disk loses nothing. */
export async function saveSecret(secret: Secret, keep: KeepSecret): Promise<void> {
  const aesKey = (await readAesKey()) ?? (await makeAesKey());
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    aesKey,
    new TextEncoder().encode(JSON.stringify(secret)),
  );
  const sealed: Sealed = {
    iv: toBase64(iv),
    data: toBase64(new Uint8Array(data)),
    ...(secret.id === undefined ? {} : { id: secret.id }),
  };
  const [here, there] =
    keep === "session" ? [sealedForSession, sealedOnDevice] : [sealedOnDevice, sealedForSession];
  await here.set(sealed);
  await there.remove();
  // What was read before this is old.
  reading = undefined;
}

/** Removes the ciphertext and the AES key. */
export async function forgetSecret(): Promise<void> {
  await sealedForSession.remove();
  await sealedOnDevice.remove();
  await (await openVault()).delete("keys", "aes");
  reading = undefined;
}

/**
 * Closes storage to content scripts where the browser can (Chromium; `local` from 140). Awaited before anything
 * is served. Firefox has no such call: there only ciphertext and harmless settings stand in `local`.
 */
export async function closeStorageToPages(): Promise<void> {
  await Promise.all([browser.storage.local, browser.storage.session].map(closeToPages));
}

async function closeToPages(area: object): Promise<void> {
  const { setAccessLevel } = area as {
    setAccessLevel?: (options: { accessLevel: string }) => Promise<void>;
  };
  try {
    await setAccessLevel?.call(area, { accessLevel: "TRUSTED_CONTEXTS" });
  } catch {
    // Chromium before 140 knows the call for `session` only.
  }
}

let vault: Promise<IDBPDatabase> | undefined;

/** Stays open while the worker lives: the AES key is read before each request. */
function openVault(): Promise<IDBPDatabase> {
  vault ??= openDB("vault", 1, {
    upgrade: (db) => void db.createObjectStore("keys"),
    // Another context brings a newer version: it must not wait for us.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      vault = undefined;
    },
    terminated: () => {
      vault = undefined;
    },
  }).catch((error: unknown) => {
    vault = undefined;
    throw error;
  });
  return vault;
}

async function readAesKey(): Promise<CryptoKey | undefined> {
  return (await (await openVault()).get("keys", "aes")) as CryptoKey | undefined;
}

async function makeAesKey(): Promise<CryptoKey> {
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  await (await openVault()).put("keys", made, "aes");
  return made;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
