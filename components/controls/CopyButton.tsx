import { useState } from "preact/hooks";
import { t } from "../../lib/extension/i18n";

interface Props {
  readonly label: string;
  readonly class?: string;
  /** Rejects when the browser did not let it be copied. */
  onCopy(): Promise<void>;
}

/** A clipboard shows nothing by itself: what became of the press is said beside the button. */
export function CopyButton({ label, class: className = "link", onCopy }: Props) {
  const [said, setSaid] = useState("");
  const press = () => {
    setSaid("");
    onCopy().then(
      () => setSaid(t("copied")),
      () => setSaid(t("copyFailed")),
    );
  };
  return (
    <>
      <button type="button" class={className} onClick={press}>
        {label}
      </button>{" "}
      <span class="soft" aria-live="polite">
        {said}
      </span>
    </>
  );
}
