import { useEffect, useRef, useState } from "preact/hooks";
import { plural, t } from "../../lib/extension/i18n";
import type { Notice as NoticeData } from "../../lib/extension/messages";
import { NOTICE_PROBLEM_TEXT } from "../texts";
import { NoticeRun } from "./NoticeRun";
import { useDisarm } from "./use-disarm";

export interface NoticeProps {
  readonly notice: NoticeData;
  /** Epoch ms; ticks while something counts down. */
  readonly now: number;
  onUndo(runId: string): void;
  /** The countdown stands still while the message is hovered or focused. */
  onHold(runId: string, held: boolean): void;
  onDismiss(): void;
  /** Anything but the second press: what waits for it waits no longer. */
  onDisarm(): void;
}

/** The one message in LinkedIn's page, updated in place. */
export function Notice({ notice, now, onUndo, onHold, onDismiss, onDisarm }: NoticeProps) {
  const box = useRef<HTMLElement>(null);
  const heldRun =
    notice.kind === "run" && notice.view.run.state === "holding" ? notice.view.run.id : undefined;
  const hold = useHold(heldRun, onHold);
  const spoken = useLater(notice.kind === "run" ? "" : textOf(notice));
  useDisarm(notice.kind === "armed" ? notice.by : undefined, onDisarm);
  return (
    <section
      ref={box}
      class="notice"
      aria-label={t("extensionName")}
      onMouseEnter={() => hold("hover", true)}
      onMouseLeave={() => hold("hover", false)}
      onFocusIn={() => hold("focus", true)}
      onFocusOut={(event) => {
        if (!(event.relatedTarget instanceof Node && box.current?.contains(event.relatedTarget)))
          hold("focus", false);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDismiss();
      }}
    >
      <div class="body">
        {notice.kind === "run" && <NoticeRun view={notice.view} now={now} onUndo={onUndo} />}
        {notice.kind === "armed" && <p role="status">{spoken}</p>}
        {notice.kind === "problem" && <p role="alert">{spoken}</p>}
      </div>
      <button type="button" class="close" aria-label={t("dismiss")} onClick={onDismiss}>
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
          <path d="m2 2 8 8M10 2l-8 8" fill="none" stroke="currentColor" stroke-width="1.5" />
        </svg>
      </button>
    </section>
  );
}

function textOf(notice: Exclude<NoticeData, { kind: "run" }>): string {
  if (notice.kind === "armed") {
    return plural(notice.by === "menu" ? "noticeArmedMenu" : "noticeArmedShortcut", notice.count);
  }
  return t(NOTICE_PROBLEM_TEXT[notice.problem], notice.shortcut || t("noticeShortcut"));
}

/** Tells once that the message is held and once that it is let go, however many reasons there are to hold it. */
function useHold(runId: string | undefined, onHold: (runId: string, held: boolean) => void) {
  const reasons = useRef(new Set<string>());
  const held = useRef<string | undefined>(undefined);
  const settle = () => {
    const wanted = reasons.current.size > 0 ? runId : undefined;
    if (wanted === held.current) return;
    if (held.current !== undefined) onHold(held.current, false);
    if (wanted !== undefined) onHold(wanted, true);
    held.current = wanted;
  };
  // The pointer may rest where the message appears, and the hold may begin under it.
  useEffect(settle, [runId]);
  return (reason: string, on: boolean) => {
    if (on) reasons.current.add(reason);
    else reasons.current.delete(reason);
    settle();
  };
}

/** A live region has to be in the document before its text, or the text is not read out. */
function useLater(text: string): string {
  const [later, setLater] = useState("");
  useEffect(() => {
    setLater(text);
  }, [text]);
  return later;
}
