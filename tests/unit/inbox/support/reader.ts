import type { Heard } from "../../../../lib/inbox/heard";
import { createInboxReader, type InboxReader } from "../../../../lib/inbox/reader";
import { NOW } from "./people";

export interface Bench {
  readonly reader: InboxReader;
  /** Hands over what the tap would. */
  hear(...heard: readonly Heard[]): void;
  /** Epoch ms. */
  clock: number;
  location: string;
  /** Runs the outstanding task, if any; says whether there was one. */
  idle(): boolean;
}

/** A reader on a document that hears what it is handed. */
export function bench(document: Document, location = "https://www.linkedin.com/messaging/"): Bench {
  const tasks: (() => void)[] = [];
  const state: Bench = {
    clock: NOW,
    location,
    reader: createInboxReader({
      document,
      topLocation: () => state.location,
      now: () => state.clock,
      schedule: (task) => tasks.push(task),
      signal: new AbortController().signal,
    }),
    hear(...heard) {
      for (const { text, ...header } of heard) state.reader.hear(JSON.stringify(header), text);
    },
    idle() {
      const task = tasks.shift();
      task?.();
      return task !== undefined;
    },
  };
  return state;
}
