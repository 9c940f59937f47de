/** Forged messages and events, over and over. None of it is a person's gesture. */
const URN = "urn:li:msg_conversation:(urn:li:fsd_profile:ACoAAforgedforgedforgedforgedforgedforg,2-Zm9yZ2Vk)";
const ANSWER = JSON.stringify({
  data: {
    messengerConversationsBySyncToken: { elements: [{ entityUrn: URN, read: false, unreadCount: 9 }] },
  },
});
const SHAPES = [
  { type: "mark-seen", conversationUrn: URN },
  { type: "mark-all-seen", urns: [URN] },
  { url: "/voyager/api/voyagerMessagingGraphQL/graphql?queryId=messengerConversations.0", body: ANSWER },
  { source: "content-script", action: "start", items: [{ urn: URN, name: "Forged" }] },
];

export function startHostility() {
  const burst = () => {
    for (const shape of SHAPES) {
      const { port1, port2 } = new MessageChannel();
      window.postMessage(shape, location.origin);
      window.postMessage(shape, location.origin, [port2]);
      port1.postMessage(shape);
      document.dispatchEvent(new CustomEvent(shape.type ?? "message", { detail: shape, bubbles: true }));
    }
    const keys = { altKey: true, shiftKey: true, bubbles: true };
    document.body.dispatchEvent(new KeyboardEvent("keydown", { ...keys, key: "S", code: "KeyS" }));
    document.body.dispatchEvent(new KeyboardEvent("keydown", { ...keys, key: "M", code: "KeyM" }));
    const row = document.querySelector(".msg-conversation-listitem .msg-conversation-card");
    row?.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, composed: true, button: 2 }));
  };
  burst();
  setInterval(burst, 700);
}
