import { expect } from "vitest";
import type { FirefoxStage } from "./harness/firefox-stage.ts";
import { expectMarks, markRequests, unreadUrns } from "./harness/requests.ts";
import { test } from "./harness/test.ts";
import { until } from "./harness/until.ts";

/** WebDriver BiDi opens no page of an extension; Marionette does. */
async function openPage({ marionette, firefox }: FirefoxStage, file: string, drawn: RegExp): Promise<void> {
  await marionette.send("WebDriver:Navigate", { url: `moz-extension://${firefox.uuid}/${file}` });
  await until(`${file} to say ${drawn}`, async () => drawn.test(await text(marionette)));
}

function text(marionette: FirefoxStage["marionette"]): Promise<string> {
  return marionette.inPage<string>("return document.body.innerText;");
}

/** Sets the number field with this label as typing does. */
function setNumber({ marionette }: FirefoxStage, label: string, value: string): Promise<void> {
  return marionette.inPage(
    `const field = [...document.querySelectorAll("input[type=number]")]
       .find((each) => [...each.labels].some((one) => one.textContent.trim() === arguments[0]));
     field.focus();
     field.value = arguments[1];
     field.dispatchEvent(new InputEvent("input", { bubbles: true }));
     field.dispatchEvent(new Event("change", { bubbles: true }));`,
    label,
    value,
  );
}

function number({ marionette }: FirefoxStage, label: string): Promise<string> {
  return marionette.inPage<string>(
    `return [...document.querySelectorAll("input[type=number]")]
       .find((each) => [...each.labels].some((one) => one.textContent.trim() === arguments[0]))?.value;`,
    label,
  );
}

test("In Firefox, options are kept at once and hold: with no seconds to undo, requests go out at the press", async ({
  openFirefox,
}) => {
  const stage = await openFirefox();
  const { world } = stage;
  await openPage(stage, "options.html", /Seconds to undo/);
  await setNumber(stage, "Seconds to undo", "0");
  await setNumber(stage, "Requests per minute", "120");
  await openPage(stage, "options.html", /Seconds to undo/);
  await until("the kept number", async () => (await number(stage, "Seconds to undo")) === "0");
  await until("the other", async () => (await number(stage, "Requests per minute")) === "120");

  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await until("the first request", () => markRequests(world).length > 0, { timeout: 4_000 });
  await popup.waitFor("status", /\b23 seen\b/, 40_000);
});

test("In Firefox, the history tells the run, and Undo in the hold leaves none", async ({ openFirefox }) => {
  const stage = await openFirefox();
  const { world } = stage;
  const unread = unreadUrns(world);
  await stage.openInbox();
  const popup = await stage.saveKey();
  await popup.press(/^Mark all seen/);
  await popup.press("Undo");
  await popup.waitFor("status", /nothing was marked/i);
  expect(markRequests(world)).toEqual([]);
  await popup.press(/^Mark all seen/);
  await popup.waitFor("status", /\b23 seen\b/, 40_000);
  await stage.closePopup();
  expectMarks(world, unread);

  await openPage(stage, "history.html", /\b23 seen\b/);
  expect(await text(stage.marionette)).toMatch(/23 conversations marked as seen in the last/);
});
