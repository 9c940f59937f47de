import { t } from "../../lib/extension/i18n";
import { HostAccess } from "../controls/HostAccess";
import { AccountChoice } from "../key/AccountChoice";
import { KeyForm } from "../key/KeyForm";
import { Page, Section } from "../page/Page";
import { ShortcutTable } from "../page/ShortcutTable";
import { DryRunResult } from "./DryRunResult";
import type { WelcomeProps } from "./props";

/** Opened once after the install: what happens, the key, a try that sends nothing. */
export function Welcome({ account, dryRun, shortcuts, missingHosts = [], callbacks }: WelcomeProps) {
  return (
    <Page title={t("welcomeTitle")}>
      <HostAccess missing={missingHosts} onGrantHost={callbacks.onGrantHost} />
      <Section id="welcome-sent" title={t("welcomeSent")}>
        <ul class="facts">
          <li>{t("welcomeSentWhat")}</li>
          <li>{t("welcomeSentNot")}</li>
          <li>{t("welcomeReceipt")}</li>
          <li>{t("welcomeGesture")}</li>
        </ul>
      </Section>
      <Section id="welcome-key" title={t("welcomeKey")}>
        {account.hasKey && account.check !== "refused" ? (
          <p>
            {t("keyKept", account.keyEnd ?? "")}{" "}
            <span class="soft">{t(account.check === "ok" ? "keyWorks" : "keyUncheckedShort")}</span>
          </p>
        ) : (
          <KeyForm refused={account.check === "refused"} onSaveKey={callbacks.onSaveKey} />
        )}
        <AccountChoice account={account} onChooseAccount={callbacks.onChooseAccount} />
      </Section>
      <Section id="welcome-try" title={t("welcomeTry")}>
        <p>{t("welcomeTryHow")}</p>
        <div class="actions">
          <button type="button" class="button primary" onClick={callbacks.onOpenMessaging}>
            {t("openMessaging")}
          </button>
          <button
            type="button"
            class="button"
            aria-disabled={dryRun.state === "reading"}
            onClick={callbacks.onDryRun}
          >
            {t("dryRun")}
          </button>
        </div>
        <DryRunResult dryRun={dryRun} onReloadTab={callbacks.onReloadTab} />
      </Section>
      <Section id="welcome-shortcuts" title={t("optionsShortcuts")}>
        <ShortcutTable shortcuts={shortcuts} onOpenShortcuts={callbacks.onOpenShortcuts} />
      </Section>
    </Page>
  );
}
