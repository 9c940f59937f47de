import { useId } from "preact/hooks";

interface Props<T extends string> {
  readonly label: string;
  readonly help?: string | undefined;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  onChange(value: T): void;
}

/** One of a few, all of them in sight. */
export function Choices<T extends string>({ label, help, value, options, onChange }: Props<T>) {
  const id = useId();
  return (
    <fieldset class="field" aria-describedby={help ? `${id}-help` : undefined}>
      <legend>{label}</legend>
      {help && (
        <p class="small soft" id={`${id}-help`}>
          {help}
        </p>
      )}
      {options.map((option) => (
        <label key={option.value} class="tick">
          <input
            type="radio"
            name={id}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
