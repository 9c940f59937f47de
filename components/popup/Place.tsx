import { t } from "../../lib/extension/i18n";
import type { TabPlace } from "./props";

interface Props {
  readonly tab: TabPlace;
  /** Undefined without a key: ConnectSafely can't be asked. */
  readonly onUseEverything: (() => void) | undefined;
  onOpenMessaging(): void;
  onReloadTab(): void;
}

/** What to do when the tab is not LinkedIn's messaging. */
export function Place({ tab, onUseEverything, onOpenMessaging, onReloadTab }: Props) {
  if (tab === "messaging") return null;
  if (tab === "unreachable") {
    return (
      <section class="callout">
        <p>{t("placeUnreachable")}</p>
        <div class="actions">
          <button type="button" class="button primary" onClick={onReloadTab}>
            {t("reloadTab")}
          </button>
        </div>
      </section>
    );
  }
  const text = {
    elsewhere: t("placeElsewhere"),
    "page-inbox": t("placePageInbox"),
    "sales-navigator": t("placeSalesNavigator"),
    recruiter: t("placeRecruiter"),
  }[tab];
  return (
    <section class="callout">
      <p>{text}</p>
      <div class="actions">
        <button type="button" class="button primary" onClick={onOpenMessaging}>
          {t("openMessaging")}
        </button>
        {onUseEverything && (
          <button type="button" class="link" onClick={onUseEverything}>
            {t("useEverything")}
          </button>
        )}
      </div>
    </section>
  );
}
