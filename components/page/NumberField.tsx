import { useId, useState } from "preact/hooks";
import { formatNumber, t } from "../../lib/extension/i18n";

interface Props {
  readonly label: string;
  readonly help?: string | undefined;
  readonly min: number;
  readonly max: number;
  /** null: left empty, which only `optional` fields may be. */
  readonly value: number | null;
  readonly optional?: boolean;
  onChange(value: number | null): void;
}

/** Reports each valid value as it is typed. What is not valid is said and not kept; leaving brings back what is. */
export function NumberField({ label, help, min, max, value, optional = false, onChange }: Props) {
  const id = useId();
  const kept = value === null ? "" : String(value);
  // Only while somebody types does the field show anything but what is kept.
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState("");

  const onInput = (text: string, asNumber: number, badInput: boolean) => {
    setTyped(text);
    const empty = text === "" && !badInput;
    const valid = empty ? optional : Number.isInteger(asNumber) && asNumber >= min && asNumber <= max;
    setProblem(valid ? "" : t("numberRange", formatNumber(min), formatNumber(max)));
    if (valid) onChange(empty ? null : asNumber);
  };

  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help && (
        <p class="small soft" id={`${id}-help`}>
          {help}
        </p>
      )}
      <input
        id={id}
        type="number"
        class="input number"
        inputMode="numeric"
        min={min}
        max={max}
        step={1}
        value={typed ?? kept}
        aria-describedby={`${id}-problem${help ? ` ${id}-help` : ""}`}
        aria-invalid={problem !== ""}
        onInput={({ currentTarget }) =>
          onInput(currentTarget.value, currentTarget.valueAsNumber, currentTarget.validity.badInput)
        }
        onBlur={() => {
          setTyped(undefined);
          setProblem("");
        }}
      />
      <p class="small problem" id={`${id}-problem`} aria-live="polite">
        {problem}
      </p>
    </div>
  );
}
