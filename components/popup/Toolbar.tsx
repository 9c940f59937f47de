import { useState } from "preact/hooks";
import { formatNumber, plural, t } from "../../lib/extension/i18n";
import type { Choice } from "../../lib/selection/choice";
import { activeFilters, type ExtraFolder, type Filter } from "../../lib/selection/filter";
import { FilterIcon } from "../controls/icons";
import { FilterPanel } from "./FilterPanel";

interface Props {
  readonly filter: Filter;
  readonly choice: Choice;
  readonly elsewhere: Readonly<Record<ExtraFolder, number>>;
  readonly selectedCount: number;
  onFilter(filter: Filter): void;
  onSelectShown(add: boolean): void;
  onClear(): void;
}

/** Search, filters and the selection as a whole, above the list. */
export function Toolbar({
  filter,
  choice,
  elsewhere,
  selectedCount,
  onFilter,
  onSelectShown,
  onClear,
}: Props) {
  const [open, setOpen] = useState(false);
  const active = activeFilters(filter);
  const shown = choice.shown.length;
  const picked = selectedCount > 0 ? choice.target.length : 0;
  return (
    <div class="toolbar">
      <div class="toolbar-line">
        <input
          type="search"
          class="input"
          aria-label={t("searchLabel")}
          placeholder={t("searchLabel")}
          autocomplete="off"
          spellcheck={false}
          value={filter.search}
          onInput={(event) => onFilter({ ...filter, search: event.currentTarget.value })}
        />
        <button
          type="button"
          class={`button ${active > 0 ? "on" : ""}`}
          aria-expanded={open}
          aria-controls={open ? "filter-panel" : undefined}
          onClick={() => setOpen(!open)}
        >
          <FilterIcon />
          {active > 0 ? t("filterActive", formatNumber(active)) : t("filter")}
        </button>
      </div>
      {open && <FilterPanel filter={filter} elsewhere={elsewhere} onFilter={onFilter} />}
      <div class="toolbar-line select-line">
        <label class="tick">
          <input
            type="checkbox"
            checked={shown > 0 && picked === shown}
            indeterminate={picked > 0 && picked < shown}
            disabled={shown === 0}
            onChange={(event) => onSelectShown(event.currentTarget.checked)}
          />
          {t("selectAll")}
        </label>
        <span class="soft numbers" aria-live="polite">
          {selectedCount > 0 ? plural("selectedCount", picked) : plural("shownCount", shown)}
        </span>
        {selectedCount > 0 && (
          <button type="button" class="link" onClick={onClear}>
            {t("selectNone")}
          </button>
        )}
      </div>
    </div>
  );
}
