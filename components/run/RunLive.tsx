import { plural } from "../../lib/extension/i18n";
import { isActive } from "../../lib/outcome/progress";
import type { RunView } from "../../lib/queue/run";
import { spokenText, useSpoken } from "./use-spoken";

interface Props {
  readonly view: RunView | undefined;
  /** Why a press did not start a run; empty: it did. */
  readonly problem: string;
}

/** The popup's two live regions, in the document before there is anything to say. The outcome is seen as well. */
export function RunLive({ view, problem }: Props) {
  const over = view !== undefined && !isActive(view.run.state);
  const spoken = useSpoken(view);
  return (
    <>
      <p role="status" class={over ? "outcome" : "visually-hidden"}>
        {over ? spokenText(view) : spoken}
      </p>
      <div role="alert">{[problem, over ? failureText(view) : ""].filter(Boolean).join(" ")}</div>
    </>
  );
}

function failureText({ run, counts }: RunView): string {
  if (counts.failed === 0) return "";
  return plural(run.action === "seen" ? "failedSeen" : "failedUnread", counts.failed);
}
