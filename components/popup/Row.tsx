import type { Conversation } from "../../lib/conversation";
import { locale, type TextKey, t } from "../../lib/extension/i18n";
import { ageText, longAgeText } from "../../lib/outcome/time-text";
import { OlderIcon, StarIcon } from "../controls/icons";

interface Props {
  readonly conversation: Conversation;
  readonly now: number;
  readonly index: number;
  readonly count: number;
  readonly top: number;
  readonly selected: boolean;
  /** The one row that Tab reaches; arrow keys move it. */
  readonly current: boolean;
  onToggle(index: number, range: boolean): void;
  onSelectOlder(index: number): void;
  onFocus(index: number): void;
}

const TAGS: Partial<Record<Conversation["kind"], TextKey>> = {
  group: "tagGroup",
  company: "tagCompany",
  inmail: "tagInmail",
  sponsored: "tagSponsored",
};

export function Row({ conversation, now, index, count, top, selected, current, ...on }: Props) {
  const { urn, name, kind, starred, lastActivityAt } = conversation;
  const shownName = name || t("nameUnknown");
  const tag = TAGS[kind];
  const id = `row-${index}`;
  return (
    <li
      class="row"
      aria-setsize={count}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${top}px)` }}
      onFocusCapture={() => on.onFocus(index)}
    >
      <label class="row-label">
        <input
          type="checkbox"
          checked={selected}
          tabIndex={current ? 0 : -1}
          data-index={index}
          data-urn={urn}
          aria-labelledby={`${id}-name`}
          aria-describedby={`${id}-about`}
          onClick={(event) => on.onToggle(index, event.shiftKey)}
        />
        <span class="row-name" id={`${id}-name`} title={shownName} dir="auto">
          {shownName}
        </span>
        <span class="row-about" id={`${id}-about`}>
          {tag && <span class="tag">{t(tag)}</span>}
          {starred && (
            <span class="star">
              <StarIcon />
              <span class="visually-hidden">{t("starred")}</span>
            </span>
          )}
          {lastActivityAt !== undefined && (
            <time dateTime={new Date(lastActivityAt).toISOString()}>
              <span aria-hidden="true">{ageText(lastActivityAt, now, locale())}</span>
              <span class="visually-hidden">{longAgeText(lastActivityAt, now, locale())}</span>
            </time>
          )}
        </span>
      </label>
      <button
        type="button"
        class="icon-button row-older"
        tabIndex={current ? 0 : -1}
        aria-label={t("selectOlder", shownName)}
        title={t("selectOlderShort")}
        onClick={() => on.onSelectOlder(index)}
      >
        <OlderIcon />
      </button>
    </li>
  );
}
