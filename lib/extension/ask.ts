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
  return (await sendUntilAnswered(request)) as AnswerTo<T["type"]>;
}

/** Firefox wakes none for a message that comes while it still clears up after the last one. */
const BURIAL_MS = 250;

/**
 * A background that dies over a request leaves it unanswered, and nobody knows how far it came. The next one, which
 * wakes for it, is asked once more: what a person pressed is not lost, and each verb may be said twice. Browsers
 * reject then, or answer undefined, which the background never does.
 */
async function sendUntilAnswered(request: UiRequest | PageRequest): Promise<unknown> {
  const answer: unknown = await browser.runtime.sendMessage(request).catch(() => undefined);
  if (answer !== undefined) return answer;
  await new Promise((resolve) => setTimeout(resolve, BURIAL_MS));
  return browser.runtime.sendMessage(request);
}

/**
 * From a content script to the background, once: what the page knows is told anew with its next news and asked for by the
 * popup. Silent when the extension was reloaded under the page.
 */
export async function tell(request: PageRequest): Promise<void> {
  try {
    await browser.runtime.sendMessage(request);
  } catch {
    endIfCutOff();
  }
}

/** As `tell`, until it is answered: a press comes once. */
export async function tellPress(request: PageRequest): Promise<void> {
  try {
    await sendUntilAnswered(request);
  } catch {
    endIfCutOff();
  }
}
