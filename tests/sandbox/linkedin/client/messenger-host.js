import { onMoved, route } from "./address.js";
import { startMessenger } from "./messenger.js";

/** Starts the client when its route is on top: at once, or for a preloaded frame when a person goes there. */
export function startMessengerHost(me) {
  const host = document.querySelector(".application-outlet");
  let started = false;
  const begin = (member) => {
    started = true;
    startMessenger(host, member, begin);
  };
  const check = () => {
    if (!started && route().name !== "elsewhere") begin(me);
  };
  onMoved(check);
  check();
}
