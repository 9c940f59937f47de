import { browser } from "wxt/browser";
import type { HistoryItem } from "../queue/deps";
import type { RunView } from "../queue/run";
import { endIfCutOff } from "./content-script-context";
import type {
  Done,
  EverythingUnread,
  KeySaved,
  PageRequest,
  RunStarted,
  TabReached,
  UiRequest,
} from "./messages";

/** What the background answers to each verb. */
interface Answers {
  "ui/key/save": KeySaved;
  "ui/inbox/refresh": TabReached;
  "ui/run/start": RunStarted;
  "ui/run/mark-unread": RunStarted;
  "ui/everything/fetch": EverythingUnread;
  "ui/used-today": number;
  "ui/diagnostics": string;
  "ui/history/runs": readonly RunView[];
  "ui/history/items": readonly HistoryItem[];
  "ui/history/search": readonly HistoryItem[];
  "ui/history/per-day": readonly { readonly day: string; readonly count: number }[];
}
type AnswerTo<T extends string> = T extends keyof Answers ? Answers[T] : Done;

/** From a page of the extension to the background, which wakes for it (about 25 ms when it was asleep). */
export async function ask<T extends UiRequest>(request: T): Promise<AnswerTo<T["type"]>> {
  return (await browser.runtime.sendMessage(request)) as AnswerTo<T["type"]>;
}

/** From a content script to the background. Silent when the extension was reloaded under the page. */
export async function tell(request: PageRequest): Promise<void> {
  try {
    await browser.runtime.sendMessage(request);
  } catch {
    endIfCutOff();
  }
}
