import type { Folder } from "../../conversation";
import type { Candidate } from "./candidate";
import type { Matching } from "./matching";

/**
 * The lists that LinkedIn offers, as the folders that each shows, and how much has to speak for it: most lists are the
 * inbox's. Source: dropdown of 2026-03, tabs before.
 */
const VIEWS: readonly { readonly folders: ReadonlySet<Folder>; readonly prior: number }[] = [
  { folders: new Set(["focused", "other", "inbox"]), prior: 0 },
  { folders: new Set(["focused"]), prior: 0 },
  { folders: new Set(["other"]), prior: 0 },
  { folders: new Set(["archived"]), prior: 3 },
  { folders: new Set(["spam"]), prior: 3 },
  { folders: new Set(["requests"]), prior: 3 },
];

/** What a filter may show besides: it is not bound to one folder (unread rows that the list never had, 2026-10-03). */
const FILTERED: typeof VIEWS = [
  ...VIEWS,
  { folders: new Set(["focused", "other", "inbox", "archived"]), prior: 0 },
  { folders: new Set(["focused", "other", "inbox", "archived", "requests", "spam"]), prior: 0 },
];

/** A row told whose conversation the view would not show. */
const STRAY = 1.5;
/** A gap that is off by more says no more against a view: rows never heard of, conversations gone unheard. */
const MOST_OFF = 4;
/** Views as good as the best but for this are possible too. */
const MARGIN = 1;
/** Rows that have to be in their exact place for that to say something. */
const SEVERAL = 3;

/**
 * Which of its lists LinkedIn draws can't be read off the page: its words are in any language. It shows in the numbers:
 * between two rows that are told there are as many rows as conversations that the list shows.
 */
export class View {
  /** Every row told by its text is where counting from the newest puts it: all that the list shows is known. */
  readonly isCounted: boolean;
  readonly #possible: readonly ReadonlySet<Folder>[];

  /** @param isShown leaves out what the filter hides, if there is one */
  constructor(matching: Matching, isFiltered: boolean, isShown: (candidate: Candidate) => boolean) {
    const views = isFiltered ? FILTERED : VIEWS;
    const off = views.map(({ folders, prior }) => prior + misfit(matching, folders, isShown));
    const least = Math.min(...off);
    const possible = views.filter((_, i) => (off[i] ?? 0) <= least + MARGIN).map((view) => view.folders);
    const exact = possible.filter((folders) => isExact(matching, folders, isShown));
    this.isCounted = exact.length > 0;
    this.#possible = this.isCounted ? exact : possible;
  }

  /** undefined: some of the possible views do, others don't. */
  shows(folder: Folder): boolean | undefined {
    const count = this.#possible.filter((folders) => folders.has(folder)).length;
    if (count === this.#possible.length) return true;
    return count === 0 ? false : undefined;
  }
}

function misfit(
  { certain, ordered }: Matching,
  folders: ReadonlySet<Folder>,
  isShown: (candidate: Candidate) => boolean,
): number {
  const counts = (one: Candidate) => isShown(one) && isIn(folders, one);
  let off = 0;
  let row = -1;
  let rank = -1;
  for (const match of certain) {
    let between = 0;
    for (let i = rank + 1; i < match.rank; i++) {
      const one = ordered[i];
      if (one && counts(one)) between += 1;
    }
    off += Math.min(Math.abs(match.row - row - 1 - between), MOST_OFF);
    if (!counts(match.candidate)) off += STRAY;
    ({ row, rank } = match);
  }
  return off;
}

/** A single one that arrived unheard of, or left without a word, moves all that is below it. */
function isExact(
  { certain, ordered }: Matching,
  folders: ReadonlySet<Folder>,
  isShown: (candidate: Candidate) => boolean,
): boolean {
  const told = certain.filter((match) => match.strong);
  let newer = 0;
  let rank = 0;
  return (
    told.length >= SEVERAL &&
    told.every((match) => {
      for (; rank < match.rank; rank++) {
        const one = ordered[rank];
        if (one && isShown(one) && isIn(folders, one)) newer += 1;
      }
      return newer === match.row && isIn(folders, match.candidate);
    })
  );
}

/** A folder that isn't known counts for every view alike. */
function isIn(folders: ReadonlySet<Folder>, { conversation: { folder } }: Candidate): boolean {
  return folder === "unknown" || folders.has(folder);
}
