import { conversationRecord } from "./records.ts";
import type { LinkedInContext, Session } from "./state.ts";

/** Which client an address is served with. */
export type App = "messenger" | "new-client" | "page-inbox" | "sales" | "talent";

const escapeHtml = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const blob = (n: number, value: unknown) =>
  `<code hidden id="bpr-guid-${n}">\n  ${escapeHtml(JSON.stringify(value))}\n</code>`;
const datalet = (n: number, request: string) =>
  `<code hidden id="datalet-bpr-guid-${n}">\n  ${escapeHtml(
    JSON.stringify({ request, status: 200, body: `bpr-guid-${n}`, method: "GET" }),
  )}\n</code>`;

export function meRecord({ me }: Session): object {
  const mini = `urn:li:fs_miniProfile:${me.id}`;
  return {
    data: {
      plainId: me.memberNumber,
      premiumSubscriber: false,
      "*miniProfile": mini,
      $type: "com.linkedin.voyager.common.Me",
    },
    included: [
      {
        dashEntityUrn: `urn:li:fsd_profile:${me.id}`,
        entityUrn: mini,
        objectUrn: `urn:li:member:${me.memberNumber}`,
        firstName: me.firstName,
        lastName: me.lastName,
        occupation: me.headline,
        publicIdentifier: me.publicId,
        $type: "com.linkedin.voyager.identity.shared.MiniProfile",
      },
    ],
  };
}

/** Bootstrap blobs hold navigation, flags and (old client only) `Me`; never a conversation. */
export function documentFor(app: App, context: LinkedInContext): string {
  const { arms } = context;
  const session = context.session();
  const flags = { app, ...arms, firstName: session.me.firstName };
  const old = app !== "new-client";
  const blobs = [
    blob(1001, { data: { badges: [{ tab: "MESSAGING", count: session.mailbox.unread().length }] } }),
    datalet(1001, "/voyager/api/voyagerNavigationBadges"),
    blob(1002, { flags }),
    datalet(1002, "/voyager/api/lixes"),
    ...(old ? [blob(1003, meRecord(session)), datalet(1003, "/voyager/api/me")] : []),
  ];
  const style = old ? "messenger" : "new-client";
  return `<!DOCTYPE html>
<html lang="${arms.language}" dir="${arms.language === "ar" ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>LinkedIn</title>
<link rel="icon" href="https://static.licdn.com/sc/h/favicon.svg">
<link rel="stylesheet" href="https://static.licdn.com/sc/h/${style}.css">
${arms.hostile ? '<script src="https://static.licdn.com/sc/h/hostile-early.js"></script>' : ""}
<script type="module" crossorigin src="https://static.licdn.com/sc/h/main.js"></script>
</head>
<body class="${old ? "render-mode-BIGPIPE nav-v2 ember-application" : "_8f2d1c0a"}">
${blobs.join("\n")}
${old ? '<div class="application-outlet"></div>' : '<div id="root"></div>'}
</body>
</html>
`;
}

/** The member's own conversations in the form of Sales Navigator's API, for its page. */
export function salesThreads(context: LinkedInContext): object {
  const some = context.session().mailbox.all().slice(0, 6);
  return {
    elements: some.map((c) => ({
      id: c.threadId,
      entityUrn: `urn:li:salesNav_thread:${c.threadId}`,
      unreadMessageCount: 1,
      nextPageStartsAt: c.lastActivityAt,
      name: String(conversationRecord(c, context).title ?? c.name),
    })),
    paging: { count: 20, start: 0 },
  };
}
