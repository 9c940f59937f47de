import { expect, test } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { serveNotice } from "../../../lib/extension/notice-agent";
import { answerTabRequests } from "../../../lib/extension/tab-requests";

test("of two scripts in a frame each answers its own questions, and neither those of the other", async () => {
  const signal = new AbortController().signal;
  const shown: unknown[] = [];
  answerTabRequests(({ type }) => (type === "tab/inbox/snapshot" ? "the inbox" : undefined), signal);
  serveNotice((notice) => shown.push(notice), signal);
  expect(await sent({ type: "tab/inbox/snapshot" })).toEqual(["the inbox"]);
  expect(await sent({ type: "tab/notice/show", notice: null, theme: "system" })).toEqual([{ ok: true }]);
  expect(shown).toEqual([null]);
});

test("what is no request of the background's, or comes from elsewhere, is not answered", async () => {
  answerTabRequests(() => "an answer", new AbortController().signal);
  expect(await sent({ type: "page/inbox/gone" })).toEqual([]);
  expect(await sent({ type: "tab/diagnostics" }, "another-extension")).toEqual([]);
});

test("once its extension is gone a script answers nothing", async () => {
  const ended = new AbortController();
  answerTabRequests(() => "an answer", ended.signal);
  expect(await sent({ type: "tab/diagnostics" })).toEqual(["an answer"]);
  ended.abort();
  expect(await sent({ type: "tab/diagnostics" })).toEqual([]);
});

async function sent(message: unknown, id: string = fakeBrowser.runtime.id): Promise<unknown[]> {
  const answers: unknown[] = [];
  await fakeBrowser.runtime.onMessage.trigger(message, { id }, (answer: unknown) => answers.push(answer));
  return answers;
}
