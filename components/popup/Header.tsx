import { t } from "../../lib/extension/i18n";
import { HistoryIcon, MarkIcon, OptionsIcon } from "../controls/icons";

interface Props {
  onOpenHistory(): void;
  onOpenOptions(): void;
}

/** entrypoints/popup/index.html holds the same frame as static markup, for the first paint. */
export function Header({ onOpenHistory, onOpenOptions }: Props) {
  return (
    <header class="header">
      <MarkIcon />
      <h1>{t("extensionName")}</h1>
      <button
        type="button"
        class="icon-button"
        aria-label={t("menuHistory")}
        title={t("menuHistory")}
        onClick={onOpenHistory}
      >
        <HistoryIcon />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t("menuOptions")}
        title={t("menuOptions")}
        onClick={onOpenOptions}
      >
        <OptionsIcon />
      </button>
    </header>
  );
}
