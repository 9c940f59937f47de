import { useMemo, useRef, useState } from "preact/hooks";
import type { Conversation, ConversationUrn } from "../../lib/conversation";
import { type Choice, choose, thisAndOlder } from "../../lib/selection/choice";
import { defaultFilter, type Filter } from "../../lib/selection/filter";
import { enrich, type PageNews, type Unread, unreadOf } from "../../lib/selection/unread";
import type { PopupProps } from "./props";

interface Chosen {
  readonly unread: Unread;
  readonly filter: Filter;
  readonly selected: ReadonlySet<ConversationUrn>;
  readonly choice: Choice;
  setFilter(filter: Filter): void;
  select(urns: readonly ConversationUrn[], add: boolean): void;
  selectOlder(urn: ConversationUrn): void;
  clear(): void;
}

type Source = Pick<PopupProps, "inbox" | "everything" | "queued" | "settings" | "now">;

/** The list in view, its filter and its selection, and what a press on the main button would send. */
export function useChoice({ inbox, everything, queued, settings, now }: Source): Chosen {
  const [filter, setFilter] = useState<Filter>();
  const [selected, setSelected] = useState<ReadonlySet<ConversationUrn>>(new Set());
  const { keepStarred, keepToday } = settings;
  const kept = useMemo(() => defaultFilter({ keepStarred, keepToday }), [keepStarred, keepToday]);
  const used = filter ?? kept;

  const page = inbox ?? NO_NEWS;
  const known = useMemo(() => {
    if (everything.state === "off") return page.conversations;
    return everything.state === "loaded" && everything.result.ok
      ? enrich(everything.result.conversations, page)
      : NONE;
  }, [page, everything]);
  const unread = useMemo(() => unreadOf(known, used.folders, queued), [known, used.folders, queued]);
  // Ages are told by the minute: a list of thousands is not sifted again with each second of a countdown.
  const minute = now - (now % 60_000);
  const choice = useMemo(
    () => choose(unread.conversations, used, selected, minute),
    [unread, used, selected, minute],
  );

  return {
    unread,
    filter: used,
    selected,
    choice: { ...choice, target: useSame(choice.target) },
    setFilter,
    select: (urns, add) =>
      setSelected((before) => {
        const after = new Set(before);
        for (const urn of urns) add ? after.add(urn) : after.delete(urn);
        return after;
      }),
    selectOlder: (urn) => setSelected((before) => new Set([...before, ...thisAndOlder(choice.shown, urn)])),
    clear: () => setSelected(new Set()),
  };
}

const NONE: readonly Conversation[] = [];
const NO_NEWS: PageNews = { conversations: NONE };

/** The earlier array as long as it names the same conversations at the same state: news of something else is no news. */
function useSame(target: readonly Conversation[]): readonly Conversation[] {
  const last = useRef(target);
  const same =
    last.current.length === target.length &&
    target.every(
      (each, i) =>
        each.urn === last.current[i]?.urn && each.lastActivityAt === last.current[i]?.lastActivityAt,
    );
  if (!same) last.current = target;
  return last.current;
}
