import type { Frame } from "puppeteer-core";
import { until } from "../harness/until.ts";

export const LIST = "main ul.msg-conversations-container__conversations-list";
/** Rows with content and empty shells; neither the empty first item nor the one that loads more. */
export const ROW = `${LIST} > li.msg-conversation-listitem`;
export const DRAWN = `${ROW}:has(h3)`;

/** The page draws a first row. */
export async function waitForList(frame: Frame): Promise<void> {
  await frame.waitForSelector(DRAWN);
}

/** Scrolls and presses "load more" until the list ends, as a person does who wants all of it. */
export async function loadWholeList(frame: Frame): Promise<void> {
  await until(
    "the end of the list",
    async () =>
      frame.evaluate((selector) => {
        const list = document.querySelector(selector);
        const last = list?.lastElementChild;
        if (!list || !last) return false;
        list.scrollTop = list.scrollHeight;
        const button = last.querySelector<HTMLElement>(":scope > button");
        button?.click();
        return button === null;
      }, LIST),
    { timeout: 30_000, every: 40 },
  );
  await scrollTo(frame, 0);
}

/** Scrolls and waits for the frames in which rows are filled and emptied. */
export async function scrollTo(frame: Frame, top: number): Promise<void> {
  await frame.$eval(
    LIST,
    async (list, to) => {
      list.scrollTop = to;
      for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
    },
    top,
  );
}
