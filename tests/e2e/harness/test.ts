import { test as base, expect } from "vitest";
import { type Display, startDisplay } from "./display.ts";
import { keepPictures } from "./evidence.ts";
import { FirefoxStage, type FirefoxStageOptions } from "./firefox-stage.ts";
import { Stage, type StageOptions } from "./stage.ts";

export interface OpenOptions extends StageOptions {
  /** Errors that the test provokes on purpose; any other makes it fail. */
  readonly expectedErrors?: readonly RegExp[];
}

/**
 * `display` is a screen that all tests of a file share; `open` gives a fresh browser before a fresh world, on that
 * screen unless it is told `screen: undefined`. After the test everything is closed, pictures are kept if it failed, and errors that
 * the extension or the page logged unasked fail it.
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern to learn what a fixture needs.
  .extend("display", { scope: "file" }, async ({}, { onCleanup }): Promise<Display> => {
    const display = await startDisplay();
    onCleanup(() => display[Symbol.asyncDispose]());
    return display;
  })
  .extend("open", async ({ display, task }, { onCleanup }) => {
    const opened: { stage: Stage; expected: readonly RegExp[] }[] = [];
    onCleanup(async () => {
      const failed = task.result?.state === "fail";
      const unexpected: string[] = [];
      for (const { stage, expected } of opened) {
        await using closing = stage;
        if (failed) console.error("Pictures:", await keepPictures(task.name, closing.browser, display));
        const errors = await closing.errors();
        unexpected.push(...errors.filter((error) => !expected.some((pattern) => pattern.test(error))));
      }
      expect(unexpected).toEqual([]);
    });
    return async ({ expectedErrors = [], ...options }: OpenOptions = {}): Promise<Stage> => {
      const stage = await Stage.open({ screen: display.name, ...options });
      opened.push({ stage, expected: expectedErrors });
      return stage;
    };
  })
  .extend("openFirefox", async ({ display, task }, { onCleanup }) => {
    const opened: FirefoxStage[] = [];
    onCleanup(async () => {
      const errors: string[] = [];
      if (task.result?.state === "fail") {
        console.error("Pictures:", await keepPictures(task.name, undefined, display));
      }
      for (const stage of opened) {
        await using closing = stage;
        errors.push(...(await closing.errors()));
      }
      expect(errors).toEqual([]);
    });
    return async (options: FirefoxStageOptions = {}): Promise<FirefoxStage> => {
      const stage = await FirefoxStage.open({ screen: display.name, ...options });
      opened.push(stage);
      return stage;
    };
  });
