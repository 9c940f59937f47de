import { useEffect, useState } from "preact/hooks";
import { plural, t } from "../../lib/extension/i18n";
import { isActive, quarter } from "../../lib/outcome/progress";
import type { RunView } from "../../lib/queue/run";
import { countsText, outcomeText, PAUSE_TEXT } from "../texts";

/**
 * What a live region says of a run: at its quarters and when its state changes, not with every conversation. It
 * comes one turn after the region itself, since a region has to be in the document before its text is read out.
 */
export function useSpoken(view: RunView | undefined): string {
  const [spoken, setSpoken] = useState("");
  const text = view ? spokenText(view) : "";
  const moment = view && `${view.run.id} ${view.run.state} ${quarter(view.counts)}`;
  const over = view !== undefined && !isActive(view.run.state);
  // The text of that moment, not of every later one.
  useEffect(() => {
    setSpoken(text);
  }, [moment, over && text]);
  return spoken;
}

export function spokenText(view: RunView): string {
  const { run, counts } = view;
  if (!isActive(run.state)) return outcomeText(run, counts);
  if (run.state === "paused") return t(PAUSE_TEXT[run.pauseReason ?? "person"]);
  if (run.state === "holding") return plural("runWillBegin", counts.total);
  return countsText(run.action, counts);
}
