import { flags } from "./boot.js";

const PATH = "/realtime/connect?rc=1";

/** Keeps one stream open; `onEvent(topic, payload)` for each decorated event, `onLost` when it ends. */
export function listen(onEvent, onLost) {
  const line = (text) => {
    if (!text.startsWith("data:")) return;
    const event = JSON.parse(text.slice(5))["com.linkedin.realtimefrontend.DecoratedEvent"];
    if (event) onEvent(event.topic.split(":")[2], event.payload);
  };
  let closed = false;
  const again = () => {
    if (closed) return;
    setTimeout(() => onLost().then(connect, again), 300);
  };
  const connect = () => {
    if (closed) return;
    if (flags.realtimeTransport === "fetch") byFetch(line).then(again, again);
    else if (flags.realtimeTransport === "xhr") byXhr(line, again);
    else byEventSource(line, again);
  };
  connect();
  return () => {
    closed = true;
  };
}

async function byFetch(line) {
  const response = await fetch(PATH, { headers: { accept: "text/event-stream" }, credentials: "include" });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop();
    lines.forEach(line);
  }
}

function byXhr(line, again) {
  const xhr = new XMLHttpRequest();
  let at = 0;
  xhr.open("GET", PATH);
  xhr.setRequestHeader("accept", "text/event-stream");
  xhr.addEventListener("progress", () => {
    const end = xhr.responseText.lastIndexOf("\n");
    for (const text of xhr.responseText.slice(at, end).split("\n")) line(text);
    at = end + 1;
  });
  xhr.addEventListener("loadend", again);
  xhr.send();
}

function byEventSource(line, again) {
  const source = new EventSource(PATH, { withCredentials: true });
  source.addEventListener("message", (event) => line(`data:${event.data}`));
  source.addEventListener("error", () => {
    source.close();
    again();
  });
}
