import { useRef } from "preact/hooks";
import { formatNumber, t } from "../../lib/extension/i18n";
import type { RunStarted } from "../../lib/extension/messages";
import { InboxNotes } from "./InboxNotes";
import { List } from "./List";
import type { PopupProps } from "./props";
import { ScopeSwitch } from "./ScopeSwitch";
import { SendBar } from "./SendBar";
import { Toolbar } from "./Toolbar";
import { useChoice } from "./use-choice";

interface Props
  extends Pick<
    PopupProps,
    "now" | "account" | "settings" | "tab" | "inbox" | "everything" | "queued" | "callbacks"
  > {
  onStarted(started: RunStarted): void;
}

/** The unread conversations: see, choose, send. */
export function Inbox(props: Props) {
  const { now, account, settings, tab, inbox, everything, queued, callbacks } = props;
  const { unread, filter, selected, choice, setFilter, select, selectOlder, clear } = useChoice(props);
  const total = unread.conversations.length;
  const here = everything.state === "off";
  const complete =
    here || everything.state === "loading" || !everything.result.ok || everything.result.complete;
  const known = here || (everything.state === "loaded" && everything.result.ok);
  const section = useRef<HTMLElement>(null);
  const askEverything = () => {
    callbacks.onScope("everything");
    // The button goes away with the focus on it; the scope that it has chosen stays.
    section.current?.querySelector<HTMLInputElement>('input[name="scope"][value="everything"]')?.focus();
  };
  const useEverything = account.hasKey ? askEverything : undefined;
  // On a page without messaging there is nothing to choose from, unless its overlay has told of some.
  const worthShowing = tab === "messaging" || total > 0 || !here;
  return (
    <section ref={section} class="inbox" aria-label={t("listLabel")}>
      {worthShowing && (
        <ScopeSwitch
          scope={here ? "here" : "everything"}
          counts={{
            here: here && inbox && inbox.health !== "unreadable" ? formatNumber(total) : undefined,
            everything: !here && known ? `${formatNumber(total)}${complete ? "" : "+"}` : undefined,
          }}
          onScope={callbacks.onScope}
        />
      )}
      <InboxNotes
        tab={tab}
        inbox={inbox}
        everything={everything}
        unknown={unread.unknown}
        onUseEverything={useEverything}
        onCopyDiagnostics={callbacks.onCopyDiagnostics}
      />
      {total > 0 && (
        <>
          <Toolbar
            filter={filter}
            choice={choice}
            elsewhere={unread.elsewhere}
            selectedCount={selected.size}
            onFilter={setFilter}
            onSelectShown={(add) =>
              select(
                choice.shown.map(({ urn }) => urn),
                add,
              )
            }
            onClear={clear}
          />
          <List
            conversations={choice.shown}
            selected={selected}
            now={now}
            onSelect={select}
            onSelectOlder={selectOlder}
          />
        </>
      )}
      <p class="note" aria-live="polite">
        {total > 0 && choice.shown.length === 0 && t("nothingMatches")}
        {total === 0 &&
          unread.unknown === 0 &&
          known &&
          (here ? inbox?.health === "ok" : complete) &&
          t(queued && queued.size > 0 ? "nothingElseUnread" : "nothingUnread")}
      </p>
      {worthShowing && (
        <SendBar
          choice={choice}
          complete={complete}
          settings={settings}
          blocked={blockedBy(account)}
          onStart={callbacks.onStart}
          onStarted={(started) => {
            if (started.ok) clear();
            props.onStarted(started);
          }}
        />
      )}
    </section>
  );
}

function blockedBy(account: PopupProps["account"]): string | undefined {
  if (!account.hasKey || account.check === "refused") return t("startNoKey");
  if (account.accounts.length > 1 && account.accountId === undefined) return t("startNoAccount");
  return undefined;
}
