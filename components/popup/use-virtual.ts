import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";

interface Options {
  readonly count: number;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Height of a row in px, before it has been measured. */
  readonly rowHeight: number;
  /** Drawn wherever the list is scrolled to, so that the focus is not lost with its row. */
  readonly keep: number;
  keyOf(index: number): string;
}

interface Virtual {
  readonly rows: readonly VirtualItem[];
  /** Height of all rows together, px. */
  readonly height: number;
  scrollTo(index: number): void;
}

/** The rows that are in sight, and a few around them. */
export function useVirtual({ count, scroller, rowHeight, keep, keyOf }: Options): Virtual {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const options = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: 6,
    // The size that the popup has: its first paint has rows, not an empty box that is measured first.
    initialRect: { width: 380, height: 320 },
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
    rangeExtractor: ({ startIndex, endIndex, overscan, count: all }: Range) =>
      withKept(Math.max(0, startIndex - overscan), Math.min(all - 1, endIndex + overscan), keep, all),
    onChange: () => redraw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    rows: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    scrollTo: (index) => virtualizer.scrollToIndex(index),
  };
}

interface Range {
  startIndex: number;
  endIndex: number;
  overscan: number;
  count: number;
}

function withKept(first: number, last: number, keep: number, count: number): number[] {
  const indices = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  if (keep < 0 || keep >= count || (keep >= first && keep <= last)) return indices;
  return keep < first ? [keep, ...indices] : [...indices, keep];
}
