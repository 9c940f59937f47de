import { useEffect, useState } from "preact/hooks";
import { t } from "../../lib/extension/i18n";

interface Props {
  readonly label: string;
  readonly class?: string;
  /** Rejects when the browser did not let it be copied. */
  onCopy(): Promise<void>;
}

/** How long it says that it has copied, ms. */
const SAID_FOR = 4_000;

/** A clipboard shows nothing by itself: what became of the press is said beside the button. */
export function CopyButton({ label, class: className = "link", onCopy }: Props) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), SAID_FOR);
    return () => clearTimeout(timer);
  }, [said]);
  const press = () => {
    setSaid("");
    onCopy().then(
      () => setSaid(t("copied")),
      () => setSaid(t("copyFailed")),
    );
  };
  return (
    <span class="copy">
      <button type="button" class={className} onClick={press}>
        {label}
      </button>{" "}
      <span class="soft" aria-live="polite">
        {said}
      </span>
    </span>
  );
}
