import { formatNumber, t } from "../../lib/extension/i18n";
import { CONFIRM_ABOVE } from "../../lib/settings";
import { Choices } from "../page/Choices";
import { NumberField } from "../page/NumberField";
import { Section } from "../page/Page";
import type { OptionsProps } from "./props";

type Props = Pick<OptionsProps, "settings" | "callbacks">;

/** What stands between a press and the first request, and what is left out. */
export function SafetySection({ settings, callbacks }: Props) {
  const { onChange } = callbacks;
  return (
    <Section id="options-safety" title={t("optionsSafety")}>
      <NumberField
        label={t("undoSeconds")}
        help={t("undoSecondsHelp")}
        min={0}
        max={60}
        value={settings.undoSeconds}
        onChange={(value) => value !== null && onChange({ undoSeconds: value })}
      />
      <Choices
        label={t("confirmLabel")}
        value={settings.confirm}
        options={[
          { value: "always", label: t("confirmAlways") },
          { value: "over-50", label: t("confirmOver", formatNumber(CONFIRM_ABOVE)) },
          { value: "never", label: t("confirmNever") },
        ]}
        onChange={(confirm) => onChange({ confirm })}
      />
      <fieldset class="field">
        <legend>{t("keepLabel")}</legend>
        <label class="tick">
          <input
            type="checkbox"
            checked={settings.keepStarred}
            onChange={(event) => onChange({ keepStarred: event.currentTarget.checked })}
          />
          {t("keepStarred")}
        </label>
        <label class="tick">
          <input
            type="checkbox"
            checked={settings.keepToday}
            onChange={(event) => onChange({ keepToday: event.currentTarget.checked })}
          />
          {t("keepToday")}
        </label>
      </fieldset>
    </Section>
  );
}
