// @vitest-environment jsdom
import { cleanup, render, screen, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Popup } from "../../components/popup/Popup";
import type { PopupCallbacks, PopupProps } from "../../components/popup/props";
import { DEFAULT_SETTINGS } from "../../lib/settings";
import { callbacks, inbox, NOW, popupProps, runView, twoAccounts, urn } from "../gallery/fixtures";
import { POPUP_STATES } from "../gallery/popup-states";
import { withLayout } from "./layout";

withLayout();
afterEach(cleanup);

function state(name: string, change: Partial<PopupCallbacks> = {}): PopupProps {
  const props = POPUP_STATES[name];
  if (!props) throw new Error(`no state ${name}`);
  return { ...props, callbacks: { ...callbacks, ...change } };
}

const main = () => screen.getByRole("button", { name: /^(Mark|Press again)/ });
const checkbox = (name: string) => screen.getAllByRole("checkbox", { name })[0] as HTMLElement;

describe("Without a key", () => {
  test("the popup asks for it first and still shows what is known", () => {
    render(<Popup {...state("no-key")} />);
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "API key" }));
    expect(main()).toHaveProperty("disabled", true);
    expect(main().textContent).toBe("Mark all seen (23)");
  });

  test("a saved key is handed over trimmed", async () => {
    const onSaveKey = vi.fn(callbacks.onSaveKey);
    render(<Popup {...state("no-key", { onSaveKey })} />);
    await userEvent.type(screen.getByRole("textbox", { name: "API key" }), "  key-1 ");
    await userEvent.click(screen.getByRole("button", { name: "Save key" }));
    expect(onSaveKey).toHaveBeenCalledExactlyOnceWith("key-1");
    expect(screen.getByRole("textbox", { name: "API key" })).toHaveProperty("value", "");
  });

  test("a wrong key is an alert that says so, and stays to be mended", async () => {
    const onSaveKey: PopupCallbacks["onSaveKey"] = async () => ({ ok: false, reason: "refused" });
    render(<Popup {...state("no-key", { onSaveKey })} />);
    const field = screen.getByRole("textbox", { name: "API key" });
    await userEvent.type(field, "wrong{Enter}");
    expect(screen.getAllByRole("alert")[0]?.textContent).toMatch(/does not accept this key/);
    expect(field).toHaveProperty("value", "wrong");
    expect(document.activeElement).toBe(field);
  });

  // Seen red with the form left at "Checking…".
  test("a background that answers nothing is an alert, and the key stays to be saved again", async () => {
    const onSaveKey: PopupCallbacks["onSaveKey"] = () => Promise.reject(new Error("no receiver"));
    render(<Popup {...state("no-key", { onSaveKey })} />);
    await userEvent.type(screen.getByRole("textbox", { name: "API key" }), "key-1{Enter}");
    expect(screen.getAllByRole("alert")[0]?.textContent).toMatch(/could not be saved\. Try again/);
    expect(screen.getByRole("textbox", { name: "API key" })).toHaveProperty("value", "key-1");
    expect(screen.getByRole("button", { name: "Save key" }).getAttribute("aria-disabled")).toBe("false");
  });

  test("the focus stays in the popup when the form goes", () => {
    const { rerender } = render(<Popup {...state("no-key")} />);
    rerender(<Popup {...state("ready")} />);
    expect(document.activeElement).toBe(screen.getByRole("main"));
  });
});

describe("With a key", () => {
  test("that could not be checked the popup says so", () => {
    render(<Popup {...state("key-unchecked")} />);
    expect(screen.getByText(/could not be checked with ConnectSafely/)).toBeTruthy();
    expect(main()).toHaveProperty("disabled", false);
  });

  test("that reaches several accounts one has to be chosen before anything is sent", async () => {
    const onChooseAccount = vi.fn();
    render(<Popup {...state("accounts", { onChooseAccount })} />);
    expect(main()).toHaveProperty("disabled", true);
    await userEvent.selectOptions(
      screen.getByRole("combobox", { name: "LinkedIn account" }),
      twoAccounts.accounts[0]?.id ?? "",
    );
    expect(onChooseAccount).toHaveBeenCalledExactlyOnceWith(twoAccounts.accounts[0]?.id);
  });

  test("that was refused since the form is there again, with an alert", () => {
    render(<Popup {...state("key-refused")} />);
    expect(screen.getByRole("textbox", { name: "API key" })).toBeTruthy();
    expect(screen.getAllByRole("alert")[0]?.textContent).toMatch(/no longer accepts/);
    expect(screen.queryByRole("button", { name: "Resume" })).toBeNull();
  });
});

describe("Where there is no messaging", () => {
  test("a button opens it", async () => {
    const onOpenMessaging = vi.fn();
    render(<Popup {...state("elsewhere", { onOpenMessaging })} />);
    await userEvent.click(screen.getByRole("button", { name: "Open LinkedIn messaging" }));
    expect(onOpenMessaging).toHaveBeenCalledOnce();
  });

  test("a tab older than the extension is reloaded", async () => {
    const onReloadTab = vi.fn();
    render(<Popup {...state("unreachable", { onReloadTab })} />);
    await userEvent.click(screen.getByRole("button", { name: "Reload tab" }));
    expect(onReloadTab).toHaveBeenCalledOnce();
  });

  test("another product's inbox is named as such", () => {
    render(<Popup {...state("sales-navigator")} />);
    expect(screen.getByText(/Sales Navigator/)).toBeTruthy();
  });

  // LinkedIn's overlay tells of the person's own messages there too, and a press there does not mean those.
  test("nothing is offered over another product's inbox, whatever its page has told", () => {
    render(<Popup {...popupProps({ tab: "page-inbox" })} />);
    expect(screen.queryByRole("button", { name: /^Mark all seen/ })).toBeNull();
    expect(screen.queryByRole("checkbox")).toBeNull();
  });
});

describe("The main button", () => {
  test("sends exactly what is shown, with the activity that was shown", async () => {
    const onStart = vi.fn(callbacks.onStart);
    const props = popupProps({ callbacks: { ...callbacks, onStart } });
    render(<Popup {...props} />);
    await userEvent.click(screen.getByRole("button", { name: "Mark all seen (23)" }));
    const sent = onStart.mock.calls[0]?.[0];
    expect(sent).toEqual(
      props.inbox?.conversations.map(({ urn: id, name, lastActivityAt }) => ({
        urn: id,
        name,
        shownActivityAt: lastActivityAt,
      })),
    );
  });

  test("is disabled at 0", () => {
    render(<Popup {...state("nothing-unread")} />);
    expect(screen.getByRole("button", { name: "Mark all seen (0)" })).toHaveProperty("disabled", true);
  });

  test("never offers what is not readable, and says how many that are", () => {
    render(<Popup {...state("drift")} />);
    expect(main().textContent).toBe("Mark all seen (12)");
    expect(screen.getByText(/^4 not readable/)).toBeTruthy();
  });

  test("does not call a part all: a longer list is 50+", () => {
    render(<Popup {...state("everything")} />);
    expect(main().textContent).toBe("Mark 50 of 50+ seen");
  });

  test("names the selected ones and sends only them", async () => {
    const onStart = vi.fn(callbacks.onStart);
    render(<Popup {...state("ready", { onStart })} />);
    await userEvent.click(checkbox("Amara Okonkwo-Lindqvist"));
    await userEvent.click(checkbox("王小明"));
    expect(main().textContent).toBe("Mark 2 seen");
    expect(screen.getByText("21 stay unread")).toBeTruthy();
    await userEvent.click(main());
    expect(onStart.mock.calls[0]?.[0].map((item) => item.urn)).toEqual([urn(0), urn(2)]);
  });

  test("goes back to all when the selection is taken back", async () => {
    render(<Popup {...state("ready")} />);
    await userEvent.click(checkbox("王小明"));
    await userEvent.click(screen.getByRole("button", { name: "Select none" }));
    expect(main().textContent).toBe("Mark all seen (23)");
  });

  test("says why a press did not start a run", async () => {
    const onStart: PopupCallbacks["onStart"] = async () => ({ ok: false, reason: "failed" });
    render(<Popup {...state("ready", { onStart })} />);
    await userEvent.click(main());
    expect(screen.getByRole("alert").textContent).toMatch(/could not be started/);
  });

  // Seen red with a button that stayed disabled.
  test("can be pressed again when the background answered nothing", async () => {
    const onStart: PopupCallbacks["onStart"] = () => Promise.reject(new Error("no receiver"));
    render(<Popup {...state("ready", { onStart })} />);
    await userEvent.click(main());
    expect(screen.getByRole("alert").textContent).toMatch(/could not be started/);
    expect(main()).toHaveProperty("disabled", false);
  });

  test("tells what the other person may see, until the first run", () => {
    const { rerender } = render(<Popup {...state("first-run")} />);
    expect(screen.getByText(/can show the other person/)).toBeTruthy();
    rerender(<Popup {...state("ready")} />);
    expect(screen.queryByText(/can show the other person/)).toBeNull();
  });
});

describe("The second press", () => {
  const sure = (onStart: PopupCallbacks["onStart"]) =>
    popupProps({
      settings: { ...DEFAULT_SETTINGS, confirm: "always", firstRunDone: true },
      callbacks: { ...callbacks, onStart },
    });

  test("runs; the first only arms", async () => {
    const onStart = vi.fn(callbacks.onStart);
    render(<Popup {...sure(onStart)} />);
    await userEvent.click(main());
    expect(main().textContent).toBe("Press again to mark 23 seen");
    expect(onStart).not.toHaveBeenCalled();
    await userEvent.keyboard("{Enter}");
    expect(onStart).toHaveBeenCalledOnce();
  });

  test("is not asked for at 50 or fewer by default", async () => {
    const onStart = vi.fn(callbacks.onStart);
    render(<Popup {...popupProps({ inbox: inbox(50), callbacks: { ...callbacks, onStart } })} />);
    await userEvent.click(main());
    expect(onStart).toHaveBeenCalledOnce();
  });

  test.each([
    ["another key", () => userEvent.keyboard("{Shift}")],
    ["a press elsewhere", () => userEvent.click(screen.getByRole("heading", { name: "Caught Up" }))],
  ])("comes too late after %s", async (_, disturb) => {
    const onStart = vi.fn(callbacks.onStart);
    render(<Popup {...sure(onStart)} />);
    await userEvent.click(main());
    await disturb();
    expect(main().textContent).toBe("Mark all seen (23)");
    await userEvent.click(main());
    expect(onStart).not.toHaveBeenCalled();
  });

  test("comes too late when what it would send has changed", async () => {
    const onStart = vi.fn(callbacks.onStart);
    const props = sure(onStart);
    const { rerender } = render(<Popup {...props} />);
    await userEvent.click(main());
    rerender(<Popup {...props} inbox={inbox(24)} />);
    expect(main().textContent).toBe("Mark all seen (24)");
  });

  test("is still the second one when the same inbox is told once more", async () => {
    const props = sure(callbacks.onStart);
    const { rerender } = render(<Popup {...props} />);
    await userEvent.click(main());
    rerender(<Popup {...props} inbox={inbox(23)} now={props.now + 1000} />);
    expect(main().textContent).toBe("Press again to mark 23 seen");
  });
});

describe("The list", () => {
  test("draws the rows in sight, not all five thousand", () => {
    render(<Popup {...state("ready-5000")} />);
    expect(main().textContent).toBe("Mark all seen (5,000)");
    const rows = within(screen.getByRole("list", { name: "Unread conversations" })).getAllByRole("listitem");
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.length).toBeLessThan(30);
    expect(rows[0]?.getAttribute("aria-setsize")).toBe("5000");
  });

  test("is one stop for Tab; arrow keys move, Space selects", async () => {
    render(<Popup {...state("ready")} />);
    screen.getByRole("checkbox", { name: "Select all" }).focus();
    await userEvent.tab();
    await userEvent.keyboard("{ArrowDown}{ArrowDown} ");
    expect(document.activeElement).toHaveProperty("checked", true);
    expect(document.activeElement?.getAttribute("data-urn")).toBe(urn(2));
    await userEvent.keyboard("{Home}");
    expect(document.activeElement?.getAttribute("data-urn")).toBe(urn(0));
    await userEvent.tab();
    await userEvent.tab();
    expect(document.activeElement).toBe(main());
  });

  test("reaches its end by one key", async () => {
    render(<Popup {...state("ready-5000")} />);
    checkbox("Amara Okonkwo-Lindqvist").focus();
    await userEvent.keyboard("{End}");
    expect(document.activeElement?.getAttribute("data-urn")).toBe(urn(4999));
  });

  test("narrows with the search and says what the press then does", async () => {
    render(<Popup {...state("ready")} />);
    await userEvent.type(screen.getByRole("searchbox", { name: "Search by name" }), "felicite");
    expect(main().textContent).toBe("Mark 2 seen");
    expect(screen.getByText("2 shown")).toBeTruthy();
  });

  test("selects all that is shown, none, and this with everything older", async () => {
    render(<Popup {...state("ready-few")} />);
    await userEvent.click(screen.getByRole("checkbox", { name: "Select all" }));
    expect(screen.getByText("3 selected")).toBeTruthy();
    await userEvent.click(screen.getByRole("checkbox", { name: "Select all" }));
    expect(screen.queryByText(/selected/)).toBeNull();
    await userEvent.click(
      screen.getByRole("button", { name: "Select Tomás Ferreira da Cunha and everything older" }),
    );
    expect(main().textContent).toBe("Mark 2 seen");
  });

  test("selects a range with Shift", async () => {
    const user = userEvent.setup();
    render(<Popup {...state("ready")} />);
    await user.click(checkbox("Amara Okonkwo-Lindqvist"));
    await user.keyboard("{Shift>}");
    await user.click(checkbox("ليلى حداد"));
    await user.keyboard("{/Shift}");
    expect(main().textContent).toBe("Mark 4 seen");
  });

  test("leaves out by kind, age, star and day, and says what is kept", async () => {
    render(<Popup {...state("ready")} />);
    await userEvent.click(screen.getByRole("button", { name: "Filter" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "Starred ones" }));
    expect(main().textContent).toBe("Mark 19 seen");
    expect(screen.getByText("4 stay unread: 4 starred")).toBeTruthy();
    await userEvent.click(screen.getByRole("checkbox", { name: "Starred ones" }));
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Older than" }), "Days…");
    await userEvent.type(screen.getByRole("spinbutton", { name: "Days" }), "16");
    expect(main().textContent).toBe("Mark 13 seen");
    expect(screen.getByRole("button", { name: "Filter (1)" })).toBeTruthy();
    await userEvent.click(screen.getByRole("checkbox", { name: "Starred ones" }));
    expect(
      screen.getByText(/^\d+ stay unread: \d starred, \d+ left out by search, filter or selection$/),
    ).toBeTruthy();
  });

  test("leaves out by kind and day", async () => {
    const kinds = ["direct", "group", "inmail", "sponsored"] as const;
    const many = inbox(8).conversations.map((each, i) => ({
      ...each,
      kind: kinds[i % 4] ?? "direct",
      // Half of them are of this minute, half of yesterday.
      lastActivityAt: NOW - (i < 4 ? 60_000 : 86_400_000),
    }));
    render(<Popup {...popupProps({ inbox: inbox(8, { conversations: many }) })} />);
    await userEvent.click(screen.getByRole("button", { name: "Filter" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "InMail" }));
    expect(main().textContent).toBe("Mark 6 seen");
    expect(screen.getByText("2 stay unread")).toBeTruthy();
    await userEvent.click(screen.getByRole("checkbox", { name: "Today’s" }));
    expect(main().textContent).toBe("Mark 3 seen");
    expect(
      screen.getByText("5 stay unread: 3 from today, 2 left out by search, filter or selection"),
    ).toBeTruthy();
  });

  test("counts one that is both selected and hidden once", async () => {
    render(<Popup {...state("ready")} />);
    await userEvent.click(screen.getAllByRole("checkbox", { name: /Tomás/ })[0] as HTMLElement);
    await userEvent.click(screen.getByRole("button", { name: "Filter" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "Starred ones" }));
    expect(screen.getByText(/^23 stay unread: 3 starred, 1 selected, but not shown/)).toBeTruthy();
  });
});

describe("What is not known", () => {
  test("nobody is told to be caught up while something may be unread", () => {
    const unknown = { ...inbox(1).conversations[0], readState: "unknown" } as const;
    render(<Popup {...popupProps({ inbox: { ...inbox(1), conversations: [unknown as never] } })} />);
    expect(screen.getByText(/1 not readable/)).toBeTruthy();
    expect(screen.queryByText(/caught up/i, { selector: ".note" })).toBeNull();
  });
});

describe("A run", () => {
  test("can be undone with the seconds left while it is held", async () => {
    const onUndo = vi.fn();
    render(<Popup {...state("holding", { onUndo })} />);
    expect(screen.getByText("Marking 23 as seen in 5 seconds")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(onUndo).toHaveBeenCalledExactlyOnceWith("run-1");
    expect(main().textContent).toBe("Mark all seen (0)");
  });

  test("shows real progress and how long it takes, and can be paused and stopped", async () => {
    const onPause = vi.fn();
    const onStop = vi.fn();
    render(<Popup {...state("running", { onPause, onStop })} />);
    const bar = screen.getByRole("progressbar");
    expect(bar.getAttribute("aria-valuenow")).toBe("86");
    expect(bar.getAttribute("aria-valuemax")).toBe("247");
    expect(screen.getAllByText("84 seen · 161 to go · 1 skipped · 1 failed")).not.toHaveLength(0);
    expect(screen.getByText("up to 60 a minute · about 3 min left")).toBeTruthy();
    expect(screen.getByText("3 conversations added to this run.")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Pause" }));
    await userEvent.click(screen.getByRole("button", { name: "Stop" }));
    expect(onPause).toHaveBeenCalledExactlyOnceWith("run-1");
    expect(onStop).toHaveBeenCalledExactlyOnceWith("run-1");
  });

  test("is spoken at its quarters, not with every conversation", () => {
    const at = (done: number) =>
      popupProps({ run: runView({}, { done, pending: 24 - done }), inbox: inbox(0) });
    const { rerender } = render(<Popup {...at(0)} />);
    const spoken = () => screen.getByRole("status").textContent;
    rerender(<Popup {...at(6)} />);
    expect(spoken()).toBe("6 seen · 18 to go");
    rerender(<Popup {...at(7)} />);
    expect(spoken()).toBe("6 seen · 18 to go");
    rerender(<Popup {...at(12)} />);
    expect(spoken()).toBe("12 seen · 12 to go");
  });

  test("that is paused resumes", async () => {
    const onResume = vi.fn();
    render(<Popup {...state("paused", { onResume })} />);
    await userEvent.click(screen.getByRole("button", { name: "Resume" }));
    expect(onResume).toHaveBeenCalledExactlyOnceWith("run-1");
  });

  test("that lost the browser's leave asks for it, once", async () => {
    const onGrantHost = vi.fn();
    render(<Popup {...state("permission-lost", { onGrantHost })} missingHosts={["connectsafely"]} />);
    await userEvent.click(screen.getByRole("button", { name: "Allow access to ConnectSafely" }));
    expect(onGrantHost).toHaveBeenCalledExactlyOnceWith("connectsafely");
    expect(
      screen.getAllByText(/no longer lets Caught Up/, { selector: ".callout, .callout p" }),
    ).toHaveLength(1);
    // Should the browser have given it back without a word, the run can still be taken on.
    expect(screen.getByRole("button", { name: "Resume" })).toBeTruthy();
  });

  test("that waits says when it goes on", () => {
    render(<Popup {...state("waiting")} />);
    expect(screen.getByText("Goes on at 2:32 PM")).toBeTruthy();
  });

  test("that is over says so in the status and can't be stopped", async () => {
    const onMarkUnread = vi.fn();
    render(<Popup {...state("finished", { onMarkUnread })} />);
    expect(screen.getByRole("status").textContent).toBe("23 seen");
    expect(screen.queryByRole("button", { name: "Stop" })).toBeNull();
    expect(screen.queryByRole("progressbar")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Mark unread again" }));
    expect(onMarkUnread).toHaveBeenCalledExactlyOnceWith("run-1");
    expect(screen.getByText(/receipt that was shown stays shown/)).toBeTruthy();
  });

  test("that failed in part names who and why, and tries again", async () => {
    const onRetryFailed = vi.fn();
    const onCopy = vi.fn(async () => {});
    render(<Popup {...state("finished-failures", { onRetryFailed, onCopy })} />);
    expect(screen.getByRole("status").textContent).toBe("18 seen");
    expect(screen.getByRole("alert").textContent).toMatch(/^3 conversations could not/);
    const cause = screen.getByRole("heading", { name: "ConnectSafely does not find the conversation" });
    expect(within(cause.parentElement as HTMLElement).getAllByRole("listitem")).toHaveLength(2);
    await userEvent.click(screen.getByRole("button", { name: "Copy details" }));
    expect(onCopy).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("Northlight Robotics"));
    expect(await screen.findByText("Copied")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Retry failed" }));
    expect(onRetryFailed).toHaveBeenCalledExactlyOnceWith("run-1");
  });

  test("that was taken back says that nothing was marked", () => {
    render(<Popup {...state("taken-back")} />);
    expect(screen.getByRole("status").textContent).toBe("Taken back: nothing was marked.");
    expect(screen.queryByRole("button", { name: "Mark unread again" })).toBeNull();
  });

  test("that was stopped does not say that it is over while its last requests are on the wire", () => {
    const stopping = (done: number) => runView({ state: "stopped" }, { done, leased: 4, skipped: 19 - done });
    const { rerender } = render(<Popup {...state("stopped")} run={stopping(0)} />);
    expect(screen.getByRole("status").textContent).toBe("0 seen · 4 to go");
    rerender(<Popup {...state("stopped")} run={stopping(2)} />);
    expect(screen.getByRole("status").textContent).toBe("2 seen · 4 to go");
  });

  test("is not offered to be marked unread where ConnectSafely can't", () => {
    render(<Popup {...state("finished")} markUnreadUnavailable />);
    expect(screen.queryByRole("button", { name: "Mark unread again" })).toBeNull();
  });

  test("of before is among the last runs, with its way back", async () => {
    const onMarkUnread = vi.fn();
    render(<Popup {...state("recent-runs", { onMarkUnread })} />);
    await userEvent.click(screen.getByText("Last runs"));
    await userEvent.click(screen.getAllByRole("button", { name: "Mark unread again" })[1] as HTMLElement);
    expect(onMarkUnread).toHaveBeenCalledExactlyOnceWith("run-0");
  });
});

describe("The scope", () => {
  test("is said with its number and can be changed", async () => {
    const onScope = vi.fn();
    render(<Popup {...state("ready", { onScope })} />);
    expect(screen.getByRole("radio", { name: "Loaded here 23" })).toHaveProperty("checked", true);
    await userEvent.click(screen.getByRole("radio", { name: "Everything unread" }));
    expect(onScope).toHaveBeenCalledExactlyOnceWith("everything");
  });

  test("shows a number that is not known as 50+ and sets Sales Navigator apart", () => {
    render(<Popup {...state("everything")} />);
    expect(screen.getByRole("radio", { name: "Everything unread 50+" })).toBeTruthy();
    expect(screen.getByText(/^2 Sales Navigator conversations are left out/)).toBeTruthy();
  });

  // ConnectSafely's list has no stars: without the page's news, starred ones would be sent though they are to be kept.
  test("keeps starred ones out of everything also over another product's inbox", () => {
    const known = inbox(6);
    const conversations = known.conversations.map(({ starred: _, ...listed }) => listed);
    render(
      <Popup
        {...popupProps({
          tab: "page-inbox",
          inbox: known,
          settings: { ...DEFAULT_SETTINGS, keepStarred: true },
          everything: {
            state: "loaded",
            result: { ok: true, conversations, salesNavigator: 0, complete: true },
          },
        })}
      />,
    );
    expect(main().textContent).toBe("Mark 5 seen");
  });

  test("is offered where the page can't be read, beside the diagnostics", async () => {
    const onCopyDiagnostics = vi.fn(async () => {});
    render(<Popup {...state("unreadable", { onCopyDiagnostics })} />);
    expect(screen.getByRole("button", { name: "Use Everything unread" })).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Copy diagnostics" }));
    expect(onCopyDiagnostics).toHaveBeenCalledOnce();
    expect(await screen.findByText("Copied")).toBeTruthy();
  });
});

describe("A host that the browser withholds", () => {
  test.each([
    ["linkedin-withheld", "linkedin", /no longer lets Caught Up read LinkedIn/, "Allow access to LinkedIn"],
    ["connectsafely-withheld", "connectsafely", /nothing can be marked/, "Allow access to ConnectSafely"],
  ] as const)("is said and asked for: %s", async (name, host, text, button) => {
    const onGrantHost = vi.fn();
    render(<Popup {...state(name, { onGrantHost })} />);
    expect(screen.getByText(text)).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: button }));
    expect(onGrantHost).toHaveBeenCalledExactlyOnceWith(host);
  });
});

test("Everything unread that failed is asked for again, and the focus stays with it", async () => {
  const onScope = vi.fn();
  const everything = { state: "loaded", result: { ok: false, reason: "network" } } as const;
  render(<Popup {...popupProps({ everything, callbacks: { ...callbacks, onScope } })} />);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(onScope).toHaveBeenCalledExactlyOnceWith("everything");
  expect(document.activeElement).toBe(screen.getByRole("radio", { name: /^Everything unread/ }));
});

test("A clipboard that the browser refuses is said", async () => {
  const onCopyDiagnostics = vi.fn(() => Promise.reject(new Error("not allowed")));
  render(<Popup {...state("unreadable", { onCopyDiagnostics })} />);
  await userEvent.click(screen.getByRole("button", { name: "Copy diagnostics" }));
  expect(await screen.findByText("The browser did not let it be copied. Try again.")).toBeTruthy();
});

test("Live regions are there before there is anything to say", () => {
  render(<Popup {...state("ready")} />);
  expect(screen.getByRole("status").textContent).toBe("");
  expect(screen.getByRole("alert").textContent).toBe("");
});

test("A name is shown as text, whatever is in it", () => {
  const hostile = "<img src=x onerror=alert(1)>\u202Eevil";
  const { conversations } = inbox(1);
  const props = popupProps({
    inbox: inbox(1, { conversations: conversations.map((each) => ({ ...each, name: hostile })) }),
  });
  render(<Popup {...props} />);
  expect(screen.getByRole("checkbox", { name: hostile })).toBeTruthy();
  expect(document.querySelector("img")).toBeNull();
});
