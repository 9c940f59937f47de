import { render } from "preact";
import { locale } from "../../lib/extension/i18n";
import type { Notice as NoticeData } from "../../lib/extension/messages";
import { isActive } from "../../lib/outcome/progress";
import { direction } from "../../lib/outcome/time-text";
import type { Settings } from "../../lib/settings";
import themeCss from "../theme.css?inline";
import { coversEditor } from "./clear-of-editors";
import { Notice } from "./Notice";
import css from "./notice.css?inline";

interface Callbacks {
  onUndo(runId: string): void;
  onHold(runId: string, held: boolean): void;
  onDisarm(): void;
  /** Each second while the message is there. */
  onTick(): void;
}

export interface NoticeHost {
  /** Draws, updates or (null) removes the message. */
  show(notice: NoticeData | null, theme?: Settings["theme"]): void;
}

/** How long an outcome or a problem stays when nobody looks at it, ms. */
const STAYS = 10_000;

/**
 * Keeps the message in the page: in a closed shadow root, so that neither the page's styles nor its scripts reach
 * it, and out of the document altogether while there is nothing to say.
 */
export function createNoticeHost(document: Document, callbacks: Callbacks): NoticeHost {
  let host: HTMLElement | undefined;
  let root: HTMLElement | undefined;
  let shown: NoticeData | undefined;
  let dismissed: string | undefined;
  let ticking: ReturnType<typeof setInterval> | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const remove = () => {
    clearInterval(ticking);
    clearTimeout(leaving);
    ticking = undefined;
    if (root) render(null, root);
    host?.remove();
    host = undefined;
    root = undefined;
    shown = undefined;
  };

  const draw = () => {
    if (!shown) return;
    if (!host || !root) {
      host = document.createElement("div");
      host.lang = locale();
      host.dir = direction(locale());
      const shadow = host.attachShadow({ mode: "closed" });
      addStyle(shadow, themeCss + css);
      root = document.createElement("div");
      root.className = "themed";
      shadow.append(root);
    }
    // The page may have thrown it out with its own nodes.
    if (!host.isConnected) document.documentElement.append(host);
    render(
      <Notice
        notice={shown}
        now={Date.now()}
        onUndo={callbacks.onUndo}
        onHold={callbacks.onHold}
        onDismiss={() => {
          dismissed = shown && identity(shown);
          remove();
        }}
        onDisarm={() => {
          callbacks.onDisarm();
          remove();
        }}
      />,
      root,
    );
    place(root);
  };

  const leaveUnlessUsed = () => {
    if (host?.matches(":hover") || (host && document.activeElement === host)) {
      leaving = setTimeout(leaveUnlessUsed, STAYS / 4);
    } else remove();
  };

  return {
    show(notice, theme = "system") {
      if (!notice) return remove();
      // What a person has sent away stays away until there is something new to say.
      if (dismissed !== undefined && dismissed === identity(notice)) return;
      dismissed = undefined;
      shown = notice;
      draw();
      // Without the attribute the stylesheet follows the system.
      if (root && theme !== "system") root.dataset.theme = theme;
      else delete root?.dataset.theme;
      ticking ??= setInterval(() => {
        callbacks.onTick();
        draw();
      }, 1000);
      clearTimeout(leaving);
      const stays = staysFor(notice, Date.now());
      if (stays !== undefined) leaving = setTimeout(leaveUnlessUsed, stays);
    },
  };
}

/**
 * Below the list of conversations, which is where LinkedIn's page begins; at the top where that would lie over what
 * a person writes in. The page's direction may differ from ours.
 */
function place(root: HTMLElement): void {
  const { ownerDocument } = root;
  // On the root, which no one outside can see, not on the host: the page's DOM is to bear no mark of ours.
  root.dataset.side = getComputedStyle(ownerDocument.documentElement).direction === "rtl" ? "right" : "left";
  delete root.dataset.top;
  const box = root.firstElementChild?.getBoundingClientRect();
  if (box && coversEditor(box, ownerDocument)) root.dataset.top = "";
}

/** A run while it is on; its outcome is something new. Others are new each time. */
function identity(notice: NoticeData): string | undefined {
  return notice.kind === "run" ? `${notice.view.run.id} ${isActive(notice.view.run.state)}` : undefined;
}

/** Undefined: until it changes, or is sent away. */
function staysFor(notice: NoticeData, now: number): number | undefined {
  if (notice.kind === "armed") return Math.max(0, notice.until - now);
  if (notice.kind === "problem") return STAYS;
  return isActive(notice.view.run.state) || notice.view.counts.failed > 0 ? undefined : STAYS;
}

/** Constructed sheets are outside the page's CSP; where a content script can't have one, the element has to do. */
function addStyle(root: ShadowRoot, text: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = root.ownerDocument.createElement("style");
    style.textContent = text;
    root.append(style);
  }
}
