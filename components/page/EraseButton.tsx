import { useState } from "preact/hooks";
import { t } from "../../lib/extension/i18n";

/** Wants a second press: what is erased can't be brought back. */
export function EraseButton({ onErase }: { onErase(): void }) {
  const [asked, setAsked] = useState(false);
  const [erased, setErased] = useState(false);
  const press = () => {
    if (asked) onErase();
    setErased(asked);
    setAsked(!asked);
  };
  return (
    <>
      <button type="button" class="button danger" onBlur={() => setAsked(false)} onClick={press}>
        {asked ? t("eraseAgain") : t("erase")}
      </button>
      <span class="soft" aria-live="polite">
        {erased ? t("erased") : ""}
      </span>
    </>
  );
}
