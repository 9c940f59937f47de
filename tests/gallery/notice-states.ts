import type { Notice } from "../../lib/extension/messages";
import { failures, NOW, runView } from "./fixtures";

/** Every state of the in-page message, by name. */
export const NOTICE_STATES: Readonly<Record<string, Notice>> = {
  holding: { kind: "run", view: runView({ state: "holding", holdUntil: NOW + 4200 }, { pending: 23 }) },
  running: { kind: "run", view: runView({}, { pending: 12, leased: 4, done: 7 }) },
  "key-refused": {
    kind: "run",
    view: runView({ state: "paused", pauseReason: "key-refused" }, { pending: 16, done: 7 }),
  },
  waiting: {
    kind: "run",
    view: runView({ state: "waiting", waitUntil: NOW + 60_000 }, { pending: 16, done: 7 }),
  },
  finished: { kind: "run", view: runView({ state: "finished" }, { done: 23 }) },
  failed: { kind: "run", view: runView({ state: "finished" }, { done: 20, failed: 3 }, { failures }) },
  armed: { kind: "armed", by: "shortcut", count: 84, until: NOW + 4000 },
  ambiguous: { kind: "problem", problem: "ambiguous", shortcut: "Alt+Shift+O" },
  "no-key": { kind: "problem", problem: "no-key", shortcut: "Alt+Shift+O" },
};
