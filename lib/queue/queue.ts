import type { Queue, QueueDeps } from "./deps";

/** The queue of one background context. Nothing is kept in it that is not on disk first. */
export function createQueue(deps: QueueDeps): Queue {
  void deps;
  throw new Error("not yet");
}
