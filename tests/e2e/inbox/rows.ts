import type { ElementHandle } from "puppeteer-core";
import type { Resolution } from "../../../lib/inbox/snapshot.ts";
import type { SandboxConversation } from "../../sandbox/conversation.ts";
import type { Surface } from "../harness/surface.ts";
import { LIST, ROW, scrollTo } from "./list.ts";
import type { Visit } from "./traveller.ts";

declare const chrome: {
  tabs: {
    query(query: object): Promise<readonly { id: number }[]>;
    sendMessage(tabId: number, message: object, options: { frameId: number }): Promise<unknown>;
  };
  webNavigation?: unknown;
};

/** What a drawn row is, as the sandbox knows it and as the extension tells it. */
export interface Told {
  readonly conversation: SandboxConversation;
  readonly snippet: string | undefined;
  readonly resolution: Resolution;
}

/** The conversations of the list in the order drawn: the page's rows bear no id, and that is all the truth there is. */
export function inOrder(visit: Visit): SandboxConversation[] {
  const { arms, mailbox } = visit.world;
  return mailbox
    .all()
    .filter(({ folder }) => folder === "focused" || (!arms.focusedInbox && folder === "other"));
}

/** Right-clicks each row of the list once, drawn as a person would have it, and asks what the menu would act on. */
export async function tellAllRows(visit: Visit, asking: Surface): Promise<Told[]> {
  const { frame } = visit;
  await keepMenuClosed(visit);
  const truth = inOrder(visit);
  const told: Told[] = [];
  const rows = await frame.$$(ROW);
  if (rows.length !== truth.length) throw new Error(`${rows.length} rows, ${truth.length} conversations`);
  await scrollTo(frame, 0);
  for (const [index, row] of rows.entries()) {
    const conversation = truth[index];
    if (!conversation) break;
    const drawn = await bringIntoView(row);
    // Were the truth wrong, so would be every verdict built on it.
    if (drawn.name !== conversation.name.trim()) throw new Error(`"${drawn.name}" is drawn for another`);
    await rightClick((await row.$("h3")) ?? row);
    told.push({ conversation, snippet: drawn.snippet, resolution: await resolveRow(visit, asking) });
  }
  return told;
}

/** The name of the row in that place of the list, in view. */
export async function rowAt({ frame }: Visit, index: number): Promise<ElementHandle<Element>> {
  const row = (await frame.$$(ROW))[index];
  if (!row) throw new Error(`The list has no row ${index}`);
  await bringIntoView(row);
  const name = await row.$("h3");
  if (!name) throw new Error(`Row ${index} is not drawn`);
  return name;
}

/** A right-click through the browser's input, trusted as a person's is. */
export async function rightClick(row: ElementHandle<Element>): Promise<void> {
  const point = await row.clickablePoint();
  await row.frame.page().mouse.click(point.x, point.y, { button: "right" });
}

/** What the background asks when the menu's item is chosen, through the same message. */
export async function resolveRow(visit: Visit, asking: Surface): Promise<Resolution> {
  const inner = visit.frame !== visit.tab.mainFrame();
  const answer = await asking.page.evaluate(async (isInner) => {
    const [tab] = await chrome.tabs.query({ url: "https://www.linkedin.com/*" });
    if (!tab) throw new Error("no LinkedIn tab");
    const stored = Object.keys(
      await (
        chrome as unknown as { storage: { session: { get(key: null): Promise<object> } } }
      ).storage.session.get(null),
    );
    const frames = stored.flatMap((key) => {
      const match = /^inbox:(\d+):(\d+)$/.exec(key);
      return match && Number(match[1]) === tab.id ? [Number(match[2])] : [];
    });
    const frameId = isInner ? (frames.find((id) => id !== 0) ?? 0) : 0;
    return chrome.tabs.sendMessage(tab.id, { type: "tab/row/resolve" }, { frameId });
  }, inner);
  return answer as Resolution;
}

/** The browser's own menu would stay over the page; the extension hears the click before the page does. */
export async function keepMenuClosed({ frame }: Visit): Promise<void> {
  await frame.evaluate(() => window.addEventListener("contextmenu", (event) => event.preventDefault()));
}

async function bringIntoView(row: ElementHandle<Element>): Promise<{ name: string; snippet?: string }> {
  return row.evaluate(
    async (li, { list }) => {
      const scroller = li.closest(list);
      if (!scroller) throw new Error("the row is in no list");
      scroller.scrollTop += li.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 200;
      for (let frames = 0; frames < 60 && !li.querySelector("h3"); frames++) {
        await new Promise(requestAnimationFrame);
      }
      const snippet = li.querySelector(".msg-conversation-card__message-snippet")?.textContent ?? undefined;
      return {
        name: li.querySelector("h3")?.textContent?.trim() ?? "",
        ...(snippet === undefined ? {} : { snippet }),
      };
    },
    { list: LIST },
  );
}

/** Shorter texts say nothing, and where a message is only an attachment the page makes up its own. */
const ENOUGH = 6;

/** Nobody else that the page has been told of has this name, or nobody who has it wrote what the row shows. */
export function isUnambiguous(one: Told, delivered: readonly SandboxConversation[]): boolean {
  const namesakes = delivered.filter((each) => each.name === one.conversation.name);
  if (namesakes.length === 1) return true;
  const text = textOf(one.conversation);
  if (one.snippet === undefined || text.length < ENOUGH) return false;
  return namesakes.filter((each) => textOf(each) === text).length === 1;
}

function textOf({ kind, title, messages }: SandboxConversation): string {
  const isTitled = kind === "inmail" || kind === "sponsored";
  return (isTitled ? title : undefined) ?? messages.at(-1)?.text ?? "";
}
