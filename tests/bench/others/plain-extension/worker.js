/* What a simple extension does: one request after the other, nothing kept, errors left alone. */
chrome.runtime.onMessage.addListener(({ key, urns }, _sender, respond) => {
  markAll(key, urns);
  respond({ ok: true });
});

async function markAll(key, urns) {
  for (const conversationUrn of urns) {
    try {
      await fetch("https://api.connectsafely.ai/linkedin/messaging/mark-seen", {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ conversationUrn }),
      });
    } catch (error) {
      console.error(error);
    }
  }
}
