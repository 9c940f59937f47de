/**
 * Every stored item: its area, version, shape and fallback. One writer per item, the background; pages read and
 * watch. `local` outlives the browser, `session` is memory that outlives only the worker. In Firefox content
 * scripts can read `local`, so nothing private stands there in clear. Runs and history are in IndexedDB.
 */
import * as v from "valibot";
import { browser } from "wxt/browser";
import type { AccountView } from "../connectsafely/account";
import type { ConversationUrn } from "../conversation";
import type { RunView } from "../queue/run";
import { parseSettings, type Settings } from "../settings";

type Area = "local" | "session";

export interface StoredItem<T> {
  readonly area: Area;
  readonly key: string;
  get(): Promise<T>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
  /** From a raw value, as `storage.onChanged` hands it; never throws. */
  read(raw: unknown): T;
}

function defineItem<T>(area: Area, key: string, read: (raw: unknown) => T): StoredItem<T> {
  return {
    area,
    key,
    read,
    get: async () => read((await browser.storage[area].get(key))[key]),
    set: (value) => browser.storage[area].set({ [key]: value }),
    remove: () => browser.storage[area].remove(key),
  };
}

function parsed<T>(schema: v.GenericSchema<unknown, T>, fallback: T): (raw: unknown) => T {
  return (raw) => {
    const result = v.safeParse(schema, raw);
    return result.success ? result.output : fallback;
  };
}

/** Values that only the background writes, into memory only it and extension pages reach: shape trusted, presence not. */
function trusted<T>(fallback: T): (raw: unknown) => T {
  return (raw) => (raw === undefined || raw === null ? fallback : (raw as T));
}

export const settingsItem: StoredItem<Settings> = defineItem("local", "settings:v1", parseSettings);

/** AES-GCM ciphertext of `Secret` (key-vault.ts); base64 because storage areas hold JSON. */
export const sealedSchema = v.object({
  iv: v.string(),
  data: v.string(),
  /** Drawn at random whenever a person keeps a key: tells one from the next without opening anything. */
  id: v.optional(v.string()),
});
export type Sealed = v.InferOutput<typeof sealedSchema>;
const readSealed = parsed<Sealed | null>(v.nullable(sealedSchema), null);
export const sealedOnDevice = defineItem("local", "sealed:v1", readSealed);
export const sealedForSession = defineItem("session", "sealed:v1", readSealed);

const NO_ACCOUNT: AccountView = { hasKey: false, accounts: [] };
/** undefined: the background hasn't said yet since the browser started. */
export const accountItem = defineItem<AccountView | undefined>("session", "account", trusted(undefined));
export { NO_ACCOUNT };

/** The run that is on, else the last one ended; null: none, or dismissed. */
export const runItem = defineItem<RunView | null>("session", "run", trusted(null));
/** The last runs that ended, newest first, for "last runs" in the popup. */
export const recentRunsItem = defineItem<readonly RunView[]>("session", "recent-runs", trusted([]));

/** Conversations of the runs that are on, so that no surface offers them a second time; written as runs begin and end. */
export const queuedItem = defineItem<readonly ConversationUrn[]>("session", "queued", trusted([]));

/** Accounts for which ConnectSafely has answered that there is no mark-unread. */
export const noMarkUnreadItem = defineItem<boolean>("session", "no-mark-unread", trusted(false));

/** A bulk command waiting for its second press. */
export interface Armed {
  readonly tabId: number;
  readonly command: string;
  /** URNs of what the first press said: another set of as many asks anew. */
  readonly set: string;
  readonly until: number;
}
export const armedItem = defineItem<Armed | null>("session", "armed", trusted(null));

/** The tab whose in-page message tells of a run, since its person began it there. */
export interface NoticeTarget {
  readonly tabId: number;
  readonly runId: string;
}
export const noticeTargetItem = defineItem<NoticeTarget | null>("session", "notice-target", trusted(null));
