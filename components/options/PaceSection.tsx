import { useState } from "preact/hooks";
import { formatNumber, plural, t } from "../../lib/extension/i18n";
import { leftToday } from "../../lib/outcome/progress";
import { PACE } from "../../lib/settings";
import { Choices } from "../page/Choices";
import { NumberField } from "../page/NumberField";
import { Section } from "../page/Page";
import type { OptionsProps } from "./props";

type Props = Pick<OptionsProps, "settings" | "usedToday" | "callbacks">;
type Preset = keyof typeof PACE | "custom";

export function PaceSection({ settings, usedToday, callbacks }: Props) {
  const { requestsPerMinute, dailyLimit } = settings;
  const [custom, setCustom] = useState(false);
  const preset: Preset = custom ? "custom" : presetOf(requestsPerMinute);
  return (
    <Section id="options-pace" title={t("optionsPace")}>
      <Choices
        label={t("paceLabel")}
        value={preset}
        options={[
          { value: "gentle", label: t("paceGentle", formatNumber(PACE.gentle)) },
          { value: "standard", label: t("paceStandard", formatNumber(PACE.standard)) },
          { value: "custom", label: t("paceCustom") },
        ]}
        onChange={(chosen) => {
          setCustom(chosen === "custom");
          if (chosen !== "custom") callbacks.onChange({ requestsPerMinute: PACE[chosen] });
        }}
      />
      <NumberField
        label={t("requestsPerMinute")}
        help={requestsPerMinute > PACE.standard ? t("paceTooFast") : undefined}
        min={1}
        max={6000}
        value={requestsPerMinute}
        onChange={(value) => value !== null && callbacks.onChange({ requestsPerMinute: value })}
      />
      <NumberField
        label={t("dailyLimit")}
        help={[t("dailyLimitHelp"), ...todayTexts(usedToday, dailyLimit)].join(" ")}
        min={1}
        max={100_000}
        optional
        value={dailyLimit}
        onChange={(value) => callbacks.onChange({ dailyLimit: value })}
      />
    </Section>
  );
}

function todayTexts(used: number | undefined, limit: number | null): readonly string[] {
  if (used === undefined) return [];
  const usedText = plural("dailyUsed", used);
  return limit === null ? [usedText] : [usedText, plural("dailyLeft", leftToday({ used, limit }))];
}

function presetOf(requestsPerMinute: number): Preset {
  if (requestsPerMinute === PACE.gentle) return "gentle";
  return requestsPerMinute === PACE.standard ? "standard" : "custom";
}
