import { useState } from "preact/hooks";
import { formatNumber, plural, t } from "../../lib/extension/i18n";
import { EraseButton } from "../page/EraseButton";
import { ExportButtons } from "../page/ExportButtons";
import { Page } from "../page/Page";
import { Chart } from "./Chart";
import { ItemList } from "./ItemList";
import type { HistoryProps } from "./props";
import { RunEntry } from "./RunEntry";

/** What was marked, when and with what outcome, for as long as the options say. */
export function History(props: HistoryProps) {
  const { now, runs, found, perDay, retentionDays, limit, callbacks } = props;
  const [search, setSearch] = useState("");
  const searching = search.trim() !== "";
  return (
    <Page title={t("menuHistory")}>
      <p class="soft">
        {retentionDays === 0 ? t("historyNotKept") : plural("historyKept", retentionDays)}{" "}
        <button type="button" class="link" onClick={callbacks.onOpenOptions}>
          {t("historyChange")}
        </button>
      </p>
      <Chart perDay={perDay} now={now} />
      <div class="history-bar">
        <input
          type="search"
          class="input"
          aria-label={t("searchLabel")}
          placeholder={t("searchLabel")}
          autocomplete="off"
          spellcheck={false}
          value={search}
          onInput={(event) => {
            setSearch(event.currentTarget.value);
            callbacks.onSearch(event.currentTarget.value.trim());
          }}
        />
        <ExportButtons disabled={runs.length === 0} onExport={callbacks.onExport} />
        <EraseButton onErase={callbacks.onErase} />
      </div>
      <p class="soft" role="status">
        {searching && found && found.length < limit && plural("historyFound", found.length)}
        {(searching ? found : runs)?.length === limit && t("historyNewest", formatNumber(limit))}
      </p>
      {searching ? (
        found && <ItemList {...props} items={found} />
      ) : runs.length === 0 ? (
        <p class="note">{t("historyEmpty")}</p>
      ) : (
        <ul class="runs" aria-label={t("historyRuns")}>
          {runs.map((view) => (
            <RunEntry key={view.run.id} view={view} {...props} />
          ))}
        </ul>
      )}
      {runs.length > 0 && <p class="small soft">{t("markUnreadNote")}</p>}
    </Page>
  );
}
