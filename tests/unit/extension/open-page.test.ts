import { describe, expect, it, vi } from "vitest";
import { browser } from "wxt/browser";
import { openWelcome } from "../../../lib/extension/open-page";

describe("the welcome page after install", () => {
  it.each([
    ["comes to the front", undefined, true],
    ["stays behind the inbox that the person is at", "https://www.linkedin.com/messaging/", false],
    ["is not fooled by a look-alike host", "https://www.linkedin.com.example/", true],
  ])("%s", async (_what, url, active) => {
    vi.spyOn(browser.tabs, "query").mockResolvedValue([{ id: 1, url }] as never);
    const create = vi.spyOn(browser.tabs, "create").mockResolvedValue({} as never);
    await openWelcome();
    expect(create.mock.calls[0]?.[0]).toMatchObject({ active });
    expect(create.mock.calls[0]?.[0].url).toContain("welcome.html");
  });
});
