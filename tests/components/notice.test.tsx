// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Notice, type NoticeProps } from "../../components/notice/Notice";
import { createNoticeHost } from "../../components/notice/notice-host";
import { NOTICE_PROBLEM_TEXT } from "../../components/texts";
import type { Notice as NoticeData, NoticeProblem } from "../../lib/extension/messages";
import { NOW, runView } from "../gallery/fixtures";
import { NOTICE_STATES } from "../gallery/notice-states";

afterEach(cleanup);

const nothing = () => {};

function notice(name: string, change: Partial<NoticeProps> = {}): NoticeProps {
  const shown = NOTICE_STATES[name];
  if (!shown) throw new Error(`no state ${name}`);
  return {
    notice: shown,
    now: NOW,
    onUndo: nothing,
    onHold: nothing,
    onDismiss: nothing,
    onDisarm: nothing,
    ...change,
  };
}

describe("The message in the page", () => {
  test("says what will happen and can be undone", async () => {
    const onUndo = vi.fn();
    render(<Notice {...notice("holding", { onUndo })} />);
    expect(screen.getByText("Marking 23 as seen in 5 seconds")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(onUndo).toHaveBeenCalledExactlyOnceWith("run-1");
  });

  test("holds the clock once while it is hovered or focused, and lets it go once", async () => {
    const onHold = vi.fn();
    render(<Notice {...notice("holding", { onHold })} />);
    const box = screen.getByRole("region", { name: "Caught Up" });
    await userEvent.hover(box);
    screen.getByRole("button", { name: "Undo" }).focus();
    await userEvent.tab();
    expect(onHold.mock.calls).toEqual([["run-1", true]]);
    await userEvent.unhover(box);
    expect(onHold).toHaveBeenCalledTimes(1);
    await userEvent.tab();
    expect(onHold.mock.calls).toEqual([
      ["run-1", true],
      ["run-1", false],
    ]);
  });

  test("is reached by a key from anywhere, even from a composer, without undoing anything", () => {
    const onUndo = vi.fn();
    render(
      <>
        <textarea />
        <Notice {...notice("holding", { onUndo })} />
      </>,
    );
    screen.getByRole("textbox").focus();
    fireEvent.keyDown(screen.getByRole("textbox"), { code: "KeyU", altKey: true, shiftKey: true });
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Undo" }));
    expect(onUndo).not.toHaveBeenCalled();
  });

  test("shows real progress, then the outcome, and no Undo once something is sent", () => {
    const { rerender } = render(<Notice {...notice("running")} />);
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("7");
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    rerender(<Notice {...notice("finished")} />);
    expect(screen.getByRole("status").textContent).toBe("23 seen");
    rerender(<Notice {...notice("failed")} />);
    expect(screen.getByText(/^3 failed\. Open Caught Up/)).toBeTruthy();
  });

  test("asks for the second press of what armed it", () => {
    const { rerender } = render(<Notice {...notice("armed")} />);
    expect(screen.getByRole("status").textContent).toBe("Press the shortcut again to mark 84 seen.");
    const menu: NoticeData = { kind: "armed", by: "menu", count: 84, until: NOW };
    rerender(<Notice {...notice("armed", { notice: menu })} />);
    expect(screen.getByRole("status").textContent).toBe("Choose it again to mark 84 seen.");
  });

  test.each(Object.keys(NOTICE_PROBLEM_TEXT) as NoticeProblem[])("has words for %s", (problem) => {
    render(
      <Notice {...notice("armed", { notice: { kind: "problem", problem, shortcut: "Alt+Shift+O" } })} />,
    );
    const text = screen.getByRole("alert").textContent ?? "";
    expect(text.length).toBeGreaterThan(10);
    expect(text).not.toContain("$1");
  });

  test("names the key to press, and does without one that is not assigned", () => {
    const { rerender } = render(<Notice {...notice("ambiguous")} />);
    expect(screen.getByRole("alert").textContent).toMatch(/Open it, then press Alt\+Shift\+O\.$/);
    const none: NoticeData = { kind: "problem", problem: "ambiguous", shortcut: "" };
    rerender(<Notice {...notice("ambiguous", { notice: none })} />);
    expect(screen.getByRole("alert").textContent).toMatch(/then press the shortcut\.$/);
  });

  test("is disarmed by any press or key but the second press, and by no chord", () => {
    const onDisarm = vi.fn();
    const { unmount } = render(<Notice {...notice("armed", { onDisarm })} />);
    fireEvent.keyDown(document.body, { key: "Shift", shiftKey: true });
    fireEvent.keyDown(document.body, { key: "Alt", altKey: true });
    fireEvent.keyDown(document.body, { key: "S", altKey: true, shiftKey: true });
    expect(onDisarm).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: "a" });
    expect(onDisarm).toHaveBeenCalledTimes(1);
    fireEvent.pointerDown(document.body, { button: 0 });
    fireEvent.pointerDown(document.body, { button: 2 });
    expect(onDisarm).toHaveBeenCalledTimes(3);
    unmount();
    fireEvent.keyDown(document.body, { key: "a" });
    expect(onDisarm).toHaveBeenCalledTimes(3);
  });

  test("stays armed while the context menu is opened for the second press", () => {
    const onDisarm = vi.fn();
    const menu: NoticeData = { kind: "armed", by: "menu", count: 84, until: NOW };
    render(<Notice {...notice("armed", { notice: menu, onDisarm })} />);
    fireEvent.pointerDown(document.body, { button: 2 });
    expect(onDisarm).not.toHaveBeenCalled();
    fireEvent.pointerDown(document.body, { button: 0 });
    expect(onDisarm).toHaveBeenCalledTimes(1);
  });

  test("is sent away by its button and by Escape", async () => {
    const onDismiss = vi.fn();
    render(<Notice {...notice("holding", { onDismiss })} />);
    await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    screen.getByRole("button", { name: "Undo" }).focus();
    await userEvent.keyboard("{Escape}");
    expect(onDismiss).toHaveBeenCalledTimes(2);
  });
});

describe("Its place in the page", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const added = () => [...document.documentElement.children].filter((node) => node.localName === "div");
  const host = (onTick = nothing) =>
    createNoticeHost(document, { onUndo: nothing, onHold: nothing, onDisarm, onTick });
  const onDisarm = vi.fn();

  test("is empty until there is something to say and after it is said", () => {
    const shown = host();
    expect(added()).toHaveLength(0);
    shown.show(NOTICE_STATES.running ?? null);
    expect(added()).toHaveLength(1);
    shown.show(NOTICE_STATES.finished ?? null);
    expect(added()).toHaveLength(1);
    vi.advanceTimersByTime(10_000);
    expect(added()).toHaveLength(0);
    shown.show(NOTICE_STATES.running ?? null);
    shown.show(null);
    expect(added()).toHaveLength(0);
    vi.runOnlyPendingTimers();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is drawn in the theme that a person has chosen, which the page can't see", () => {
    const attach = vi.spyOn(Element.prototype, "attachShadow");
    const shown = host();
    shown.show(NOTICE_STATES.running ?? null, "dark");
    const shadow: ShadowRoot | undefined = attach.mock.results[0]?.value;
    const root = shadow?.querySelector<HTMLElement>(".themed");
    expect(root?.dataset.theme).toBe("dark");
    expect(added()[0]?.outerHTML).not.toMatch(/dark/);
    shown.show(NOTICE_STATES.running ?? null, "system");
    expect(root?.dataset.theme).toBeUndefined();
    shown.show(null);
    attach.mockRestore();
  });

  test("can't be looked into, and bears no name of ours", () => {
    const shown = host();
    shown.show(NOTICE_STATES.running ?? null);
    const [node] = added();
    expect(node?.shadowRoot).toBeNull();
    expect(node?.outerHTML).not.toMatch(/caught|extension/i);
    shown.show(null);
  });

  test("is taken again when the page has thrown it out", () => {
    const shown = host();
    shown.show(NOTICE_STATES.running ?? null);
    added()[0]?.remove();
    vi.advanceTimersByTime(1000);
    expect(added()).toHaveLength(1);
    shown.show(null);
  });

  test("is empty a second after the extension has gone: whoever looks is asked each second", () => {
    const shown = host(() => shown.show(null));
    shown.show(NOTICE_STATES.running ?? null);
    vi.advanceTimersByTime(1000);
    expect(added()).toHaveLength(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is gone once it is disarmed, and the background knows", () => {
    const shown = host();
    shown.show(NOTICE_STATES.armed ?? null);
    fireEvent.keyDown(document.body, { key: "a" });
    expect(onDisarm).toHaveBeenCalledOnce();
    expect(added()).toHaveLength(0);
  });

  test("is beside the list, whichever side the page has it on, and never over what is written in", () => {
    const editor = document.createElement("textarea");
    document.body.append(editor);
    const rects = new Map<Element, DOMRect>([[editor, new DOMRect(0, 700, 900, 100)]]);
    vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
      return rects.get(this) ?? new DOMRect(16, 720, 300, 60);
    });
    const attach = Element.prototype.attachShadow;
    let inside: ShadowRoot | undefined;
    vi.spyOn(Element.prototype, "attachShadow").mockImplementation(function (this: Element, init) {
      inside = attach.call(this, init);
      return inside;
    });
    const shown = host();
    shown.show(NOTICE_STATES.running ?? null);
    const data = () => ({ ...inside?.querySelector<HTMLElement>("[data-side]")?.dataset });
    expect(data()).toEqual({ side: "left", top: "" });
    rects.set(editor, new DOMRect(400, 700, 500, 100));
    document.documentElement.style.direction = "rtl";
    vi.advanceTimersByTime(1000);
    expect(data()).toEqual({ side: "right" });
    expect({ ...(added()[0] as HTMLElement).dataset }).toEqual({});
    document.documentElement.style.direction = "";
    editor.remove();
    shown.show(null);
  });

  test("is kept by failures until the person sends them away", () => {
    const shown = host();
    shown.show({ kind: "run", view: runView({ state: "finished" }, { done: 1, failed: 1 }) });
    vi.advanceTimersByTime(60_000);
    expect(added()).toHaveLength(1);
    shown.show(null);
  });
});
