import type { ServerResponse } from "node:http";
import type { MailboxChange } from "../mailbox.ts";
import { stableHex } from "../random.ts";
import { conversationRecord, type Json, messageRecord } from "./records.ts";
import type { LinkedInContext, Session } from "./state.ts";

/** `GET /realtime/connect?rc=1`: an endless stream of `data:` lines, one per event. */
export interface Realtime {
  connect(response: ServerResponse): void;
  /** Tells the streams of the session what has changed. */
  tell(change: MailboxChange): void;
  /** Ends all streams; the page connects again. */
  drop(): void;
}

export function createRealtime(context: LinkedInContext): Realtime {
  const streams = new Map<ServerResponse, Session>();
  let nth = 0;

  const send = (event: Json) => {
    for (const [response, session] of streams) {
      if (session === context.session()) response.write(`data: ${JSON.stringify(event)}\n\n`);
    }
  };
  const decorated = (topic: string, payload: Json) => {
    nth += 1;
    send({
      "com.linkedin.realtimefrontend.DecoratedEvent": {
        topic: `urn:li-realtime:${topic}:urn:li-realtime:myself`,
        leftServerAt: context.now(),
        id: stableHex(`event ${nth}`, 32),
        payload,
        trackingId: stableHex(`tracking ${nth}`, 16),
      },
    });
  };
  const result = (name: string, record: Json): Json => ({
    data: {
      _recipeType: `com.linkedin.${stableHex(name, 32)}`,
      _type: `com.linkedin.messenger.${name}`,
      [name]: { _type: "com.linkedin.restli.common.ActionResponse", result: record },
    },
    lastUpdatedAt: context.now(),
  });
  const conversation = (change: MailboxChange) => {
    context.session().delivered.add(change.conversation.urn);
    decorated(
      "conversationsTopic",
      result(
        "doDecorateConversationMessengerRealtimeDecoration",
        conversationRecord(change.conversation, context),
      ),
    );
  };
  const counts = () => {
    const unread = context.session().mailbox.unread().length;
    if (context.arms.realtimeForm === "count") {
      decorated("conversationsTopic", { action: "UPDATE", unreadConversationsCount: unread });
    }
    decorated("tabBadgeUpdateTopic", { tabBadges: [{ tab: "MESSAGING", count: unread }] });
  };

  return {
    connect(response) {
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      });
      streams.set(response, context.session());
      const id = stableHex(`client ${streams.size}`, 32);
      response.write(
        `data: ${JSON.stringify({ "com.linkedin.realtimefrontend.ClientConnection": { id } })}\n\n`,
      );
      const beat = setInterval(() => {
        response.write(`data: ${JSON.stringify({ "com.linkedin.realtimefrontend.Heartbeat": {} })}\n\n`);
      }, 15_000);
      beat.unref();
      response.once("close", () => {
        clearInterval(beat);
        streams.delete(response);
      });
    },
    tell(change) {
      const { arms } = context;
      const { me } = context.session();
      const last = change.conversation.messages[change.conversation.messages.length - 1];
      const foreignRead = (change.kind === "read" || change.kind === "unread") && change.by !== "page";
      if (change.kind === "message" && last) {
        decorated(
          "messagesTopic",
          result(
            "doDecorateMessageMessengerRealtimeDecoration",
            messageRecord(change.conversation, last, me),
          ),
        );
      }
      if (change.kind === "removed") {
        decorated("conversationDeletesTopic", { conversationUrn: change.conversation.urn });
      } else if (arms.realtimeForm === "conversation" && (arms.markRepaint || !foreignRead)) {
        conversation(change);
        // A stale echo is followed by the truth.
        if (change.by === "api" && arms.staleMs > 0) {
          setTimeout(() => conversation(change), arms.staleMs + 50).unref();
        }
      }
      counts();
    },
    drop() {
      for (const response of streams.keys()) response.end();
      streams.clear();
    },
  };
}
