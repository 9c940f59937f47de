import { formatNumber, t } from "../../lib/extension/i18n";
import { Choices } from "../page/Choices";
import { EraseButton } from "../page/EraseButton";
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
