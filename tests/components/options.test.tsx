// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { useState } from "preact/hooks";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Options } from "../../components/options/Options";
import type { OptionsProps } from "../../components/options/props";
import { DEFAULT_SETTINGS, type Settings } from "../../lib/settings";
import { account } from "../gallery/fixtures";

afterEach(cleanup);

type Callbacks = OptionsProps["callbacks"];

/** Options whose changes come back as settings, as they do from the background. */
function Kept({ onChange, ...change }: Partial<OptionsProps> & Partial<Pick<Callbacks, "onChange">>) {
  const [settings, setSettings] = useState<Settings>(change.settings ?? DEFAULT_SETTINGS);
  const callbacks: Callbacks = {
    onSaveKey: async () => ({ ok: true, checked: true, accountCount: 1 }),
    onForgetKey: () => {},
    onChooseAccount: () => {},
    onOpenHistory: () => {},
    onExport: () => {},
    onEraseHistory: () => {},
    onCopyDiagnostics: async () => {},
    onGrantHost: () => {},
    ...change.callbacks,
    onChange: (patch) => {
      onChange?.(patch);
      setSettings({ ...settings, ...patch });
    },
  };
  return (
    <Options
      account={account}
      shortcuts={[]}
      usedToday={84}
      {...change}
      settings={settings}
      callbacks={callbacks}
    />
  );
}

const number = (name: string) => screen.getByRole("spinbutton", { name });

async function type(field: HTMLElement, text: string) {
  await userEvent.clear(field);
  if (text !== "") await userEvent.type(field, text);
}

test("The diagnostics are there whatever the page looks like", async () => {
  const onCopyDiagnostics = vi.fn(async () => {});
  render(<Kept callbacks={{ onCopyDiagnostics } as unknown as Callbacks} />);
  await userEvent.click(screen.getByRole("button", { name: "Copy diagnostics" }));
  expect(onCopyDiagnostics).toHaveBeenCalledOnce();
  expect(await screen.findByText("Copied")).toBeTruthy();
});

test("A host that the browser withholds is said, and asked for in the press", async () => {
  const onGrantHost = vi.fn();
  render(<Kept missingHosts={["connectsafely"]} callbacks={{ onGrantHost } as unknown as Callbacks} />);
  await userEvent.click(screen.getByRole("button", { name: "Allow access to ConnectSafely" }));
  expect(onGrantHost).toHaveBeenCalledExactlyOnceWith("connectsafely");
});

describe("The numbers", () => {
  test.each([
    ["Seconds to undo", "12", { undoSeconds: 12 }],
    ["Seconds to undo", "0", { undoSeconds: 0 }],
    ["Requests per minute", "30", { requestsPerMinute: 30 }],
    ["Requests per day", "500", { dailyLimit: 500 }],
  ])("%s %s is kept at once", async (name, text, patch) => {
    const onChange = vi.fn();
    render(<Kept onChange={onChange} />);
    await type(number(name), text);
    expect(onChange).toHaveBeenLastCalledWith(patch);
    expect(number(name)).toHaveProperty("value", text);
  });

  test.each([
    ["Seconds to undo", "61"],
    ["Seconds to undo", "1.5"],
    ["Requests per minute", "0"],
    ["Requests per minute", ""],
  ])("%s %j is not kept, and the field says what is", async (name, text) => {
    const onChange = vi.fn();
    render(<Kept onChange={onChange} />);
    await type(number(name), text);
    for (const [patch] of onChange.mock.calls) {
      expect(Object.values(patch)).not.toContain(Number(text || Number.NaN));
    }
    expect(number(name).getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText(/^A whole number from/)).toBeTruthy();
    await userEvent.tab();
    expect(number(name).getAttribute("aria-invalid")).toBe("false");
  });

  test("an empty daily limit is no limit", async () => {
    const onChange = vi.fn();
    render(<Kept onChange={onChange} settings={{ ...DEFAULT_SETTINGS, dailyLimit: 500 }} />);
    await userEvent.clear(number("Requests per day"));
    expect(onChange).toHaveBeenCalledExactlyOnceWith({ dailyLimit: null });
  });
});

describe("The pace", () => {
  test("has presets that set the number", async () => {
    render(<Kept />);
    await userEvent.click(screen.getByRole("radio", { name: "Gentle, 15 a minute" }));
    expect(number("Requests per minute")).toHaveProperty("value", "15");
  });

  test("of one's own is Custom, with a warning above what ConnectSafely publishes", async () => {
    render(<Kept />);
    await type(number("Requests per minute"), "120");
    expect(screen.getByRole("radio", { name: "Custom" })).toHaveProperty("checked", true);
    expect(screen.getByText(/publishes 60 a minute/)).toBeTruthy();
  });
});

describe("The key", () => {
  test("is shown by its end, replaced and forgotten", async () => {
    const onForgetKey = vi.fn();
    const onSaveKey = vi.fn<Callbacks["onSaveKey"]>(async () => ({
      ok: true,
      checked: true,
      accountCount: 1,
    }));
    render(<Kept callbacks={{ onForgetKey, onSaveKey } as unknown as Callbacks} />);
    expect(screen.getByText(/A key that ends in 3f2a is kept/)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Replace key" }));
    await userEvent.type(screen.getByRole("textbox", { name: "API key" }), "new-key{Enter}");
    expect(onSaveKey).toHaveBeenCalledExactlyOnceWith("new-key");
    expect(screen.queryByRole("textbox", { name: "API key" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Forget key" }));
    expect(onForgetKey).toHaveBeenCalledOnce();
  });

  test("promises no wiping of the disk", () => {
    render(<Kept />);
    expect(screen.getByText(/traces can stay on the disk/)).toBeTruthy();
  });
});

describe("The other choices", () => {
  test.each([
    ["radio", "Always", { confirm: "always" }],
    ["radio", "7 days", { retentionDays: 7 }],
    ["radio", "Dark", { theme: "dark" }],
    ["radio", "Until the browser closes", { keepKey: "session" }],
    ["checkbox", "Starred ones", { keepStarred: true }],
    ["checkbox", "Today’s", { keepToday: true }],
    ["checkbox", "Show the unread count on the toolbar button", { badgeUnread: false }],
  ])("%s %s is kept at once", async (role, name, patch) => {
    const onChange = vi.fn();
    render(<Kept onChange={onChange} />);
    // "Never" is the name of two: each has its own group.
    await userEvent.click(screen.getByRole(role, { name }));
    expect(onChange).toHaveBeenCalledExactlyOnceWith(patch);
  });

  test("history is erased by a second press only", async () => {
    const onEraseHistory = vi.fn();
    render(<Kept callbacks={{ onEraseHistory } as unknown as Callbacks} />);
    await userEvent.click(screen.getByRole("button", { name: "Erase history" }));
    expect(onEraseHistory).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("button", { name: "Press again to erase" }));
    expect(onEraseHistory).toHaveBeenCalledOnce();
    expect(screen.getByText("History erased.")).toBeTruthy();
  });

  test("a shortcut that was taken is told", () => {
    render(<Kept shortcuts={[{ name: "mark-all-seen", shortcut: "" }]} />);
    expect(screen.getByText("no key assigned")).toBeTruthy();
    expect(screen.getByText(/Choose one of your own/)).toBeTruthy();
  });
});
