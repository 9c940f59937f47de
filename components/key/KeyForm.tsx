import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../../lib/extension/i18n";
import type { KeySaved } from "../../lib/extension/messages";
import { KEY_PROBLEM_TEXT } from "../texts";

interface Props {
  /** Asked again because the API has refused the kept one: said at once, as an alert. */
  readonly refused?: boolean;
  readonly autoFocus?: boolean;
  onSaveKey(key: string): Promise<KeySaved>;
}

/** Hands the key over and forgets it. What the key reaches is drawn by whoever holds the account. */
export function KeyForm({ refused = false, autoFocus = false, onSaveKey }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [checking, setChecking] = useState(false);
  const [problem, setProblem] = useState("");
  // After the alert itself is there: one that comes with its text is read by few screen readers.
  useEffect(() => {
    if (refused) setProblem(t("keyRefusedSince"));
  }, [refused]);
  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, [autoFocus]);

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    const input = field.current;
    if (!input || checking) return;
    setChecking(true);
    setProblem("");
    const saved = await onSaveKey(input.value.trim()).catch(
      (): KeySaved => ({ ok: false, reason: "failed" }),
    );
    setChecking(false);
    if (saved.ok) {
      input.value = "";
      return;
    }
    setProblem(t(KEY_PROBLEM_TEXT[saved.reason]));
    input.focus();
  };

  return (
    <form class="key-form" onSubmit={save}>
      <div class="field">
        <label for={id}>{t("keyLabel")}</label>
        <p class="small soft" id={`${id}-help`}>
          {t("keyHelp")}{" "}
          <a href="https://connectsafely.ai/api-key" target="_blank" rel="noreferrer">
            {t("keyWhere")}
          </a>
        </p>
        <div class="key-line">
          <input
            ref={field}
            id={id}
            class="input"
            // Not `password`: browsers offer to keep those, and this one is long and pasted. Masked by the style.
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            aria-describedby={`${id}-problem ${id}-help`}
            aria-invalid={problem !== ""}
          />
          <button type="submit" class="button primary" aria-disabled={checking}>
            {checking ? t("keyChecking") : t("keySave")}
          </button>
        </div>
      </div>
      <p role="alert" id={`${id}-problem`}>
        {problem}
      </p>
    </form>
  );
}
