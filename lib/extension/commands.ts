import * as v from "valibot";
import type { Conversation } from "../conversation";
import { isOtherProduct } from "../inbox/place";
import type { InboxSnapshot } from "../inbox/snapshot";
import type { RunSource } from "../queue/run";
import { allUnread } from "../selection/all-unread";
import { needsSecondPress, toNewItem } from "../selection/choice";
import { unreadOf } from "../selection/unread";
import type { Settings } from "../settings";
import type { Inboxes } from "./inboxes";
import type { RowMenuItem } from "./menus";
import { conversationsSchema, type RunStarted, resolutionSchema } from "./messages";
import type { Notices } from "./notices";
import type { Runs } from "./runs";
import { armedItem } from "./storage";
import { askTab } from "./tabs";

/** How long a bulk command waits for its second press, ms. */
export const ARMED_FOR = 6_000;

type Gesture = "shortcut" | "menu";

export interface Commands {
  /** By the shortcut, or by "Mark all seen" in the toolbar button's menu. */
  markAll(tabId: number, by: Gesture): Promise<void>;
  /** The open conversation. */
  markCurrent(tabId: number): Promise<void>;
  /** An item of a row's context menu; the frame is the one that was right-clicked in. */
  row(item: RowMenuItem, tabId: number, frameId: number): Promise<void>;
  /** Something else was pressed in the tab: its bulk command waits no longer. */
  disarm(tabId: number): Promise<void>;
}

interface CommandDeps {
  readonly inboxes: Inboxes;
  readonly runs: Runs;
  readonly notices: Notices;
  readonly settings: () => Promise<Settings>;
  readonly now: () => number;
}

/** What a person's gesture outside the popup leads to. Every path ends in a run or in a message that says why not. */
export function createCommands({ inboxes, runs, notices, settings, now }: CommandDeps): Commands {
  const begin = async (
    tabId: number,
    action: "seen" | "unread",
    source: RunSource,
    conversations: readonly Conversation[],
  ) => {
    const started = await runs.start({ action, source, tabId, items: conversations.map(toNewItem) });
    if (!started.ok) await notices.problem(tabId, problemOf(started));
  };

  /** Small sets begin at once, large ones with the second press on the same set. */
  const beginBulk = async (tabId: number, by: Gesture, command: string, known: readonly Conversation[]) => {
    const current = await settings();
    const conversations = allUnread(known, current, now());
    const count = conversations.length;
    if (count === 0) return notices.problem(tabId, whyNone(known));
    const armed = await armedItem.get();
    await armedItem.remove();
    if (needsSecondPress(count, current.confirm)) {
      const set = setOf(conversations);
      const pressedAgain =
        armed?.tabId === tabId && armed.command === command && armed.set === set && now() < armed.until;
      if (!pressedAgain) {
        const until = now() + ARMED_FOR;
        await armedItem.set({ tabId, command, set, until });
        return notices.armed(tabId, by, count, until);
      }
    }
    await begin(tabId, "seen", by, conversations);
  };

  const markAll = async (tabId: number, by: Gesture) => {
    const inbox = await inboxes.current(tabId);
    const problem = whyNotReadable(inbox);
    if (!inbox || problem) return notices.problem(tabId, problem ?? "not-readable");
    await beginBulk(tabId, by, "all", inbox.conversations);
  };

  const disarm = async (tabId: number) => {
    if ((await armedItem.get())?.tabId === tabId) await armedItem.remove();
  };

  const markCurrent = async (tabId: number) => {
    await disarm(tabId);
    await inboxes.refresh(tabId);
    const frames = (await inboxes.all()).filter((frame) => frame.tabId === tabId);
    const answers = await Promise.all(
      frames.map((frame) => askTab(tabId, { type: "tab/current/resolve" }, frame.frameId)),
    );
    const parsed = answers.flatMap((answer) => {
      const result = v.safeParse(resolutionSchema, answer);
      return result.success ? [result.output] : [];
    });
    const reasons = parsed.flatMap((resolution) => (resolution.ok ? [] : [resolution.reason]));
    const [found, ...others] = parsed.flatMap((resolution) =>
      resolution.ok ? [resolution.conversation] : [],
    );
    // The address is the same for every frame, the messages on show are not: one that sees others has a veto.
    if (reasons.includes("ambiguous") || others.some((other) => other.urn !== found?.urn))
      return notices.problem(tabId, "ambiguous");
    if (found) return begin(tabId, "seen", "shortcut", [found]);
    // The frame with something to say about the address beats the frames in which nothing is open.
    await notices.problem(
      tabId,
      reasons.find((reason) => reason !== "nothing-open") ?? reasons[0] ?? "not-readable",
    );
  };

  const row = async (item: RowMenuItem, tabId: number, frameId: number) => {
    if (item === "row-older-seen") {
      const answer = await askTab(tabId, { type: "tab/row/resolve-older" }, frameId);
      const older = v.safeParse(conversationsSchema, answer);
      if (older.success) {
        return beginBulk(tabId, "menu", "older", older.output);
      }
      return notices.problem(tabId, reasonOf(answer));
    }
    await disarm(tabId);
    const answer = await askTab(tabId, { type: "tab/row/resolve" }, frameId);
    const resolution = v.safeParse(resolutionSchema, answer);
    if (!resolution.success || !resolution.output.ok) return notices.problem(tabId, reasonOf(answer));
    await begin(tabId, item === "row-seen" ? "seen" : "unread", "menu", [resolution.output.conversation]);
  };

  return { markAll, markCurrent, row, disarm };
}

const setOf = (conversations: readonly Conversation[]) =>
  conversations
    .map(({ urn }) => urn)
    .sort()
    .join(" ");

/** What nothing says of may be unread: "nothing unread" would not be true then. */
function whyNone(known: readonly Conversation[]) {
  return unreadOf(known, new Set()).unknown > 0 ? "none-surely-unread" : "nothing-unread";
}

function whyNotReadable(inbox: InboxSnapshot | undefined) {
  if (!inbox) return "not-readable";
  if (isOtherProduct(inbox.place)) return "other-product";
  if (inbox.place === "elsewhere" && !inbox.hasList && inbox.conversations.length === 0)
    return "not-messaging";
  if (inbox.health === "unreadable") return "not-readable";
  return undefined;
}

function reasonOf(answer: unknown) {
  const resolution = v.safeParse(resolutionSchema, answer);
  return resolution.success && !resolution.output.ok ? resolution.output.reason : "not-readable";
}

function problemOf(started: Extract<RunStarted, { ok: false }>) {
  return started.reason === "nothing" ? "already-in-run" : started.reason;
}
