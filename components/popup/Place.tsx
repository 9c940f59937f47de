import { t } from "../../lib/extension/i18n";
import type { TabPlace } from "./props";

interface Props {
  readonly tab: TabPlace;
  /** false: the browser withholds LinkedIn, and no address of it shows; that is said elsewhere. */
  readonly readable: boolean;
  /** Undefined without a key: ConnectSafely can't be asked. */
  readonly onUseEverything: (() => void) | undefined;
  onOpenMessaging(): void;
  onReloadTab(): void;
}

/** What to do when the tab is not LinkedIn's messaging. */
export function Place({ tab, readable, onUseEverything, onOpenMessaging, onReloadTab }: Props) {
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
  const useEverything = onUseEverything && (
    <button type="button" class="link" onClick={onUseEverything}>
      {t("useEverything")}
    </button>
  );
  if (tab === "elsewhere" && !readable)
    return useEverything ? <div class="actions">{useEverything}</div> : null;
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
        {useEverything}
      </div>
    </section>
  );
}
