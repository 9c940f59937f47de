import { useEffect, useId, useRef, useState } from "preact/hooks";
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
  const input = useRef<HTMLInputElement>(null);
  const kept = value === null ? "" : String(value);
  const [typed, setTyped] = useState(kept);
  const [problem, setProblem] = useState("");

  // A value kept elsewhere is taken over, except under the fingers of the person who types.
  useEffect(() => {
    if (document.activeElement !== input.current) setTyped(kept);
  }, [kept]);

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
        ref={input}
        id={id}
        type="number"
        class="input number"
        inputMode="numeric"
        min={min}
        max={max}
        step={1}
        value={typed}
        aria-describedby={`${id}-problem${help ? ` ${id}-help` : ""}`}
        aria-invalid={problem !== ""}
        onInput={({ currentTarget }) =>
          onInput(currentTarget.value, currentTarget.valueAsNumber, currentTarget.validity.badInput)
        }
        onBlur={() => {
          setTyped(kept);
          setProblem("");
        }}
      />
      <p class="small problem" id={`${id}-problem`} aria-live="polite">
        {problem}
      </p>
    </div>
  );
}
