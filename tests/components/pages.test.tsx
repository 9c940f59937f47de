// @vitest-environment jsdom
import { cleanup, render, screen, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { History } from "../../components/history/History";
import { Welcome } from "../../components/welcome/Welcome";
import { urn } from "../gallery/fixtures";
import { history, historyItems, welcome } from "../gallery/page-states";

afterEach(cleanup);

describe("The welcome page", () => {
  test("says what is sent and what the other person sees, before it asks for the key", () => {
    render(<Welcome {...welcome} />);
    const headings = screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);
    expect(headings).toEqual(["1. What happens", "2. Your key", "3. Try it", "Shortcuts"]);
    expect(screen.getByText(/other person may see that you have read/)).toBeTruthy();
    expect(screen.getByRole("textbox", { name: "API key" })).toBeTruthy();
  });

  test("tries without a key and says that nothing was sent", async () => {
    const onDryRun = vi.fn();
    const { rerender } = render(<Welcome {...welcome} callbacks={{ ...welcome.callbacks, onDryRun }} />);
    expect(screen.getByRole("status").textContent).toBe("");
    await userEvent.click(screen.getByRole("button", { name: "Try without sending" }));
    expect(onDryRun).toHaveBeenCalledOnce();
    rerender(<Welcome {...welcome} dryRun={{ state: "no-tab" }} />);
    expect(screen.getByRole("status").textContent).toMatch(/not open in any tab/);
  });

  test.each([
    [23, "23 unread here, 4 of them starred; nothing was sent."],
    [1, "1 unread here; nothing was sent."],
  ])("counts %i in a try", async (count, text) => {
    const { inbox } = await import("../gallery/fixtures");
    render(<Welcome {...welcome} dryRun={{ state: "read", inbox: inbox(count) }} />);
    expect(screen.getByRole("status").textContent).toBe(text);
  });

  test("shows which keys were really assigned", async () => {
    const onOpenShortcuts = vi.fn();
    render(<Welcome {...welcome} callbacks={{ ...welcome.callbacks, onOpenShortcuts }} />);
    expect(screen.getByText("no key assigned")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Change shortcuts" }));
    expect(onOpenShortcuts).toHaveBeenCalledOnce();
  });
});

describe("The history page", () => {
  test("lists runs with their counts and takes one back", async () => {
    const onMarkUnread = vi.fn();
    render(<History {...history} callbacks={{ ...history.callbacks, onMarkUnread }} />);
    const runs = screen.getByRole("list", { name: "Runs" });
    expect(within(runs).getByText(/18 seen · 2 skipped · 3 failed/)).toBeTruthy();
    await userEvent.click(
      within(runs).getAllByRole("button", { name: "Mark unread again" })[0] as HTMLElement,
    );
    expect(onMarkUnread).toHaveBeenCalledExactlyOnceWith("b");
  });

  test("asks for the conversations of a run that is opened, and takes one of them back", async () => {
    const onOpenRun = vi.fn();
    const onMarkUnread = vi.fn();
    render(<History {...history} callbacks={{ ...history.callbacks, onOpenRun, onMarkUnread }} />);
    await userEvent.click(screen.getByText(/18 seen/));
    await vi.waitFor(() => expect(onOpenRun).toHaveBeenCalledExactlyOnceWith("b"));
    expect(screen.getByText("skipped: a newer message has come")).toBeTruthy();
    expect(screen.getByText("ConnectSafely does not find the conversation")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Mark unread again: Amara Okonkwo-Lindqvist" }));
    expect(onMarkUnread).toHaveBeenCalledExactlyOnceWith("b", [urn(0)]);
  });

  test("searches by name and says how many it has found", async () => {
    const onSearch = vi.fn();
    const props = { ...history, callbacks: { ...history.callbacks, onSearch } };
    const { rerender } = render(<History {...props} />);
    await userEvent.type(screen.getByRole("searchbox", { name: "Search by name" }), "王");
    expect(onSearch).toHaveBeenLastCalledWith("王");
    rerender(<History {...props} found={historyItems.filter(({ name }) => name.includes("王"))} />);
    expect(screen.getByRole("status").textContent).toBe("1 conversation found");
    rerender(<History {...props} found={historyItems} limit={historyItems.length} />);
    expect(screen.getByRole("status").textContent).toBe("The newest 8 are shown; an export holds all.");
    expect(screen.queryByRole("list", { name: "Runs" })).toBeNull();
  });

  test("says the chart in words as well", () => {
    render(<History {...history} />);
    expect(screen.getByRole("img", { name: "Conversations marked as seen per day" })).toBeTruthy();
    expect(
      screen.getByText(/149 conversations marked as seen in the last 30 days\. Most on Oct 20: 84\./),
    ).toBeTruthy();
  });

  test("exports in both formats", async () => {
    const onExport = vi.fn();
    render(<History {...history} callbacks={{ ...history.callbacks, onExport }} />);
    await userEvent.click(screen.getByRole("button", { name: "Export CSV" }));
    await userEvent.click(screen.getByRole("button", { name: "Export JSON" }));
    expect(onExport.mock.calls).toEqual([["csv"], ["json"]]);
  });

  test("offers no way back where ConnectSafely has none", () => {
    render(<History {...history} markUnreadUnavailable />);
    expect(screen.queryByRole("button", { name: /^Mark unread again/ })).toBeNull();
  });
});
