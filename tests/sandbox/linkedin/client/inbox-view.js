import { flags } from "./boot.js";
import * as api from "./messenger-api.js";

const CATEGORY = { focused: "PRIMARY_INBOX", other: "SECONDARY_INBOX", archived: "ARCHIVE", spam: "SPAM" };
const CRITERIA = {
  UNREAD: { read: "false" },
  CONNECTIONS: { firstDegreeConnections: "true" },
  JOB: { keywords: "job" },
  INMAIL: undefined,
  STARRED: undefined,
};

/** What one folder or filter holds: which conversations, in which order, and whether there are older ones. */
export function createInboxView(store, mailbox, { folder, filter }) {
  const members = new Set();
  let nextCursor;
  let oldest = store.completeFrom;
  let more = true;
  let loading = false;

  const category =
    filter === "INMAIL" || filter === "STARRED"
      ? filter
      : flags.focusedInbox
        ? CATEGORY[folder]
        : folder === "focused"
          ? "INBOX"
          : CATEGORY[folder];
  const inFolder = (c) =>
    c.folder === folder || (!flags.focusedInbox && folder === "focused" && c.folder === "other");

  const ask = () => {
    const criteria = CRITERIA[filter];
    if (criteria) return api.conversationsMatching(mailbox, criteria, nextCursor);
    return api.conversationsIn(mailbox, category, { nextCursor });
  };
  return {
    /** Next older page; false if there was nothing to load. */
    async load() {
      if (loading || !more) return false;
      loading = true;
      try {
        const { elements, metadata, hints } = await ask();
        nextCursor = metadata.nextCursor ?? undefined;
        more = elements.length > 0 && nextCursor !== undefined;
        for (const record of elements) oldest = Math.min(oldest, record.lastActivityAt);
        // Members first: the store tells its listeners while it merges.
        for (const record of elements) members.add(record.entityUrn);
        store.merge(elements, hints);
      } finally {
        loading = false;
      }
      return true;
    },
    hasMore: () => more,
    conversations() {
      const shown = store
        .all()
        .filter((c) => (filter ? members.has(c.urn) : inFolder(c) && (!more || c.lastActivityAt >= oldest)));
      return shown.sort((a, b) => b.lastActivityAt - a.lastActivityAt);
    },
  };
}
