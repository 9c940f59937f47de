import { useState } from "preact/hooks";
import { formatNumber, t } from "../../lib/extension/i18n";
import { Choices } from "../page/Choices";
import { ExportButtons } from "../page/ExportButtons";
import { Section } from "../page/Page";
import type { OptionsProps } from "./props";

type Props = Pick<OptionsProps, "settings" | "callbacks">;

const DAYS = [0, 7, 30, 90] as const;

export function HistorySection({ settings, callbacks }: Props) {
  return (
    <Section id="options-history" title={t("menuHistory")}>
      <Choices
        label={t("retentionLabel")}
        help={t("retentionHelp")}
        value={String(settings.retentionDays)}
        options={DAYS.map((days) => ({
          value: String(days),
          label: days === 0 ? t("retentionNever") : t("retentionDays", formatNumber(days)),
        }))}
        onChange={(value) => {
          const retentionDays = DAYS.find((days) => String(days) === value);
          if (retentionDays !== undefined) callbacks.onChange({ retentionDays });
        }}
      />
      <div class="actions">
        <button type="button" class="button" onClick={callbacks.onOpenHistory}>
          {t("openHistory")}
        </button>
        <ExportButtons onExport={callbacks.onExport} />
        <EraseButton onErase={callbacks.onEraseHistory} />
      </div>
    </Section>
  );
}

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
