import { beforeEach, describe, expect, it, vi } from "vitest";
import { browser } from "wxt/browser";
import { serveMessages } from "../../../lib/extension/router";

type Listener = (message: unknown, sender: unknown, respond: (answer: unknown) => void) => unknown;

let listener: Listener;
const ui = vi.fn(async (_request: unknown) => "served ui");
const page = vi.fn(async (_request: unknown, _sender: unknown) => "served page");

const own = () => ({ id: browser.runtime.id, url: browser.runtime.getURL("/popup.html" as "/options.html") });
const inTab = (url: string) => ({
  id: browser.runtime.id,
  url,
  frameId: 3,
  tab: { id: 7, incognito: false },
});

function deliver(message: unknown, sender: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    const kept = listener(message, sender, resolve);
    if (kept !== true) resolve("not taken");
  });
}

beforeEach(() => {
  ui.mockClear();
  page.mockClear();
  vi.spyOn(browser.runtime.onMessage, "addListener").mockImplementation((added) => {
    listener = added as unknown as Listener;
  });
  serveMessages({ ready: Promise.resolve(), ui, page });
});

describe("message router", () => {
  it("serves the extension's own pages", async () => {
    expect(await deliver({ type: "ui/run/undo", runId: "r1" }, own())).toBe("served ui");
    expect(ui).toHaveBeenCalledWith({ type: "ui/run/undo", runId: "r1" });
  });

  it("serves a content script its own verbs with the tab and frame it is in", async () => {
    const sender = inTab("https://www.linkedin.com/messaging/");
    expect(await deliver({ type: "page/inbox/gone" }, sender)).toBe("served page");
    expect(page).toHaveBeenCalledWith(
      { type: "page/inbox/gone" },
      { tabId: 7, frameId: 3, incognito: false },
    );
  });

  it.each([
    ["a privileged verb", { type: "ui/run/start", action: "seen", source: "popup", items: [] }],
    ["forgetting the key", { type: "ui/key/forget" }],
    ["something unknown", { type: "page/run/start" }],
    ["no object at all", "ui/key/forget"],
  ])("refuses a content script %s", async (_what, message) => {
    const answer = await deliver(message, inTab("https://www.linkedin.com/messaging/"));
    expect(answer).toEqual({ ok: false, reason: "not-allowed" });
    expect(ui).not.toHaveBeenCalled();
    expect(page).not.toHaveBeenCalled();
  });

  it.each([
    [
      "another extension",
      { id: "someone-else", url: "https://www.linkedin.com/", tab: { id: 1 }, frameId: 0 },
    ],
    ["another site", inTab("https://www.linkedin.com.evil.example/messaging/")],
    ["a page without a tab", { id: "test-extension-id", url: "https://www.linkedin.com/" }],
  ])("does not serve %s", async (_who, sender) => {
    await deliver({ type: "page/inbox/gone" }, sender);
    expect(page).not.toHaveBeenCalled();
  });

  it("refuses a run whose URNs are not of a person's own mailbox", async () => {
    const items = [{ urn: "urn:li:msg_conversation:(urn:li:fsd_company:1,2-abc==)", name: "x" }];
    const answer = await deliver({ type: "ui/run/start", action: "seen", source: "popup", items }, own());
    expect(answer).toEqual({ ok: false, reason: "not-allowed" });
    expect(ui).not.toHaveBeenCalled();
  });

  it("answers a failure without its details", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    ui.mockRejectedValueOnce(new Error("Bearer cs-canary"));
    expect(await deliver({ type: "ui/key/forget" }, own())).toEqual({ ok: false, reason: "failed" });
    expect(JSON.stringify(log.mock.calls)).not.toContain("canary");
  });
});
