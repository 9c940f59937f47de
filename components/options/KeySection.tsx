import { useState } from "preact/hooks";
import { t } from "../../lib/extension/i18n";
import { AccountChoice } from "../key/AccountChoice";
import { KeyForm } from "../key/KeyForm";
import { Choices } from "../page/Choices";
import { Section } from "../page/Page";
import type { OptionsProps } from "./props";

type Props = Pick<OptionsProps, "account" | "settings" | "callbacks">;

export function KeySection({ account, settings, callbacks }: Props) {
  const [replacing, setReplacing] = useState(false);
  const asks = !account.hasKey || account.check === "refused" || replacing;
  return (
    <Section id="options-key" title={t("optionsKey")}>
      {account.hasKey && (
        <p>
          {t("keyKept", account.keyEnd ?? "")}{" "}
          <span class="soft">
            {account.check === "ok" && t("keyWorks")}
            {account.check === "unchecked" && t("keyUncheckedShort")}
          </span>
        </p>
      )}
      {asks && (
        <KeyForm
          refused={account.check === "refused"}
          autoFocus={replacing}
          onSaveKey={async (key) => {
            const saved = await callbacks.onSaveKey(key);
            if (saved.ok) setReplacing(false);
            return saved;
          }}
        />
      )}
      {account.hasKey && (
        <div class="actions">
          {!asks && (
            <button type="button" class="button" onClick={() => setReplacing(true)}>
              {t("keyReplace")}
            </button>
          )}
          <button type="button" class="button danger" onClick={callbacks.onForgetKey}>
            {t("keyForget")}
          </button>
        </div>
      )}
      {account.accounts.length === 1 && (
        <dl class="pairs">
          <div>
            <dt>{t("accountLabel")}</dt>
            <dd>
              <bdi>{account.accounts[0]?.name}</bdi>
            </dd>
          </div>
        </dl>
      )}
      <AccountChoice account={account} onChooseAccount={callbacks.onChooseAccount} />
      <Choices
        label={t("keepKeyLabel")}
        help={t("keepKeyHelp")}
        value={settings.keepKey}
        options={[
          { value: "device", label: t("keepKeyDevice") },
          { value: "session", label: t("keepKeySession") },
        ]}
        onChange={(keepKey) => callbacks.onChange({ keepKey })}
      />
    </Section>
  );
}
