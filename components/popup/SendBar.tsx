import { useState } from "preact/hooks";
import { formatNumber, plural, t } from "../../lib/extension/i18n";
import type { RunStarted } from "../../lib/extension/messages";
import type { NewItem } from "../../lib/queue/run";
import { type Choice, needsSecondPress, toNewItem } from "../../lib/selection/choice";
import type { Settings } from "../../lib/settings";
import { keptText } from "./kept-text";
import { useArmed } from "./use-armed";

interface Props {
  readonly choice: Choice;
  /** The list goes on beyond what is known, so its length is no fact. */
  readonly complete: boolean;
  readonly settings: Settings;
  /** Why nothing can be sent now; undefined: it can. */
  readonly blocked: string | undefined;
  onStart(items: readonly NewItem[]): Promise<RunStarted>;
  onStarted(started: RunStarted): void;
}

/** The main button. Its name is what a press does, and what it sends is frozen at the press. */
export function SendBar({ choice, complete, settings, blocked, onStart, onStarted }: Props) {
  const { target } = choice;
  const [sending, setSending] = useState(false);
  const { armed, press } = useArmed(target);
  const count = target.length;
  const disabled = count === 0 || sending || blocked !== undefined;
  const kept = keptText(choice);

  const onClick = async (event: MouseEvent & { currentTarget: HTMLButtonElement }) => {
    if (needsSecondPress(count, settings.confirm) && !press(event)) return;
    setSending(true);
    onStarted(
      await onStart(target.map(toNewItem)).catch((): RunStarted => ({ ok: false, reason: "failed" })),
    );
    setSending(false);
  };

  return (
    <div class="send">
      {!settings.firstRunDone && count > 0 && <p class="small">{t("receiptNote")}</p>}
      {kept && <p class="small soft">{kept}</p>}
      {blocked !== undefined && count > 0 && <p class="small">{blocked}</p>}
      <button
        type="button"
        class={`button wide ${armed ? "armed" : "primary"}`}
        disabled={disabled}
        onClick={onClick}
      >
        {armed ? plural("armed", count) : label(choice, complete)}
      </button>
      <p class="visually-hidden" aria-live="polite">
        {armed ? plural("armed", count) : ""}
      </p>
    </div>
  );
}

function label({ target, all }: Choice, complete: boolean): string {
  const count = target.length;
  if (!all) return plural("markSome", count);
  return complete ? t("markAll", formatNumber(count)) : t("markKnown", formatNumber(count));
}
