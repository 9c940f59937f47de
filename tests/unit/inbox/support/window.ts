type Scope = Window & typeof globalThis;
type Listener = (event: Event) => void;

class StandInFocusEvent extends Event {
  readonly relatedTarget: EventTarget | null;
  constructor(type: string, init: FocusEventInit) {
    super(type, init);
    this.relatedTarget = init.relatedTarget ?? null;
  }
}

/** What the browser itself has dispatched. */
const posted = new WeakSet<Event>();

/** A message of `source`, another window perhaps. */
export function post(target: Window, data: unknown, ports: readonly MessagePort[], source: unknown): void {
  const event = Object.assign(new Event("message"), { data, ports, source });
  posted.add(event);
  EventTarget.prototype.dispatchEvent.call(target, event);
}

/** A stand-in for the page's window: what is posted arrives at once and counts as the browser's own, as it does there. */
export function standInWindow(parts: object = {}): Scope {
  const target = new EventTarget();
  const given = new Map<Listener, Listener>();
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const self = Object.assign(target, {
    MessageEvent,
    FocusEvent: StandInFocusEvent,
    addEventListener(type: string, listener: Listener, options?: AddEventListenerOptions) {
      const own: Listener = (event) => listener(posted.has(event) ? asTrusted(event) : event);
      given.set(listener, own);
      addEventListener.call(target, type, own, options);
    },
    removeEventListener(type: string, listener: Listener, capture: boolean) {
      // Node's own doesn't know the short form.
      removeEventListener.call(target, type, given.get(listener) ?? listener, { capture });
    },
    postMessage(data: unknown, _origin: string, ports: MessagePort[] = []) {
      post(self as unknown as Window, data, ports, self);
    },
    ...parts,
    document: {
      createComment: () => new EventTarget(),
      ...("document" in parts ? (parts.document as object) : {}),
    },
  });
  return self as unknown as Scope;
}

/** No script can make such an event, so nothing but another object will do. */
function asTrusted(event: Event): Event {
  const { data, ports, source } = event as MessageEvent;
  const stopImmediatePropagation = () => event.stopImmediatePropagation();
  return {
    isTrusted: true,
    type: event.type,
    data,
    ports,
    source,
    stopImmediatePropagation,
  } as unknown as Event;
}
