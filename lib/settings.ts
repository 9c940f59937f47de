import * as v from "valibot";

/** Requests a minute of the presets. Source: ConnectSafely's published 60/min, and its 15/min for writes. */
export const PACE = { gentle: 15, standard: 60 } as const;

/** Above 50 is the threshold at which a bulk action asks for a second press. */
export const CONFIRM_ABOVE = 50;

export const settingsSchema = v.object({
  /** Seconds before the first request in which a run can be taken back. */
  undoSeconds: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60)), 5),
  /** Requests in any rolling 60 s. Above 60 is the person's own risk: the API publishes 60. */
  requestsPerMinute: v.fallback(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6000)),
    PACE.standard,
  ),
  /** Requests in a local calendar day; null: no limit. */
  dailyLimit: v.fallback(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000))),
    null,
  ),
  confirm: v.fallback(v.picklist(["always", "over-50", "never"]), "over-50"),
  keepStarred: v.fallback(v.boolean(), false),
  keepToday: v.fallback(v.boolean(), false),
  /** Days that history is kept; 0: never written once a run has ended. */
  retentionDays: v.fallback(v.picklist([0, 7, 30, 90]), 30),
  theme: v.fallback(v.picklist(["system", "light", "dark"]), "system"),
  /** Unread count on the toolbar button. */
  badgeUnread: v.fallback(v.boolean(), true),
  /** Where the key is kept: on this device, or only until the browser closes. */
  keepKey: v.fallback(v.picklist(["device", "session"]), "device"),
  /** The line about read receipts has been shown with a first run. */
  firstRunDone: v.fallback(v.boolean(), false),
});

export type Settings = v.InferOutput<typeof settingsSchema>;

/** Settings from anything; what is missing or out of range takes its default. Never throws. */
export function parseSettings(value: unknown): Settings {
  return v.parse(settingsSchema, typeof value === "object" && value !== null ? value : {});
}

export const DEFAULT_SETTINGS: Settings = parseSettings({});
