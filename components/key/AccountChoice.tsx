import { useId } from "preact/hooks";
import type { AccountView } from "../../lib/connectsafely/account";
import { t } from "../../lib/extension/i18n";

interface Props {
  readonly account: AccountView;
  onChooseAccount(accountId: string): void;
}

/** Which LinkedIn account is meant, when the key reaches several. Nothing when there is nothing to choose. */
export function AccountChoice({ account, onChooseAccount }: Props) {
  const id = useId();
  if (account.accounts.length < 2) return null;
  return (
    <div class="field">
      <label for={id}>{t("accountLabel")}</label>
      <select
        id={id}
        class="input"
        value={account.accountId ?? ""}
        onChange={(event) => onChooseAccount(event.currentTarget.value)}
      >
        {account.accountId === undefined && <option value="">{t("accountChoose")}</option>}
        {account.accounts.map(({ id: accountId, name, status }) => (
          <option key={accountId} value={accountId}>
            {status === "ERROR" ? t("accountDisconnected", name) : name}
          </option>
        ))}
      </select>
    </div>
  );
}
