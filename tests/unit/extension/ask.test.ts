import { beforeEach, describe, expect, it, vi } from "vitest";
import { browser } from "wxt/browser";
import { ask, tell, tellPress } from "../../../lib/extension/ask";

const CUT = new Error("Could not establish connection. Receiving end does not exist.");
const SAVED = { ok: true, checked: true, accountCount: 1 };
const send = vi.fn<(message: unknown) => Promise<unknown>>();

beforeEach(() => {
  send.mockReset();
  vi.spyOn(browser.runtime, "sendMessage").mockImplementation(send as typeof browser.runtime.sendMessage);
});

describe("a background that dies over a request", () => {
  const save = { type: "ui/key/save", key: "key-1" } as const;

  // Seen red with one attempt: the form stayed at "Checking…".
  it.each([
    ["rejects", () => Promise.reject(CUT)],
    ["answers undefined", () => Promise.resolve(undefined)],
  ])("is asked once more when the browser %s", async (_how, cut) => {
    send.mockImplementationOnce(cut).mockResolvedValueOnce(SAVED);
    expect(await ask(save)).toEqual(SAVED);
    expect(send.mock.calls).toEqual([[save], [save]]);
  });

  // Seen red without the pause: Firefox refuses a request that comes while the dead one is still being cleared away.
  it("is given a moment before the next one is asked", async () => {
    vi.useFakeTimers();
    try {
      send.mockRejectedValueOnce(CUT).mockResolvedValueOnce(SAVED);
      const answer = ask(save);
      await vi.advanceTimersByTimeAsync(200);
      expect(send).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(100);
      expect(await answer).toEqual(SAVED);
    } finally {
      vi.useRealTimers();
    }
  });

  it("is not asked a third time", async () => {
    send.mockRejectedValue(CUT);
    await expect(ask(save)).rejects.toBe(CUT);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("is told of Undo in the page once more, and of the page's news with the next ones", async () => {
    const undo = { type: "page/run/undo", runId: "r" } as const;
    send.mockRejectedValueOnce(CUT).mockResolvedValueOnce({ ok: true });
    await tellPress(undo);
    expect(send.mock.calls).toEqual([[undo], [undo]]);
    send.mockReset().mockRejectedValueOnce(CUT);
    await tell({ type: "page/inbox/gone" });
    expect(send).toHaveBeenCalledTimes(1);
  });
});

it("An answer is taken at once, a refusal and nothing found among them", async () => {
  for (const answer of [{ ok: false, reason: "not-found" }, 0, "", []]) {
    send.mockReset().mockResolvedValueOnce(answer);
    expect(await ask({ type: "ui/used-today" })).toEqual(answer);
    expect(send).toHaveBeenCalledTimes(1);
  }
});
