import { useId, useState } from "preact/hooks";
import { formatNumber, t } from "../../lib/extension/i18n";
import { type ExtraFolder, type Filter, KIND_GROUPS, type KindGroup } from "../../lib/selection/filter";

interface Props {
  readonly filter: Filter;
  /** Unread ones in the folders that "all" leaves out. */
  readonly elsewhere: Readonly<Record<ExtraFolder, number>>;
  onFilter(filter: Filter): void;
}

const AGES = [
  [0, "ageAny"],
  [1, "ageDay"],
  [7, "ageWeek"],
  [30, "ageMonth"],
] as const;
const KINDS = {
  people: "kindPeople",
  groups: "kindGroups",
  inmail: "kindInmail",
  sponsored: "kindSponsored",
} as const satisfies Record<KindGroup, string>;
const FOLDERS = {
  archived: "folderArchived",
  spam: "folderSpam",
  requests: "folderRequests",
  unlisted: "folderUnlisted",
} as const;

export function FilterPanel({ filter, elsewhere, onFilter }: Props) {
  const id = useId();
  const [ownAge, setOwnAge] = useState(() => !AGES.some(([days]) => days === filter.olderThanDays));
  const change = (part: Partial<Filter>) => onFilter({ ...filter, ...part });
  const folders = (["archived", "spam", "requests", "unlisted"] as const).filter(
    (folder) => elsewhere[folder] > 0 || filter.folders.has(folder),
  );
  return (
    <div class="filter-panel" id="filter-panel">
      <div class="filter-age">
        <label for={`${id}-age`}>{t("olderThan")}</label>
        <select
          id={`${id}-age`}
          class="input"
          value={ownAge ? "own" : String(filter.olderThanDays)}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setOwnAge(value === "own");
            if (value !== "own") change({ olderThanDays: Number(value) });
          }}
        >
          {AGES.map(([days, key]) => (
            <option key={days} value={String(days)}>
              {t(key)}
            </option>
          ))}
          <option value="own">{t("ageOwn")}</option>
        </select>
        {ownAge && (
          <input
            type="number"
            class="input"
            min={1}
            max={3650}
            aria-label={t("ageDays")}
            value={filter.olderThanDays || ""}
            onInput={(event) => {
              const days = event.currentTarget.valueAsNumber;
              change({ olderThanDays: Number.isFinite(days) ? Math.max(0, Math.floor(days)) : 0 });
            }}
          />
        )}
      </div>
      <Ticks
        legend={t("kindsLabel")}
        options={KIND_GROUPS.map((kind) => ({ value: kind, label: t(KINDS[kind]) }))}
        ticked={filter.kinds}
        onChange={(kinds) => change({ kinds })}
      />
      {folders.length > 0 && (
        <Ticks
          legend={t("foldersLabel")}
          options={folders.map((folder) => ({
            value: folder,
            label: t(FOLDERS[folder], formatNumber(elsewhere[folder])),
          }))}
          ticked={filter.folders}
          onChange={(ticked) => change({ folders: ticked })}
        />
      )}
      <fieldset class="ticks">
        <legend>{t("keepLabel")}</legend>
        <label class="tick">
          <input
            type="checkbox"
            checked={filter.keepStarred}
            onChange={(event) => change({ keepStarred: event.currentTarget.checked })}
          />
          {t("keepStarred")}
        </label>
        <label class="tick">
          <input
            type="checkbox"
            checked={filter.keepToday}
            onChange={(event) => change({ keepToday: event.currentTarget.checked })}
          />
          {t("keepToday")}
        </label>
      </fieldset>
    </div>
  );
}

interface TicksProps<T> {
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly ticked: ReadonlySet<T>;
  onChange(ticked: ReadonlySet<T>): void;
}

function Ticks<T extends string>({ legend, options, ticked, onChange }: TicksProps<T>) {
  const toggle = (value: T, on: boolean) =>
    onChange(new Set(on ? [...ticked, value] : [...ticked].filter((each) => each !== value)));
  return (
    <fieldset class="ticks">
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value} class="tick">
          <input
            type="checkbox"
            checked={ticked.has(value)}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
