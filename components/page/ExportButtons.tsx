import { t } from "../../lib/extension/i18n";

interface Props {
  readonly disabled?: boolean;
  onExport(format: "csv" | "json"): void;
}

export function ExportButtons({ disabled = false, onExport }: Props) {
  return (
    <>
      <button type="button" class="button" disabled={disabled} onClick={() => onExport("csv")}>
        {t("exportCsv")}
      </button>
      <button type="button" class="button" disabled={disabled} onClick={() => onExport("json")}>
        {t("exportJson")}
      </button>
    </>
  );
}
