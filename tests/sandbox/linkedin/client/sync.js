import { readMe } from "./boot.js";
import { getJson } from "./http.js";
import * as api from "./messenger-api.js";
import { listen } from "./realtime.js";
import { lastOf } from "./store.js";

/**
 * Keeps a store like the server's mailbox: the answer on load, then the stream, and a refresh by sync token where
 * the stream tells only that something changed. `loaded` resolves after the first answer.
 */
export function stayInSync(me, store, { onMessage, onBadge, onOtherMember }) {
  let syncToken;
  const load = async () => {
    const { elements, metadata, hints } = await api.conversationsOnLoad(me.urn);
    syncToken = metadata.newSyncToken;
    const own = store.merge(elements, hints);
    store.completeFrom = Math.min(...own.map((urn) => store.get(urn).lastActivityAt));
    api.mailboxCounts(me.urn).then(({ elements: counts }) => {
      onBadge(counts.find((c) => c.category === "INBOX")?.unreadConversationCount ?? 0);
    });
  };
  const refresh = async () => {
    if (!syncToken) return;
    const { elements, metadata, hints } = await api.conversationsSince(me.urn, syncToken);
    syncToken = metadata.newSyncToken;
    store.merge(elements, hints);
    for (const urn of metadata.deletedUrns) store.remove(urn);
  };
  const on = {
    conversationsTopic(payload) {
      const record = payload.data?.doDecorateConversationMessengerRealtimeDecoration?.result;
      if (record) store.merge([record]);
      else refresh();
    },
    messagesTopic(payload) {
      const message = payload.data.doDecorateMessageMessengerRealtimeDecoration.result;
      const { entityUrn } = message.conversation;
      store.update(entityUrn, { last: lastOf(message, me.urn) });
      onMessage(entityUrn, message);
    },
    conversationDeletesTopic: (payload) => store.remove(payload.conversationUrn),
    tabBadgeUpdateTopic: (payload) => onBadge(payload.tabBadges[0].count),
  };
  const loaded = load();
  const close = listen(
    (topic, payload) => on[topic]?.(payload),
    async () => {
      const now = readMe((await getJson("/voyager/api/me")).value);
      if (now.urn === me.urn) return refresh();
      close();
      onOtherMember?.(now);
    },
  );
  return { loaded, close };
}
