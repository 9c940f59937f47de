/**
 * The page's functions as they were before any of its scripts ran: it may replace them later, and what it puts there
 * must neither see nor stop this.
 */
const then = Promise.prototype.then;
const { apply, construct, defineProperty, getOwnPropertyDescriptor } = Reflect;
export const now = Date.now;
export { apply, construct };

/** `promise.then`, whose own promise can never reject unheard. */
export function whenDone<T>(promise: Promise<T>, done: (value: T) => void): void {
  apply(then, promise, [(value: T) => quietly(() => done(value)), () => {}]);
}

/** Nothing that goes wrong here may reach the page, not even its console. */
export function quietly<T>(task: () => T): T | undefined {
  try {
    return task();
  } catch {
    return undefined;
  }
}

/** Puts a proxy in the place of `holder[name]`: name, length, properties and `instanceof` stay as they were. */
export function overlay<T extends object>(holder: T, name: keyof T, handler: ProxyHandler<never>): void {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  if (typeof descriptor?.value !== "function") return;
  defineProperty(holder, name, { ...descriptor, value: new Proxy(descriptor.value as never, handler) });
}

/** As `overlay`, for an accessor: `before` is called with the receiver of each reading. */
export function overlayGetter<T extends object>(
  holder: T,
  name: keyof T,
  before: (receiver: T) => void,
): void {
  const descriptor = getOwnPropertyDescriptor(holder, name);
  if (!descriptor?.get) return;
  const get = new Proxy(descriptor.get, {
    apply(target, receiver: T, args) {
      before(receiver);
      return apply(target, receiver, args);
    },
  });
  defineProperty(holder, name, { ...descriptor, get });
}
