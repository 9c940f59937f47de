import { t } from "../../lib/extension/i18n";
import { CopyButton } from "../controls/CopyButton";
import { HostAccess } from "../controls/HostAccess";
import { Choices } from "../page/Choices";
import { Page, Section } from "../page/Page";
import { ShortcutTable } from "../page/ShortcutTable";
import { HistorySection } from "./HistorySection";
import { KeySection } from "./KeySection";
import { PaceSection } from "./PaceSection";
import type { OptionsProps } from "./props";
import { SafetySection } from "./SafetySection";

/** Every change is kept at once: there is no button to forget. */
export function Options(props: OptionsProps) {
  const { settings, shortcuts, missingHosts = [], callbacks } = props;
  return (
    <Page title={t("menuOptions")}>
      <p class="soft">{t("optionsKeptAtOnce")}</p>
      <HostAccess missing={missingHosts} onGrantHost={callbacks.onGrantHost} />
      <KeySection {...props} />
      <SafetySection {...props} />
      <PaceSection {...props} />
      <HistorySection {...props} />
      <Section id="options-look" title={t("optionsLook")}>
        <Choices
          label={t("themeLabel")}
          value={settings.theme}
          options={[
            { value: "system", label: t("themeSystem") },
            { value: "light", label: t("themeLight") },
            { value: "dark", label: t("themeDark") },
          ]}
          onChange={(theme) => callbacks.onChange({ theme })}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={settings.badgeUnread}
            onChange={(event) => callbacks.onChange({ badgeUnread: event.currentTarget.checked })}
          />
          {t("badgeUnread")}
        </label>
        <p class="soft">{t("languageNote")}</p>
      </Section>
      <Section id="options-shortcuts" title={t("optionsShortcuts")}>
        <ShortcutTable shortcuts={shortcuts} onOpenShortcuts={callbacks.onOpenShortcuts} />
      </Section>
      <Section id="options-help" title={t("optionsHelp")}>
        <p>{t("diagnosticsHelp")}</p>
        <CopyButton class="button" label={t("copyDiagnostics")} onCopy={callbacks.onCopyDiagnostics} />
      </Section>
    </Page>
  );
}
