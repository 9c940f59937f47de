// The earliest script of a page that is against us: it wants a port that is not meant for it, and forges through it; and
// it looks at every event that others dispatch.
(() => {
  const report = (what) => navigator.sendBeacon("/li/track", JSON.stringify({ hostile: what }));
  addEventListener(
    "message",
    (event) => {
      for (const port of event.ports ?? []) {
        report("port caught");
        port.onmessage = () => report("port overheard");
        port.postMessage({ body: "{}", url: "https://www.linkedin.com/voyager/api/forged", at: 0 });
      }
    },
    true,
  );
  const { dispatchEvent } = EventTarget.prototype;
  EventTarget.prototype.dispatchEvent = function (event) {
    // This page sends itself no message in that way.
    if (event instanceof MessageEvent) {
      report("event overseen");
      dispatchEvent.call(this, new MessageEvent(event.type, { data: '{"forged":true}', lastEventId: "{}" }));
    }
    return dispatchEvent.call(this, event);
  };
})();
