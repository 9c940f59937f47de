import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../lib/extension/i18n";
import type { RunStarted } from "../../lib/extension/messages";
import { isOtherProduct } from "../../lib/inbox/place";
import { isActive } from "../../lib/outcome/progress";
import { HostAccess } from "../controls/HostAccess";
import { AccountChoice } from "../key/AccountChoice";
import { KeyForm } from "../key/KeyForm";
import { RunPanel } from "../run/RunPanel";
import { START_PROBLEM_TEXT } from "../texts";
import { Header } from "./Header";
import { Inbox } from "./Inbox";
import { Place } from "./Place";
import type { PopupProps } from "./props";
import { RecentRuns } from "./RecentRuns";
import { Shortcuts } from "./Shortcuts";

export function Popup(props: PopupProps) {
  const { now, account, tab, run, missingHosts, callbacks } = props;
  const [problem, setProblem] = useState("");
  const refused = account.check === "refused" || run?.run.pauseReason === "key-refused";
  const needsKey = !account.hasKey || refused;
  const main = useFocusAfterKey(needsKey);
  // "Loaded here" means the inbox in view, and that is another's; ConnectSafely's list still needs the page's news.
  const inbox = isOtherProduct(tab) && props.everything.state === "off" ? undefined : props.inbox;
  const onStarted = (started: RunStarted) =>
    setProblem(started.ok ? "" : t(START_PROBLEM_TEXT[started.reason]));
  return (
    <div class="popup">
      <Header onOpenHistory={callbacks.onOpenHistory} onOpenOptions={callbacks.onOpenOptions} />
      <main ref={main} tabIndex={-1}>
        <HostAccess missing={missingHosts} onGrantHost={callbacks.onGrantHost} />
        {needsKey && (
          <KeyForm key={String(refused)} refused={refused} autoFocus onSaveKey={callbacks.onSaveKey} />
        )}
        {account.check === "unchecked" && <p class="callout">{t("keyUnchecked")}</p>}
        <AccountChoice account={account} onChooseAccount={callbacks.onChooseAccount} />
        <RunPanel
          view={run}
          problem={problem}
          now={now}
          markUnreadUnavailable={props.markUnreadUnavailable}
          callbacks={callbacks}
        />
        <Place
          tab={tab}
          onUseEverything={account.hasKey ? () => callbacks.onScope("everything") : undefined}
          onOpenMessaging={callbacks.onOpenMessaging}
          onReloadTab={callbacks.onReloadTab}
        />
        <Inbox {...props} inbox={inbox} onStarted={onStarted} />
        <RecentRuns
          runs={props.recentRuns}
          shownRunId={run?.run.id}
          now={now}
          markUnreadUnavailable={props.markUnreadUnavailable === true}
          onMarkUnread={callbacks.onMarkUnread}
        />
        {!(run && isActive(run.run.state)) && <Shortcuts shortcuts={props.shortcuts} />}
      </main>
    </div>
  );
}

/** The key form goes away with the focus in it: the focus moves to what took its place, not to nowhere. */
function useFocusAfterKey(needsKey: boolean) {
  const main = useRef<HTMLElement>(null);
  const asked = useRef(needsKey);
  useEffect(() => {
    if (asked.current && !needsKey) main.current?.focus();
    asked.current = needsKey;
  }, [needsKey]);
  return main;
}
