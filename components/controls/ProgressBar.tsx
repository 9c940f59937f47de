interface Props {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** What is read out in place of a percentage. */
  readonly text: string;
}

export function ProgressBar({ label, value, max, text }: Props) {
  const share = max === 0 ? 0 : value / max;
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={text}
    >
      <span style={{ inlineSize: `${share * 100}%` }} />
    </div>
  );
}
