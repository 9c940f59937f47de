import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Conversation, ConversationUrn } from "../../lib/conversation";
import { t } from "../../lib/extension/i18n";
import { Row } from "./Row";
import { useVirtual } from "./use-virtual";

interface Props {
  readonly conversations: readonly Conversation[];
  readonly selected: ReadonlySet<ConversationUrn>;
  readonly now: number;
  /** `add` or take away these. */
  onSelect(urns: readonly ConversationUrn[], add: boolean): void;
  onSelectOlder(urn: ConversationUrn): void;
}

/** As in popup.css. */
const ROW_HEIGHT = 36;

/**
 * One stop for Tab; arrow keys, Home, End and the page keys move through it, Space selects, Shift with a click
 * selects a range. Only the rows in sight are in the document.
 */
export function List({ conversations, selected, now, onSelect, onSelectOlder }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(0);
  const anchor = useRef(0);
  const moved = useRef(false);
  const count = conversations.length;
  const at = Math.min(current, count - 1);
  // Where the next key counts from: keys may come faster than drawings.
  const cursor = useRef(at);
  cursor.current = at;
  const { rows, height, scrollTo } = useVirtual({
    count,
    scroller,
    rowHeight: ROW_HEIGHT,
    keep: at,
    keyOf: (index) => conversations[index]?.urn ?? String(index),
  });

  // The row may have to be drawn first; focus follows in the same turn.
  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    const box = scroller.current?.querySelector<HTMLElement>(`input[data-index="${at}"]`);
    box?.focus({ preventScroll: true });
    // The list has scrolled to it; where the popup itself scrolls, that has to follow.
    box?.scrollIntoView({ block: "nearest" });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const from = cursor.current;
    const next = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + page,
      PageUp: from - page,
      Home: 0,
      End: count - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(count - 1, next));
    moved.current = true;
    cursor.current = index;
    scrollTo(index);
    setCurrent(index);
  };

  const onToggle = (index: number, range: boolean) => {
    const from = range ? Math.min(anchor.current, index) : index;
    const to = range ? Math.max(anchor.current, index) : index;
    const conversation = conversations[index];
    if (!conversation) return;
    anchor.current = index;
    onSelect(
      conversations.slice(from, to + 1).map(({ urn }) => urn),
      !selected.has(conversation.urn),
    );
  };

  return (
    <div class="list" ref={scroller} tabIndex={-1}>
      <ul aria-label={t("listLabel")} style={{ blockSize: `${height}px` }} onKeyDown={onKeyDown}>
        {rows.map(({ index, start }) => {
          const conversation = conversations[index];
          return (
            conversation && (
              <Row
                key={conversation.urn}
                conversation={conversation}
                now={now}
                index={index}
                count={count}
                top={start}
                selected={selected.has(conversation.urn)}
                current={index === at}
                onToggle={onToggle}
                onSelectOlder={() => onSelectOlder(conversation.urn)}
                onFocus={setCurrent}
              />
            )
          );
        })}
      </ul>
    </div>
  );
}
